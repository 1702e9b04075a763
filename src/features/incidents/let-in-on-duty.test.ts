import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { sensitive } from '#/kernel/sensitive.ts'
import { systemActor } from '#/platform/access/actor.ts'
import { inTransaction, reading } from '#/platform/context.ts'
import { anIncident, incidentOffers } from '../../../test/an-incident.ts'
import { type StaffedSchools, type StaffName, staffedSchools } from '../../../test/staffed-school.ts'
import { addCover, dutyPermissions, withdrawCover } from '../people/index.ts'
import { escalateTasks } from '../tasks/escalate-tasks.ts'
import { giveTask } from '../tasks/index.ts'
import { giveAccessTo } from './access-store.ts'
import { addAddendum } from './add-addendum.ts'
import { incidents } from './feature.ts'
import { endDutyAccess } from './let-in-on-duty.ts'
import type { OpenIncident } from './open-incident.ts'
import { seesIncident } from './store.ts'
import { readTimeline } from './timeline-store.ts'

const christmas = {
  startsOn: '2026-12-18',
  startsAt: '15:30',
  endsOn: '2027-01-04',
  endsAt: '08:40',
  reachBy: '07700 900123',
}

/** Christmas night, the co-ordinator dated as cover, and a report of harm that nobody opens for fifteen minutes. */
async function unopenedAtNight(
  t: TestContext,
  { about, ...parts }: Partial<OpenIncident> & { about?: StaffName } = {},
) {
  const world = await staffedSchools(t, {
    ...incidentOffers,
    permissions: [...incidentOffers.permissions, dutyPermissions],
    heeds: incidents.heeds ?? [],
  })
  const { context, school, setTime } = world
  const { personId } = school.people.coordinator
  const cover = await addCover(context, school.people.head, { ...christmas, personId })
  setTime('2026-12-25T02:45:00Z')
  const { id } = await anIncident(world, school.people.teacher, {
    kind: 'harmfulContact',
    people: about ? [{ personId: school.people[about].personId, part: 'other' }] : [],
    ...parts,
  })
  const system = systemActor(school.id)
  await inTransaction(context, system, (tx) =>
    giveTask(context, tx, system, {
      to: [{ role: 'dsl' }, { role: 'deputyDsl' }],
      kind: 'triage.possibleHarm',
      title: 'Read an incident that cannot wait',
      about: { kind: 'incident', id },
      path: `/incidents/${id}`,
      urgency: 'now',
    }),
  )
  const sees = (name: StaffName = 'coordinator') =>
    reading(context, school.people[name], (tx) => seesIncident(tx, school.people[name], id))
  const pass = async (at: string) => {
    setTime(at)
    await escalateTasks(context, system)
    await endDutyAccess(context, system)
  }
  assert.equal(await sees(), false)
  return { ...world, id, cover, sees, pass, system }
}

const lettings = ({ query }: StaffedSchools) =>
  query<{ kind: string }>(
    `select did as kind from audit.entry where did like 'incidents.access%' order by number`,
  ).then((rows) => rows.map(({ kind }) => kind))

test('whoever is on duty by cover reads and acts on what nobody opened, until the cover ends', async (t) => {
  const world = await unopenedAtNight(t)
  const { context, school, id, sees, pass } = world
  const { coordinator } = school.people
  await pass('2026-12-25T02:59:59Z')
  assert.equal(await sees(), false, 'the fifteen minutes of the leads')
  await pass('2026-12-25T03:00:00Z')
  assert.equal(await sees(), true)
  assert.equal(await sees('chair'), false)
  await addAddendum(context, coordinator, id, {
    kind: 'note',
    text: sensitive('She is safe.'),
    supersedes: '',
  })
  await pass('2026-12-25T03:15:00Z')
  const [line] = await reading(context, school.people.lead, (tx) => readTimeline(tx, school.id, id)).then(
    (lines) => lines.filter(({ title }) => title === 'coordinator alder may see it'),
  )
  assert.match(line?.says ?? '', /^On duty, unopened/)
  assert.deepEqual(await lettings(world), ['incidents.accessGiven'], 'once, though it goes on and on')
  await pass('2027-01-04T08:40:00Z')
  assert.equal(await sees(), false)
  assert.deepEqual(await lettings(world), ['incidents.accessGiven', 'incidents.accessEnded'])
})

test('cover that is withdrawn takes the access with it, and what somebody gave for good stays', async (t) => {
  const { context, school, id, cover, sees, pass } = await unopenedAtNight(t)
  const { coordinator, head, teacher } = school.people
  await pass('2026-12-25T03:00:00Z')
  const again = await addCover(context, head, { ...christmas, personId: coordinator.personId })
  await withdrawCover(context, head, cover.id)
  await pass('2026-12-25T03:01:00Z')
  assert.equal(await sees(), true, 'still on duty by the other cover')
  await withdrawCover(context, head, again.id)
  await addCover(context, head, { ...christmas, personId: teacher.personId })
  await pass('2026-12-25T03:15:00Z')
  assert.deepEqual([await sees(), await sees('teacher')], [false, true])
  await inTransaction(context, head, (tx) =>
    giveAccessTo(tx, { schoolId: school.id, id }, teacher.personId, {
      why: 'Stays with the child.',
      at: context.clock(),
      by: head.personId,
    }),
  )
  await pass('2027-01-04T08:40:00Z')
  assert.equal(await sees('teacher'), true)
})

test('nobody is let in by cover to what is about them, nor to what is about an adult of the school', async (t) => {
  for (const parts of [{ about: 'coordinator' as const }, { kind: 'adultOther', aboutAdult: true }]) {
    const world = await unopenedAtNight(t, parts)
    await world.pass('2026-12-25T03:00:00Z')
    assert.equal(await world.sees(), false)
    assert.deepEqual(await lettings(world), [])
  }
})

test('once somebody opened it, it is theirs, and nobody is let in', async (t) => {
  const world = await unopenedAtNight(t)
  await world.query('update tasks.task set opened_at = now()')
  await world.pass('2026-12-25T03:00:00Z')
  assert.equal(await world.sees(), false)
})
