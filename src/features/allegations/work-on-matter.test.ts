import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { NotAllowed, NotFound, Refused } from '#/kernel/refusal.ts'
import { inTransaction, reading } from '#/platform/context.ts'
import { aConcern, advice, allegationOffers, threshold } from '../../../test/a-concern.ts'
import { trailAbout } from '../../../test/ground.ts'
import { staffedSchools } from '../../../test/staffed-school.ts'
import { tasksOf } from '../tasks/index.ts'
import type { Step } from './allegation.ts'
import { stepNames, steps } from './allegation.ts'
import { consultLado, consultLadoForm } from './consult-lado.ts'
import { closeAllegation, reviewConcern } from './end-matter.ts'
import { managerTasks } from './give-manager-task.ts'
import { readCase } from './read-case.ts'
import { recordOutcome, recordOutcomeForm } from './record-outcome.ts'
import { recordStep } from './record-step.ts'
import { insertEntry } from './record-store.ts'
import { weighConcern } from './weigh-concern.ts'

async function aMatter(t: TestContext) {
  const world = await staffedSchools(t, allegationOffers)
  const { people } = world.school
  const { allegationId: id } = await aConcern(world, people.teacher, people.coordinator)
  return { ...world, people, id }
}

const outcome = {
  outcome: 'substantiated',
  reasons: 'The messages were found on the school’s telephone.',
  measure: 'finalWarning',
  grossMisconduct: '',
  removedForRisk: 'no',
  dbs: 'notNeeded',
  tra: 'notNeeded',
  referralReasons: 'The adult stays, with supervision, as the LADO advised.',
  staffFile: 'A summary was put on the file.',
} as const

const touching = stepNames.filter((step) => steps[step].afterLado !== null)

test('before the LADO has advised, no step that touches the adult can be recorded, not even in SQL', async (t) => {
  const { context, people, id, school } = await aMatter(t)
  const tryAll = async () => {
    for (const step of touching) {
      await assert.rejects(
        recordStep(context, people.head, id, { step, says: 'Spoke with them.' }),
        Refused,
        step,
      )
      await assert.rejects(
        inTransaction(context, people.head, (tx) =>
          insertEntry(
            tx,
            { schoolId: school.id, id },
            {
              kind: step,
              title: 'Told',
              at: context.clock(),
              writtenAt: context.clock(),
              by: null,
            },
          ),
        ),
        /The LADO has to be consulted first/,
        step,
      )
    }
  }
  await tryAll()
  await weighConcern(context, people.head, id, { ...threshold, answers: ['mayPoseRisk'] })
  await tryAll()
  await recordStep(context, people.head, id, { step: 'childMadeSafe', says: 'Moved to the other class.' })
  await consultLado(context, people.head, id, advice)
  await recordStep(context, people.head, id, { step: 'adultTold', says: 'With a colleague present.' })
  const done = await trailAbout(context, school.id, id)
  assert.deepEqual(
    done.filter((did) => did.startsWith('allegations.')),
    [
      'allegations.opened',
      'allegations.welfareOpened',
      'allegations.weighed',
      'allegations.stepRecorded',
      'allegations.ladoConsulted',
      'allegations.stepRecorded',
    ],
  )
})

test('where the LADO advised that the adult must not know yet, nobody may tell or interview', async (t) => {
  const { context, people, id } = await aMatter(t)
  await weighConcern(context, people.head, id, { answers: ['possibleOffence'], why: 'A crime is possible.' })
  await consultLado(context, people.head, id, { ...advice, advice: 'othersLead', adultMayBeTold: 'no' })
  const tell = (step: Step) => recordStep(context, people.head, id, { step, says: 'Said it.' })
  await assert.rejects(tell('adultTold'), /must not know yet/)
  await consultLado(context, people.head, id, { ...advice, advice: 'othersLead' })
  await tell('adultTold')
})

test('“not sure” counts as met, and the head alone cannot take it below the threshold again', async (t) => {
  const { context, people, id } = await aMatter(t)
  const weighed = await weighConcern(context, people.head, id, {
    answers: ['notSure'],
    why: 'I cannot tell.',
  })
  assert.deepEqual([weighed.state, weighed.threshold], ['consultLado', 'met'])
  await assert.rejects(
    weighConcern(context, people.head, id, { answers: ['none'], why: 'It was nothing.' }),
    /LADO has to be consulted first/,
  )
  const advised = await consultLado(context, people.head, id, { ...advice, advice: 'belowThreshold' })
  assert.deepEqual([advised.state, advised.threshold], ['lowLevel', 'below'])
})

test('a low-level concern is reviewed, and can be raised to an allegation', async (t) => {
  const { context, people, id } = await aMatter(t)
  await weighConcern(context, people.head, id, { answers: ['none'], why: 'A phone on a trip, with leave.' })
  await recordStep(context, people.head, id, { step: 'adultTold', says: 'Spoke about the code of conduct.' })
  const reviewed = await reviewConcern(context, people.head, id, { says: 'Induction now says so.' })
  assert.equal(reviewed.state, 'reviewed')
  const raised = await weighConcern(context, people.head, id, {
    answers: ['mayNotBeSuitable'],
    why: 'A third time.',
  })
  assert.deepEqual([raised.state, raised.limbs], ['consultLado', ['mayNotBeSuitable']])
  await assert.rejects(
    recordStep(context, people.head, id, { step: 'adultInterviewed', says: 'Asked.' }),
    Refused,
  )
})

test('the case manager has one working day for the LADO, and the task ends with the call', async (t) => {
  const { context, people, id } = await aMatter(t)
  const due = async () =>
    (await reading(context, people.head, (tx) => tasksOf(tx, people.head)))
      .filter(({ aboutId }) => aboutId === id)
      .map(({ kind, dueAt, title }) => [kind, dueAt?.toISOString(), title])
  assert.deepEqual(await due(), [['allegations.weigh', '2026-11-25T10:00:00.000Z', managerTasks.weigh]])
  await weighConcern(context, people.head, id, { ...threshold, answers: ['harmed'] })
  assert.deepEqual(await due(), [
    ['allegations.consultLado', '2026-11-25T10:00:00.000Z', managerTasks.consultLado],
  ])
  await consultLado(context, people.head, id, advice)
  assert.deepEqual(await due(), [])
})

test('an outcome records the referrals and the staff file; summary dismissal asks for gross misconduct', async (t) => {
  const { context, people, id, school } = await aMatter(t)
  const sent = (parts: object) => recordOutcomeForm.safeParse({ ...outcome, ...parts })
  assert.equal(sent({ measure: 'summaryDismissal' }).error?.issues[0]?.path[0], 'measure')
  assert.equal(sent({ removedForRisk: 'yes' }).error?.issues[0]?.path[0], 'dbs')
  assert.equal(sent({ staffFile: ' ' }).error?.issues[0]?.path[0], 'staffFile')
  assert.ok(
    sent({ measure: 'summaryDismissal', grossMisconduct: 'yes', removedForRisk: 'yes', dbs: 'made' }).success,
  )
  await assert.rejects(recordOutcome(context, people.head, id, outcome), Refused)
  await weighConcern(context, people.head, id, { ...threshold, answers: ['harmed'] })
  await assert.rejects(recordOutcome(context, people.head, id, outcome), /LADO has to be consulted first/)
  await consultLado(context, people.head, id, advice)
  await assert.rejects(closeAllegation(context, people.head, id, { says: 'Done.' }), Refused)
  await recordOutcome(context, people.head, id, outcome)
  const closed = await closeAllegation(context, people.head, id, {
    says: 'The code of conduct names chat apps now.',
  })
  assert.equal(closed.state, 'closed')
  const view = await readCase(context, people.head, id)
  assert.deepEqual([view.outcome?.outcome, view.outcome?.dbs], ['substantiated', 'notNeeded'])
  assert.ok((await trailAbout(context, school.id, id)).includes('allegations.closed'))
})

test('a call without a reference, a name or advice is refused beside the field; one in the future in words', async (t) => {
  const { context, people, id } = await aMatter(t)
  const read = consultLadoForm.safeParse({ consultedOn: '2026-11-31', consultedAt: 'noonish' })
  assert.deepEqual(
    read.error?.issues.map(({ path }) => path[0]),
    ['consultedOn', 'consultedAt', 'officer', 'reference', 'advice', 'adultMayBeTold', 'words'],
  )
  await weighConcern(context, people.head, id, { ...threshold, answers: ['harmed'] })
  await assert.rejects(
    consultLado(context, people.head, id, { ...advice, consultedOn: '2026-11-25' }),
    /in the future/,
  )
})

test('every command is not found for the safeguarding lead, the adult, the reporter and another school', async (t) => {
  const { context, people, id, otherSchool } = await aMatter(t)
  const others = [people.lead, people.coordinator, people.teacher, otherSchool.people.head]
  for (const actor of others) {
    for (const command of [
      () => weighConcern(context, actor, id, { ...threshold, answers: ['harmed'] }),
      () => consultLado(context, actor, id, advice),
      () => recordStep(context, actor, id, { step: 'note', says: 'A note.' }),
      () => recordOutcome(context, actor, id, outcome),
      () => closeAllegation(context, actor, id, { says: 'Done.' }),
      () => reviewConcern(context, actor, id, { says: 'Looked at it.' }),
      () => readCase(context, actor, id),
    ]) {
      await assert.rejects(command(), NotFound)
    }
  }
})

test('a pupil may not tell of a concern here, and nobody else’s role manages one', async (t) => {
  const { context, people } = await aMatter(t)
  const pupil = { ...people.teacher, roles: new Set(['pupil']) }
  await assert.rejects(aConcern({ context }, pupil, people.coordinator), NotAllowed)
})
