import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NotAllowed, NotFound, Refused } from '#/kernel/refusal.ts'
import { sensitive } from '#/kernel/sensitive.ts'
import type { PersonActor } from '#/platform/access/actor.ts'
import { reading } from '#/platform/context.ts'
import { anAnsweredIncident, evidenceWorld } from '../../../test/evidence-world.ts'
import { lookInto, trailAbout } from '../../../test/ground.ts'
import { addAddendum } from '../incidents/index.ts'
import { tasksOf } from '../tasks/index.ts'
import { askForDeletion } from './ask-for-deletion.ts'
import { type AskToView, askToView } from './ask-to-view.ts'
import { confirmDeletion } from './confirm-deletion.ts'
import { decideViewing } from './decide-viewing.ts'
import { noteViewing } from './note-viewing.ts'
import { viewingState } from './procedure.ts'
import { deletionsOf, findViewing, stepsOf } from './procedure-store.ts'
import { takeStep } from './take-step.ts'

const ask: AskToView = {
  onlyWay: 'toDecide',
  why: 'The two children tell different stories.',
  othersPresent: 'Ms Reed',
  place: 'The head’s office',
  device: 'childs',
  on: '2026-11-24',
  time: '11:00',
}
const looked = { decidedAfter: 'The police were rung.', on: '2026-11-24', time: '11:05' }

test('the safeguarding lead asks, the head decides, and what was decided after looking is recorded', async (t) => {
  const world = await evidenceWorld(t)
  const { context, school, setTime } = world
  const { lead, head } = school.people
  const { id } = await anAnsweredIncident(world, 'childImage')
  const viewingId = await askToView(context, lead, id, ask)
  const tasks = await reading(context, head, (tx) => tasksOf(tx, head))
  assert.ok(tasks.some(({ path, urgency }) => path === `/viewings/${viewingId}` && urgency === 'now'))
  setTime('2026-11-24T11:10:00Z')
  await assert.rejects(noteViewing(context, lead, viewingId, looked), /had not approved/)
  setTime('2026-11-24T10:30:00Z')
  await decideViewing(context, head, viewingId, { decision: 'approved', why: 'There is no other way.' })
  setTime('2026-11-24T11:10:00Z')
  await noteViewing(context, lead, viewingId, looked)
  await assert.rejects(noteViewing(context, lead, viewingId, looked), Refused)
  const viewing = await reading(context, lead, (tx) => findViewing(tx, lead, viewingId))
  assert.equal(viewingState(viewing), 'done')
  const trail = await trailAbout(context, school.id, id)
  for (const did of ['Asked', 'Approved', 'Noted']) assert.ok(trail.includes(`evidence.viewing${did}`), did)
})

test('where head and safeguarding lead are one person, the chair of governors is asked, finds the request and decides', async (t) => {
  const world = await evidenceWorld(t)
  const { context, school, query } = world
  const { lead, chair } = school.people
  const { id } = await anAnsweredIncident(world, 'childImage')
  await query(`update people.designation set person_id = $1 where role = 'head' and school_id = $2`, [
    lead.personId,
    school.id,
  ])
  const both = { ...lead, roles: new Set([...lead.roles, 'head']) }
  const viewingId = await askToView(context, both, id, ask)
  const tasksFor = (person: PersonActor) => reading(context, person, (tx) => tasksOf(tx, person))
  const isAsked = (tasks: readonly { path: string }[]) =>
    tasks.some(({ path }) => path === `/viewings/${viewingId}`)
  assert.deepEqual([isAsked(await tasksFor(both)), isAsked(await tasksFor(chair))], [false, true])
  const yes = { decision: 'approved', why: 'There is no other way.' } as const
  await assert.rejects(decideViewing(context, both, viewingId, yes), /somebody else decides/)
  await decideViewing(context, chair, viewingId, yes)
})

test('a viewing is refused on a personal device, in the past, without a picture, alone and twice', async (t) => {
  const world = await evidenceWorld(t)
  const { context, school, otherSchool, query } = world
  const { lead, head, coordinator } = school.people
  const { id } = await anAnsweredIncident(world, 'childImage')
  const plain = await anAnsweredIncident(world, 'notIllegal')
  await assert.rejects(askToView(context, lead, id, { ...ask, device: 'personal' }), /personal device/)
  await assert.rejects(askToView(context, lead, id, { ...ask, time: '09:00' }), /Ask before you look/)
  await assert.rejects(askToView(context, lead, plain.id, ask), Refused)
  await assert.rejects(askToView(context, head, id, ask), NotAllowed)
  await assert.rejects(askToView(context, otherSchool.people.lead, id, ask), NotFound)
  const viewingId = await askToView(context, lead, id, ask)
  const yes = { decision: 'approved', why: 'No other way.' } as const
  await assert.rejects(decideViewing(context, lead, viewingId, yes), NotAllowed)
  const both = { ...lead, roles: new Set([...lead.roles, 'head']) }
  await assert.rejects(decideViewing(context, both, viewingId, yes), /You asked for this yourself/)
  await assert.rejects(decideViewing(context, coordinator, viewingId, yes), NotFound)
  await assert.rejects(
    query(
      `update evidence.viewing set decision = 'approved', decision_why = 'x', decided_at = now(), decided_by = asked_by`,
    ),
    /viewing_check/,
  )
  await decideViewing(context, head, viewingId, { decision: 'refused', why: 'Ring the police.' })
  await assert.rejects(decideViewing(context, head, viewingId, yes), /stays decided/)
})

test('a child is asked to delete a picture and confirms it; until then the safeguarding lead has a task', async (t) => {
  const world = await evidenceWorld(t)
  const { context, school, otherSchool } = world
  const { lead, head } = school.people
  const { id, pupilId } = await anAnsweredIncident(world, 'childImage')
  const request = { pupilId, agreedWith: 'PC 4411, WM/77/26' }
  await assert.rejects(askForDeletion(context, head, id, request), NotAllowed)
  await assert.rejects(askForDeletion(context, otherSchool.people.lead, id, request), NotFound)
  await assert.rejects(askForDeletion(context, lead, id, { ...request, pupilId: head.personId }), Refused)
  const deletionId = await askForDeletion(context, lead, id, request)
  const open = () => reading(context, lead, async (tx) => (await tasksOf(tx, lead)).map(({ path }) => path))
  assert.ok((await open()).includes(`/deletions/${deletionId}`))
  const [deletion] = await lookInto(context, school.id, (tx) => deletionsOf(tx, school.id, id))
  assert.deepEqual(deletion?.confirmBy, new Date('2026-11-26T10:00:00Z'))
  const confirmed = { says: 'In person, phone and cloud.', on: '2026-11-24', time: '09:59' }
  await assert.rejects(confirmDeletion(context, otherSchool.people.lead, deletionId, confirmed), NotFound)
  await assert.rejects(confirmDeletion(context, head, deletionId, confirmed), NotAllowed)
  await confirmDeletion(context, lead, deletionId, confirmed)
  await assert.rejects(confirmDeletion(context, lead, deletionId, confirmed), Refused)
  assert.ok(!(await open()).includes(`/deletions/${deletionId}`))
  assert.ok((await trailAbout(context, school.id, id)).includes('evidence.deletionConfirmed'))
})

test('what was done to find out who did it stays on record as it was written', async (t) => {
  const world = await evidenceWorld(t)
  const { context, school, otherSchool, query } = world
  const { lead, teacher } = school.people
  const { id } = await anAnsweredIncident(world, null)
  const step = {
    kind: 'logs',
    whom: 'IT support',
    says: 'Logs of 23 November.',
    on: '2026-11-24',
    time: '09:00',
  } as const
  await takeStep(context, lead, id, step)
  await assert.rejects(takeStep(context, lead, id, { ...step, on: '2026-11-25' }), Refused)
  await assert.rejects(takeStep(context, teacher, id, step), NotFound)
  await assert.rejects(takeStep(context, otherSchool.people.lead, id, step), NotFound)
  const steps = await lookInto(context, school.id, (tx) => stepsOf(tx, school.id, id))
  assert.deepEqual(
    steps.map(({ kind, whom }) => [kind, whom]),
    [['logs', 'IT support']],
  )
  await assert.rejects(query('delete from evidence.step_taken'), /What was written down stays/)
  assert.ok((await trailAbout(context, school.id, id)).includes('evidence.stepTaken'))
})

test('what somebody says happened to them is an addition of its own kind', async (t) => {
  const world = await evidenceWorld(t)
  const { context, school, query } = world
  const { lead } = school.people
  const { id } = await anAnsweredIncident(world, null)
  await addAddendum(context, lead, id, {
    kind: 'ownAccount',
    text: sensitive('Monday: three messages. Tuesday: a picture of my bag.'),
    supersedes: '',
  })
  assert.deepEqual(await query('select kind from incidents.addendum'), [{ kind: 'ownAccount' }])
})
