import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#/kernel/id.ts'
import { NotAllowed, NotFound, Refused } from '#/kernel/refusal.ts'
import { sensitive } from '#/kernel/sensitive.ts'
import { reading } from '#/platform/context.ts'
import { SentBefore } from '#/platform/web/sent-once.ts'
import { aReport } from '../../../test/a-report.ts'
import { incidentOffers } from '../../../test/an-incident.ts'
import { anonymous, aPerson, trailAbout } from '../../../test/ground.ts'
import { type StaffedSchools, type StaffName, staffedSchools } from '../../../test/staffed-school.ts'
import { findIncident } from '../incidents/index.ts'
import { moveIncident } from '../incidents/move-incident.ts'
import { tasksOf } from '../tasks/index.ts'
import { reports } from './feature.ts'
import { receiveReport } from './receive-report.ts'
import { reportsBy, reportsOf } from './store.ts'

async function toldPeople({ context, school }: StaffedSchools): Promise<string[]> {
  const told: string[] = []
  for (const name of Object.keys(school.people) as StaffName[]) {
    const actor = school.people[name]
    const tasks = await reading(context, actor, (tx) => tasksOf(tx, actor))
    if (tasks.length > 0) told.push(name)
    for (const { path } of tasks) {
      const incidentId = path.split('/').at(-1) ?? ''
      await reading(context, actor, (tx) => findIncident(tx, actor, incidentId))
    }
  }
  return told.sort()
}

test('a report is kept word for word, makes an incident, and the trail says so', async (t) => {
  const { context, school } = await staffedSchools(t, incidentOffers)
  const teacher = school.people.teacher
  const { incidentId, replyCode } = await receiveReport(context, teacher, aReport())
  assert.equal(replyCode, null)
  const [report] = await reading(context, school.people.lead, (tx) => reportsOf(tx, school.id, incidentId))
  assert.deepEqual(
    report?.said.map(({ ask, answer }) => [ask, answer.reveal()]),
    [['What happened?', 'Unkind messages in a class chat.']],
  )
  assert.ok((await trailAbout(context, school.id, incidentId)).includes('reports.received'))
})

test('possible harm reaches the safeguarding lead and every deputy at once, and all others only by setting', async (t) => {
  const world = await staffedSchools(t, incidentOffers)
  const { context, school } = world
  await receiveReport(context, school.people.teacher, aReport({ incident: { kind: 'harmfulContact' } }))
  assert.deepEqual(await toldPeople(world), ['deputy', 'lead', 'secondDeputy'])
})

test('an ordinary report reaches co-ordinator and safeguarding lead', async (t) => {
  const world = await staffedSchools(t, incidentOffers)
  await receiveReport(world.context, world.school.people.teacher, aReport())
  assert.deepEqual(await toldPeople(world), ['coordinator', 'lead'])
})

test('a report is to be read until the safety questions are answered, and then by nobody any more', async (t) => {
  const world = await staffedSchools(t, { ...incidentOffers, heeds: reports.heeds ?? [] })
  const { context, school } = world
  const { lead, teacher, coordinator } = school.people
  const { incidentId } = await receiveReport(context, teacher, aReport())
  await moveIncident(context, lead, incidentId, { action: 'begin', says: '', duplicateOf: '' })
  assert.deepEqual(await toldPeople(world), ['coordinator', 'lead'], 'who opened it may be called away')
  await moveIncident(context, coordinator, incidentId, {
    action: 'answerFirstQuestions',
    says: '',
    duplicateOf: '',
  })
  assert.deepEqual(await toldPeople(world), [])
  assert.ok((await trailAbout(context, school.id, incidentId)).includes('tasks.done'))
})

test('somebody in danger makes any report one of harm', async (t) => {
  const world = await staffedSchools(t, incidentOffers)
  await receiveReport(world.context, world.school.people.teacher, aReport({ danger: true }))
  assert.deepEqual(await toldPeople(world), ['deputy', 'lead', 'secondDeputy'])
})

test('a report about an adult goes to the head alone; about the head, to the chair; about both, to nobody here', async (t) => {
  for (const [about, told] of [
    [['coordinator'], ['head']],
    [['head'], ['chair']],
    [['head', 'chair'], []],
  ] as const) {
    const world = await staffedSchools(t, incidentOffers)
    const { context, school } = world
    const people = about.map((name) => ({
      personId: school.people[name].personId,
      part: 'allegedInstigator' as const,
    }))
    const done = await receiveReport(
      context,
      anonymous(school.id),
      aReport({ channel: 'anonymous', incident: { people } }),
    )
    assert.deepEqual(await toldPeople(world), told)
    assert.equal(done.aboutAdult, true)
    assert.equal(done.outside, told.length === 0 ? 'lado' : null)
  }
})

test('whoever cannot be turned to is not told, and neither is a subject', async (t) => {
  const world = await staffedSchools(t, incidentOffers)
  const { context, school } = world
  const notApproachable = [school.people.lead.personId]
  await receiveReport(
    context,
    school.people.teacher,
    aReport({ incident: { kind: 'harmfulContact', notApproachable } }),
  )
  assert.deepEqual(await toldPeople(world), ['deputy', 'secondDeputy'])
})

test('the adult whom a child chose is told and can open it', async (t) => {
  const world = await staffedSchools(t, incidentOffers)
  const { context, school } = world
  const child = await aPerson(context, school.id, { kind: 'pupil', name: 'Tia Brook' })
  await receiveReport(
    context,
    child,
    aReport({ channel: 'pupil', chosenAdultId: school.people.teacher.personId }),
  )
  assert.deepEqual(await toldPeople(world), ['coordinator', 'lead', 'teacher'])
})

test('nothing that identifies an anonymous reporter is stored', async (t) => {
  const { context, school, query } = await staffedSchools(t, incidentOffers)
  const request = aReport({ channel: 'anonymous', contact: sensitive('07700 900123') })
  const { replyCode } = await receiveReport(context, anonymous(school.id), request)
  const [row] = await query<Record<string, unknown>>('select * from reports.report')
  assert.equal(row?.reporter_id, null)
  assert.equal(row?.contact, null)
  assert.match(replyCode ?? '', /^([0-9A-HJKMNP-TV-Z]{4}-){2}[0-9A-HJKMNP-TV-Z]{4}$/)
  assert.ok(!JSON.stringify(row).includes(replyCode ?? 'none'))
  const [entry] = await query<{ actor_kind: string; actor_id: string | null }>(
    `select actor_kind, actor_id from audit.entry where did = 'reports.received'`,
  )
  assert.deepEqual(entry, { actor_kind: 'anonymous', actor_id: null })
})

test('a double click makes one report and one incident', async (t) => {
  const { context, school, query } = await staffedSchools(t, incidentOffers)
  const once = { ...context, once: { token: 'a-token-of-one-form-page', claimed: false } }
  const twice = { ...context, once: { token: 'a-token-of-one-form-page', claimed: false } }
  const sent = await Promise.allSettled([
    receiveReport(once, school.people.teacher, aReport()),
    receiveReport(twice, school.people.teacher, aReport()),
  ])
  const failed = sent.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
  assert.equal(failed.length, 1)
  assert.ok(failed[0] instanceof SentBefore)
  assert.equal((await query('select from reports.report')).length, 1)
  assert.equal((await query('select from incidents.incident')).length, 1)
})

test('a kind that does not exist is refused in words, and a link may not report', async (t) => {
  const { context, school, query } = await staffedSchools(t, incidentOffers)
  await assert.rejects(
    receiveReport(context, school.people.teacher, aReport({ incident: { kind: 'nonsense' } })),
    Refused,
  )
  const link = { kind: 'guardianLink', schoolId: school.id, linkId: newId() } as const
  await assert.rejects(receiveReport(context, link, aReport()), NotAllowed)
  assert.deepEqual(await query('select from reports.report'), [])
})

test('the reporter reads their own words although the incident is kept from them; another school reads nothing', async (t) => {
  const { context, school, otherSchool } = await staffedSchools(t, incidentOffers)
  const child = await aPerson(context, school.id, { kind: 'pupil', name: 'Tia Brook' })
  const { incidentId } = await receiveReport(
    context,
    child,
    aReport({ channel: 'pupil', incident: { people: [{ personId: child.personId, part: 'victim' }] } }),
  )
  await assert.rejects(
    reading(context, child, (tx) => findIncident(tx, child, incidentId)),
    NotFound,
  )
  assert.equal((await reading(context, child, (tx) => reportsBy(tx, school.id, child.personId))).length, 1)
  const { lead } = otherSchool.people
  assert.deepEqual(await reading(context, lead, (tx) => reportsOf(tx, school.id, incidentId)), [])
})

test('notices about a report name nobody and say nothing of it', async (t) => {
  const { context, school, query } = await staffedSchools(t, incidentOffers)
  const child = await aPerson(context, school.id, { kind: 'pupil', name: 'Tia Brook' })
  await receiveReport(
    context,
    school.people.teacher,
    aReport({
      said: [{ ask: 'What happened?', answer: sensitive('Tia was called a zebra.'), childsWords: true }],
      incident: { kind: 'harmfulContact', people: [{ personId: child.personId, part: 'victim' }] },
    }),
  )
  const outgoing = JSON.stringify([
    await query('select title, path, kind from tasks.task'),
    await query('select * from tasks.notice'),
    await query('select * from graphile_worker.jobs'),
  ])
  assert.doesNotMatch(outgoing, /Tia|Brook|zebra|harmfulContact/)
})
