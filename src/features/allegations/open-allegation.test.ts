import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NotFound, Refused } from '#/kernel/refusal.ts'
import { sensitive } from '#/kernel/sensitive.ts'
import { inTransaction, reading } from '#/platform/context.ts'
import { aConcern, allegationOffers, seesIncident, welfareOf } from '../../../test/a-concern.ts'
import { anIncident } from '../../../test/an-incident.ts'
import { aPerson } from '../../../test/ground.ts'
import { type StaffName, staffedSchools } from '../../../test/staffed-school.ts'
import { addPerson } from '../incidents/add-person.ts'
import { tasksOf } from '../tasks/index.ts'
import { registerAdults } from './heed-report.ts'
import { nameAdult } from './name-adult.ts'
import { openAllegation } from './open-allegation.ts'
import { toldBy } from './record-store.ts'
import { findAllegation, listAllegations } from './store.ts'
import { tellConcernForm } from './tell-concern.ts'

const all = { states: ['new'], sort: 'opened', direction: 'ascending', offset: 0, most: 25 } as const

test('references are drawn: they tell neither order nor number', async (t) => {
  const world = await staffedSchools(t, allegationOffers)
  const { head, teacher, lead } = world.school.people
  for (let i = 0; i < 3; i++) await aConcern(world, teacher, lead)
  const { rows } = await reading(world.context, head, (tx) =>
    listAllegations(tx, { actor: head, now: world.context.clock() }, all),
  )
  assert.equal(rows.length, 3)
  for (const { reference } of rows) assert.match(reference, /^C-[2-9A-Z]{8}$/)
})

test('the reporter reads what they wrote and nothing else; the adult who told of themselves too', async (t) => {
  const world = await staffedSchools(t, allegationOffers)
  const { teacher, coordinator, head } = world.school.people
  await aConcern(world, teacher, coordinator)
  const self = await aConcern(world, coordinator, coordinator, { account: 'I gave a pupil a lift home.' })
  const mine = (actor: typeof teacher) =>
    reading(world.context, actor, (tx) => toldBy(tx, world.school.id, actor.personId))
  assert.equal((await mine(teacher)).length, 1)
  assert.deepEqual(
    (await mine(coordinator)).map(({ account }) => account?.reveal()),
    ['I gave a pupil a lift home.'],
  )
  assert.deepEqual(await mine(head), [])
  const found = await reading(world.context, head, (tx) =>
    findAllegation(tx, { actor: head, now: world.context.clock() }, self.allegationId),
  )
  assert.equal(found.selfReport, true)
})

test('about the chair only the fact is kept that it was told', async (t) => {
  const world = await staffedSchools(t, allegationOffers)
  const { teacher, chair } = world.school.people
  const told = await aConcern(world, teacher, chair)
  assert.equal(told.outside, 'lado')
  const rows = await world.query<{ account: string | null }>(
    `select account from allegations.allegation union all select account from allegations.told`,
  )
  assert.deepEqual(rows, [{ account: null }, { account: null }])
  assert.deepEqual(await world.query(`select from tasks.task where about_id = $1`, [told.allegationId]), [])
})

test('pupils, an empty account, a day to come and an adult of another school are refused; nothing is left', async (t) => {
  const world = await staffedSchools(t, allegationOffers)
  const { teacher, coordinator } = world.school.people
  const pupil = await aPerson(world.context, world.school.id, { kind: 'pupil' })
  await assert.rejects(aConcern(world, teacher, pupil), Refused)
  await assert.rejects(aConcern(world, teacher, coordinator, { account: '' }), /in your own words/)
  await assert.rejects(aConcern(world, teacher, coordinator, { happenedOn: '2027-01-01' }), Refused)
  await assert.rejects(aConcern(world, teacher, world.otherSchool.people.coordinator), NotFound)
  assert.equal(
    tellConcernForm.safeParse({ danger: 'no', account: 'x' }).error?.issues[0]?.path[0],
    'described',
  )
  assert.deepEqual(await world.query('select from allegations.allegation'), [])
})

test('a report about an adult gets its line, once; about the chair the head does not read the report either', async (t) => {
  const world = await staffedSchools(t, allegationOffers)
  const { people } = world.school
  const report = (about: StaffName) =>
    anIncident(world, people.teacher, {
      kind: 'adultMessages',
      aboutAdult: true,
      people: [{ personId: people[about].personId, part: 'allegedInstigator' }],
    })
  const first = await report('coordinator')
  await inTransaction(world.context, people.teacher, (tx) =>
    registerAdults(world.context, tx, people.teacher, { incidentId: first.id }),
  )
  const { rows } = await reading(world.context, people.head, (tx) =>
    listAllegations(tx, { actor: people.head, now: world.context.clock() }, all),
  )
  assert.deepEqual(
    rows.map(({ incidentId, account }) => [incidentId, account?.reveal()]),
    [[first.id, first.description.reveal()]],
  )
  assert.deepEqual(await seesIncident(world, (await report('chair')).id), [])
})

test('a further adult in it gets a line of their own, and none of them reads the line about the other', async (t) => {
  const world = await staffedSchools(t, allegationOffers)
  const { head, chair, teacher, coordinator } = world.school.people
  const { id } = await anIncident(world, teacher, {
    kind: 'adultMessages',
    aboutAdult: true,
    people: [{ personId: coordinator.personId, part: 'allegedInstigator' }],
  })
  const name = (by: typeof head, who: typeof head) =>
    addPerson(world.context, by, id, { part: 'allegedInstigator', personId: who.personId, described: '' })
  const linesOf = async (actor: typeof head) => {
    const asking = { actor, now: world.context.clock() }
    const { rows } = await reading(world.context, actor, (tx) => listAllegations(tx, asking, all))
    return rows.map(({ adultId }) => adultId).sort()
  }
  await name(head, teacher)
  assert.deepEqual(await linesOf(head), [coordinator.personId, teacher.personId].sort())
  await name(head, head)
  assert.deepEqual(await linesOf(head), [])
  assert.deepEqual(await linesOf(chair), [coordinator.personId, teacher.personId, head.personId].sort())
  const tasks = await reading(world.context, chair, (tx) => tasksOf(tx, chair))
  assert.equal(tasks.filter(({ kind }) => kind.startsWith('allegations.')).length, 3)
  assert.deepEqual(await seesIncident(world, id), ['chair'])
})

test('an adult who has a line from the report is not named in its other line as well', async (t) => {
  const world = await staffedSchools(t, allegationOffers)
  const { context, school, query } = world
  const { head, teacher, coordinator } = school.people
  const { id } = await anIncident(world, coordinator, { kind: 'adultMessages', aboutAdult: true })
  await addPerson(context, head, id, {
    part: 'allegedInstigator',
    personId: teacher.personId,
    described: '',
  })
  const [unnamed] = await query<{ id: string }>(
    'select id from allegations.allegation where adult_id is null',
  )
  assert.ok(unnamed)
  await assert.rejects(nameAdult(context, head, unnamed.id, { personId: teacher.personId }), Refused)
  await nameAdult(context, head, unnamed.id, { personId: coordinator.personId })
})

test('an adult who is none of the school any more keeps their line, and a further one gets theirs', async (t) => {
  const world = await staffedSchools(t, allegationOffers)
  const { context, school, query } = world
  const { head, teacher, coordinator } = school.people
  const { id } = await anIncident(world, teacher, {
    kind: 'adultMessages',
    aboutAdult: true,
    people: [{ personId: coordinator.personId, part: 'allegedInstigator' }],
  })
  await query(`update people.person set kind = 'guardian' where id = $1`, [coordinator.personId])
  await addPerson(context, head, id, {
    part: 'allegedInstigator',
    personId: teacher.personId,
    described: '',
  })
  const lines = await query<{ adult_id: string }>('select adult_id from allegations.allegation')
  assert.deepEqual(
    lines.map(({ adult_id: adultId }) => adultId).sort(),
    [coordinator.personId, teacher.personId].sort(),
  )
})

test('an incident that turns out to be about pupils gets no line', async (t) => {
  const world = await staffedSchools(t, allegationOffers)
  await anIncident(world, world.school.people.teacher)
  assert.deepEqual(await world.query('select from allegations.allegation'), [])
})

test('an adult who is named later loses sight of it, and the next case manager has it', async (t) => {
  const world = await staffedSchools(t, allegationOffers)
  const { head, chair, teacher } = world.school.people
  const { allegationId: id } = await aConcern(
    world,
    teacher,
    { described: 'Somebody in a grey car' },
    { childDescribed: 'A girl in Year 2' },
  )
  await nameAdult(world.context, head, id, { personId: head.personId })
  const see = (actor: typeof head) =>
    reading(world.context, actor, (tx) => findAllegation(tx, { actor, now: world.context.clock() }, id))
  await assert.rejects(see(head), NotFound)
  assert.equal((await see(chair)).caseManager, 'chairOfGovernors')
  const tasks = await reading(world.context, chair, (tx) => tasksOf(tx, chair))
  assert.ok(tasks.some(({ aboutId }) => aboutId === id))
  const incidentId = await welfareOf(world, id)
  assert.ok(incidentId)
  assert.ok(!(await seesIncident(world, incidentId)).includes('head'))
  await assert.rejects(nameAdult(world.context, chair, id, { personId: teacher.personId }), Refused)
})

test('triage opens a line in its own transaction, and asked twice about one incident it is one', async (t) => {
  const world = await staffedSchools(t, allegationOffers)
  const { lead, coordinator } = world.school.people
  const incident = await anIncident(world, world.school.people.teacher)
  const open = () =>
    inTransaction(world.context, lead, (tx) =>
      openAllegation(world.context, tx, lead, {
        adult: { personId: coordinator.personId },
        children: [],
        account: sensitive('It is about an adult.'),
        happenedOn: null,
        danger: false,
        selfReport: false,
        incidentId: incident.id,
        notApproachable: [],
      }),
    )
  assert.equal((await open())?.outside, null)
  assert.equal(await open(), null)
})
