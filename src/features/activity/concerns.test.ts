import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NotFound, Refused } from '#/kernel/refusal.ts'
import { reading } from '#/platform/context.ts'
import { type ActiveSchools, activeSchools } from '../../../test/an-active-school.ts'
import { askRoute } from '../../../test/ask-route.ts'
import { aPerson, lookInto, trailAbout } from '../../../test/ground.ts'
import type { PeopleTables } from '../people/tables.ts'
import { closeConcern } from './close-concern.ts'
import { findConcern, listConcerns } from './concern-store.ts'
import { makeIncident } from './make-incident.ts'
import { routes } from './routes.ts'

const selfHarm = { site: 'harm.example', category: 'selfHarm' } as const

const tasks = ({ query, school }: ActiveSchools) =>
  query<{
    kind: string
    title: string
    urgency: string
    role: string | null
    person_id: string | null
    state: string
  }>(
    `select kind, title, urgency, role, person_id, state from tasks.task
      where school_id = $1 and kind like 'activity.%' order by id`,
    [school.id],
  )

const concerns = ({ context, school }: ActiveSchools) =>
  lookInto(context, school.id, (tx) => listConcerns(tx, { kind: 'system', schoolId: school.id }, 10))

async function makeGuardian({ context, school }: ActiveSchools, guardianId: string, pupilId: string) {
  await lookInto(context, school.id, (tx) =>
    tx
      .withTables<PeopleTables>()
      .insertInto('people.relation')
      .values({
        school_id: school.id,
        person_id: pupilId,
        relative_id: guardianId,
        declared_at: context.clock(),
        relation: 'parent',
        declared_by: null,
      })
      .execute(),
  )
}

test('an attempt at what may harm a child is a task at once, one for the child and day, kept from the child’s family', async (t) => {
  const world = await activeSchools(t)
  const { context, school, pupil, visited, setTime } = world
  const { lead, secondDeputy, head, coordinator } = school.people
  await makeGuardian(world, secondDeputy.personId, pupil.personId)
  const who = pupil.personId
  await visited(
    { ...selfHarm, who },
    { site: 'news.example', allowed: true, because: 'otherwise', category: null, who },
  )
  const given = await tasks(world)
  assert.deepEqual(given.map(({ role, urgency }) => `${role} ${urgency}`).sort(), [
    'deputyDsl now',
    'dsl now',
  ])
  assert.doesNotMatch(given.map(({ title }) => title).join(), /Pip|harm/i)
  await visited(
    { ...selfHarm, who, times: 2 },
    { site: 'bad.example', because: 'sealed', category: null, who },
  )
  assert.equal((await tasks(world)).length, given.length, 'no second task of the same day')
  const [concern] = await concerns(world)
  assert.ok(concern)
  assert.deepEqual([concern.times, concern.categories], [4, ['sealed', 'selfHarm']])
  for (const actor of [lead, head])
    assert.match(
      await askRoute(context, actor, routes, 'GET /activity/concerns/:id', { params: { id: concern.id } }),
      /Pip Pupil/,
    )
  for (const actor of [secondDeputy, coordinator, pupil])
    await assert.rejects(
      reading(context, actor, (tx) => findConcern(tx, actor, concern.id)),
      NotFound,
    )
  assert.doesNotMatch(await askRoute(context, secondDeputy, routes, 'GET /activity/concerns'), /Pip/)
  // In numbers it would tell them too.
  assert.match(await askRoute(context, lead, routes, 'GET /activity'), /Nothing was blocked/)
  setTime('2026-11-25T10:00:00Z')
  await visited({ ...selfHarm, who })
  assert.equal((await concerns(world)).length, 2)
})

test('a search about self-harm is a task at once, with the kind alone: nobody kept its words', async (t) => {
  const world = await activeSchools(t)
  const { context, school, pupil, visited } = world
  await visited({ site: 'www.google.com', because: 'search', category: 'selfHarm', who: pupil.personId })
  assert.deepEqual(
    (await tasks(world)).map(({ urgency }) => urgency),
    ['now', 'now'],
  )
  const [concern] = await concerns(world)
  assert.ok(concern)
  assert.deepEqual(concern.categories, ['selfHarm'])
  const shown = () =>
    askRoute(context, school.people.lead, routes, 'GET /activity/concerns/:id', {
      params: { id: concern.id },
    })
  assert.match(await shown(), /Kind of site or search[\s\S]*Self-harm/)
  assert.match(await shown(), /See the child today[^<]*999/)
  await closeConcern(context, school.people.lead, concern.id, { outcome: 'I sat with the child.' })
  assert.doesNotMatch(await shown(), /See the child today/, 'somebody has seen them')
})

test('with one press it is an incident in which the child is affected, and the task is done', async (t) => {
  const world = await activeSchools(t)
  const { context, school, pupil, visited, query } = world
  const { lead } = school.people
  await visited({ ...selfHarm, who: pupil.personId })
  const [concern] = await concerns(world)
  assert.ok(concern)
  const incidentId = await makeIncident(context, lead, concern.id, { kind: 'selfHarm' })
  const people = await query<{ part: string; person_id: string }>(
    'select role as part, person_id from incidents.involvement where incident_id = $1',
    [incidentId],
  )
  assert.deepEqual(people, [{ part: 'victim', person_id: pupil.personId }])
  assert.ok((await tasks(world)).every(({ state }) => state === 'done'))
  await assert.rejects(makeIncident(context, lead, concern.id, { kind: 'selfHarm' }), Refused)
  assert.deepEqual(
    (await trailAbout(context, school.id, concern.id)).filter((did) => did.startsWith('activity.')),
    ['activity.raised', 'activity.madeIncident'],
  )
})

test('what is found by accident makes no task: only many attempts in a day do, as the school sets it', async (t) => {
  const world = await activeSchools(t)
  const { context, school, visited } = world
  const nasty = { site: 'nasty.example', category: 'pornography' } as const
  await visited(
    { ...nasty, times: 4 },
    { category: 'malware', times: 500 },
    { category: 'games', times: 500 },
  )
  assert.deepEqual(await tasks(world), [])
  await visited({ ...nasty, times: 6 })
  const [task] = await tasks(world)
  assert.deepEqual([task?.role, task?.urgency], ['dsl', 'soon'])
  const [concern] = await concerns(world)
  assert.ok(concern)
  assert.equal(concern.times, 10)
  await closeConcern(context, school.people.lead, concern.id, { outcome: 'A misspelt address; we talked.' })
  await assert.rejects(
    closeConcern(context, school.people.lead, concern.id, { outcome: 'Again' }),
    /looked at this already/,
  )
  await visited({ ...nasty, times: 1 })
  assert.equal(
    (await tasks(world)).filter(({ state }) => state === 'open').length,
    1,
    'more of it is told again',
  )
})

test('what may be about an adult of the school is for the head, and about the head for the chair', async (t) => {
  const world = await activeSchools(t)
  const { context, school, visited } = world
  const { lead, head, chair, teacher } = school.people
  await visited({ ...selfHarm, who: teacher.personId, profile: 'Staff' })
  const [ofTeacher] = await concerns(world)
  assert.ok(ofTeacher)
  assert.deepEqual(
    (await tasks(world)).map(({ role }) => role),
    ['head'],
  )
  for (const actor of [lead, teacher])
    await assert.rejects(
      reading(context, actor, (tx) => findConcern(tx, actor, ofTeacher.id)),
      NotFound,
    )
  await assert.rejects(makeIncident(context, head, ofTeacher.id, { kind: 'selfHarm' }), /adult of the school/)
  await visited({ ...selfHarm, who: head.personId, profile: 'Staff' })
  const ofHead = (await concerns(world)).find(({ id }) => id !== ofTeacher.id)
  assert.ok(ofHead)
  assert.deepEqual((await tasks(world)).at(-1)?.role, 'chairOfGovernors')
  await assert.rejects(
    reading(context, head, (tx) => findConcern(tx, head, ofHead.id)),
    NotFound,
  )
  await closeConcern(context, chair, ofHead.id, { outcome: 'The LADO was asked.' })
})

test('a concern of another school is not found', async (t) => {
  const world = await activeSchools(t)
  const { context, otherSchool, visited } = world
  await visited(selfHarm)
  const [concern] = await concerns(world)
  const theirLead = otherSchool.people.lead
  await assert.rejects(closeConcern(context, theirLead, concern?.id ?? '', { outcome: 'Mine' }), NotFound)
  const visitor = await aPerson(context, world.school.id, { name: 'Vi Sitor' })
  await assert.rejects(askRoute(context, visitor, routes, 'GET /activity/concerns'), /may not/)
})
