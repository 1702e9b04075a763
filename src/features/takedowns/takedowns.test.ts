import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NotAllowed, NotFound, Refused } from '#/kernel/refusal.ts'
import { systemActor } from '#/platform/access/actor.ts'
import { reading } from '#/platform/context.ts'
import { anIncident } from '../../../test/an-incident.ts'
import { aCase, type CaseWorld } from '../../../test/an-incident-in-progress.ts'
import { askRoute } from '../../../test/ask-route.ts'
import { lookInto, trailAbout } from '../../../test/ground.ts'
import { tasksOf } from '../tasks/index.ts'
import { type AskForRemoval, askForRemoval, askForRemovalForm } from './ask-for-removal.ts'
import { chaseOverdue } from './chase-overdue.ts'
import { takedowns } from './feature.ts'
import { recordAnswer } from './record-answer.ts'
import { nextStep, type TakedownRequest } from './request.ts'
import { routes } from './routes.ts'
import { findRequest } from './store.ts'

const wanted = (world: CaseWorld, parts: Partial<AskForRemoval> = {}): AskForRemoval => ({
  whom: 'user',
  wants: 'remove',
  network: 'instagram',
  place: 'a group of the class',
  what: 'An unkind film',
  personId: world.pupil.personId,
  underAge: 'yes',
  mayDiscuss: '',
  follows: null,
  on: '2026-11-24',
  time: '09:30',
  ...parts,
})

test('somebody is asked, asked again, says no, and the next step is shown; the trail says so', async (t) => {
  const world = await aCase(t, takedowns)
  const { context, school, incident, setTime } = world
  const { lead, coordinator } = school.people
  const id = await askForRemoval(context, lead, incident.id, wanted(world))
  const kinds = async (who: typeof lead) =>
    (await reading(context, who, (tx) => tasksOf(tx, who))).map(({ kind }) => kind)
  assert.ok((await kinds(lead)).includes('takedowns.look'))
  setTime('2026-11-26T08:00:00Z')
  await chaseOverdue(context, systemActor(school.id))
  assert.ok((await kinds(coordinator)).some((kind) => kind.startsWith('takedowns.')))
  await recordAnswer(context, lead, id, { act: 'chase', says: 'Asked again.' })
  await recordAnswer(context, lead, id, { act: 'refused', says: 'He says no.' })
  await assert.rejects(recordAnswer(context, lead, id, { act: 'removed', says: 'So.' }), Refused)
  assert.ok(
    ![...(await kinds(lead)), ...(await kinds(coordinator))].some((kind) => kind.startsWith('takedowns.')),
  )
  const shown = await askRoute(context, lead, routes, 'GET /takedowns/:id', { params: { id } })
  assert.match(shown, /close the account/)
  const next = wanted(world, { whom: 'provider', wants: 'closeAccount', follows: id, on: '2026-11-25' })
  const second = await askForRemoval(context, lead, incident.id, next)
  const found = await reading(context, lead, (tx) => findRequest(tx, lead, second))
  assert.equal(found.follows, id)
  assert.deepEqual(await trailAbout(context, school.id, id), [
    'takedowns.asked',
    'takedowns.answered',
    'takedowns.answered',
  ])
})

test('nobody asks before the safety questions, for a picture of a child, or staff one must not speak to', async (t) => {
  const world = await aCase(t, takedowns)
  const { context, school, incident } = world
  const { lead } = school.people
  const fresh = await anIncident(world, lead)
  const nobody = { personId: null }
  await assert.rejects(askForRemoval(context, lead, fresh.id, wanted(world, nobody)), /four safety questions/)
  await world.query(`update incidents.incident set state = 'reopened' where id = $1`, [fresh.id])
  await assert.rejects(askForRemoval(context, lead, fresh.id, wanted(world, nobody)), /four safety questions/)
  const silent = wanted(world, { whom: 'staff', mayDiscuss: 'no' })
  await assert.rejects(askForRemoval(context, lead, incident.id, silent), /do not speak/)
  await world.query(
    'update incidents.incident set possible_child_image = true, safeguarding = true where id = $1',
    [incident.id],
  )
  await assert.rejects(askForRemoval(context, lead, incident.id, wanted(world)), /nobody deletes/)
  const form = { whom: 'staff', network: 'x', place: 'a page', what: 'a post', on: '2026-11-24', time: '9am' }
  assert.deepEqual(askForRemovalForm.safeParse(form).error?.issues[0]?.path, ['mayDiscuss'])
})

test('another school and whoever it is about find nothing, and a teacher records nothing', async (t) => {
  const world = await aCase(t, takedowns)
  const { context, school, otherSchool, incident, pupil } = world
  const id = await askForRemoval(context, school.people.lead, incident.id, wanted(world))
  for (const who of [otherSchool.people.lead, pupil, school.people.teacher]) {
    await assert.rejects(
      reading(context, who, (tx) => findRequest(tx, who, id)),
      NotFound,
    )
    await assert.rejects(recordAnswer(context, who, id, { act: 'removed', says: 'So.' }), NotFound)
  }
  await assert.rejects(askRoute(context, school.people.teacher, routes, 'GET /takedowns'), NotAllowed)
})

test('a no from a child under age leads to closing the account, from others to the provider', () => {
  const from = (parts: Partial<TakedownRequest>) =>
    nextStep({ whom: 'user', wants: 'remove', underAge: null, network: 'x', ...parts } as TakedownRequest)
  assert.equal(from({ underAge: true })?.wants, 'closeAccount')
  assert.equal(from({ whom: 'parent', wants: 'closeAccount', underAge: true })?.wants, 'closeAccount')
  assert.deepEqual(
    [from({ underAge: false })?.whom, from({ underAge: false })?.wants],
    ['provider', 'remove'],
  )
  assert.equal(from({ network: null })?.whom, 'administrator')
  assert.equal(from({ whom: 'administrator', network: null })?.whom, 'provider')
  assert.equal(from({ whom: 'provider' }), null)
})

test('a known pupil’s age is counted from the date of birth, whatever was ticked; of others the answer counts', async (t) => {
  const world = await aCase(t, takedowns)
  const { context, school, incident, pupil } = world
  const { lead } = school.people
  const born = (day: string | null) =>
    world.query('update people.person set date_of_birth = $2 where id = $1', [pupil.personId, day])
  const after = async (parts: Partial<AskForRemoval>) => {
    const id = await askForRemoval(context, lead, incident.id, wanted(world, parts))
    const found = await reading(context, lead, (tx) => findRequest(tx, lead, id))
    return [found.underAge, nextStep(found)?.wants]
  }
  await born('2016-03-01')
  assert.deepEqual(await after({ underAge: 'notKnown' }), [true, 'closeAccount'])
  assert.deepEqual(await after({ underAge: 'no', network: 'other' }), [true, 'closeAccount'])
  await born('2013-11-25')
  assert.deepEqual(await after({ underAge: 'no' }), [true, 'closeAccount'])
  await born('2013-11-24')
  assert.deepEqual(await after({ underAge: 'yes' }), [false, 'remove'])
  await born('2012-03-01')
  assert.deepEqual(await after({ underAge: 'notKnown' }), [false, 'remove'])
  await born(null)
  assert.deepEqual(await after({ underAge: 'notKnown' }), [null, 'remove'])
  assert.deepEqual(await after({ underAge: 'yes', personId: world.adult.personId }), [true, 'closeAccount'])
})

test('the pages list, explain how to report, and count by outcome', async (t) => {
  const world = await aCase(t, takedowns)
  const { context, school, incident, pupil } = world
  const { lead } = school.people
  const address = 'GET /incidents/:id/takedowns/new'
  const form = await askRoute(context, lead, routes, address, { params: { id: incident.id } })
  assert.match(form, /How to report to a network/)
  await askForRemoval(context, lead, incident.id, wanted(world))
  assert.match(await askRoute(context, lead, routes, 'GET /takedowns'), /Instagram/)
  await lookInto(context, school.id, async (tx) => {
    const system = systemActor(school.id)
    const counts = await takedowns.figures?.[0]?.read(
      tx,
      system,
      new Date('2026-09-01'),
      new Date('2027-01-01'),
    )
    assert.deepEqual(counts?.[0], { label: 'Asked', count: 1 })
    assert.equal((await takedowns.holds?.[0]?.read(tx, lead, pupil.personId))?.length, 1)
    for (const { evidence } of takedowns.controls ?? []) {
      assert.equal((await evidence(tx, school.id, context.clock())).inDate, true)
    }
  })
})
