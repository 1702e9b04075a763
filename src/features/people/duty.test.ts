import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NotAllowed, NotFound, Refused } from '#/kernel/refusal.ts'
import type { SchoolCalendar } from '#/kernel/school-calendar.ts'
import { lookInto, trailAbout } from '../../../test/ground.ts'
import { type StaffedSchools, staffedSchools } from '../../../test/staffed-school.ts'
import { dutyPermissions, gapsIn } from './duty.ts'
import { addCover, type CoverForm, withdrawCover } from './duty-cover.ts'
import { coverGaps, onDutyNow, vacantPosts } from './duty-store.ts'

const calendar: SchoolCalendar = {
  terms: [{ name: 'Autumn', from: '2026-09-02', to: '2026-12-18' }],
  closedDays: [],
  dayStartsAt: '08:40',
  dayEndsAt: '15:30',
}

const cover = (personId: string, change: Partial<CoverForm> = {}): CoverForm => ({
  personId,
  startsOn: '2026-12-18',
  startsAt: '15:30',
  endsOn: '2027-01-04',
  endsAt: '08:40',
  reachBy: '07700 900123',
  ...change,
})

const christmasNight = new Date('2026-12-25T03:00:00Z')

async function namesOnDuty({ context, school }: StaffedSchools, at: Date): Promise<string[]> {
  const onDuty = await lookInto(context, school.id, (tx) => onDutyNow(tx, school.id, at))
  return onDuty.map(({ person }) => person.givenName)
}

test('in school the lead and deputies are on duty; at other times whoever covers, and else nobody', async (t) => {
  const world = await staffedSchools(t, { permissions: [dutyPermissions] })
  const { context, school } = world
  assert.deepEqual(await namesOnDuty(world, new Date('2026-11-24T10:00:00Z')), [
    'lead',
    'deputy',
    'secondDeputy',
  ])
  assert.deepEqual(await namesOnDuty(world, new Date('2026-11-24T19:00:00Z')), [])
  await addCover(context, school.people.head, cover(school.people.deputy.personId))
  assert.deepEqual(await namesOnDuty(world, christmasNight), ['deputy'])
  assert.deepEqual(await namesOnDuty(world, new Date('2027-01-04T08:39:00Z')), ['deputy'])
  assert.deepEqual(await namesOnDuty(world, new Date('2027-01-04T08:40:00Z')), [
    'lead',
    'deputy',
    'secondDeputy',
  ])
})

test('cover is added and withdrawn by those who may, and the trail says so', async (t) => {
  const world = await staffedSchools(t, { permissions: [dutyPermissions] })
  const { context, school, otherSchool } = world
  const { lead, deputy, teacher, chair } = school.people
  await assert.rejects(addCover(context, teacher, cover(deputy.personId)), NotAllowed)
  await assert.rejects(addCover(context, lead, cover(otherSchool.people.deputy.personId)), NotFound)
  await assert.rejects(addCover(context, lead, cover(chair.personId)), Refused)
  await assert.rejects(addCover(context, lead, cover(deputy.personId, { endsOn: '2026-12-17' })), Refused)
  await assert.rejects(addCover(context, lead, cover(deputy.personId, { endsOn: '2028-01-04' })), Refused)
  const { id } = await addCover(context, lead, cover(deputy.personId))
  await assert.rejects(withdrawCover(context, otherSchool.people.lead, id), NotFound)
  await withdrawCover(context, lead, id)
  await assert.rejects(withdrawCover(context, lead, id), NotFound)
  assert.deepEqual(await namesOnDuty(world, christmasNight), [])
  const trail = await trailAbout(context, school.id, deputy.personId)
  assert.deepEqual(trail, ['people.coverAdded', 'people.coverWithdrawn'])
})

test('a gap is every time out of school that nobody covers', () => {
  const day = { from: new Date('2026-11-24T00:00:00Z'), to: new Date('2026-11-25T00:00:00Z') }
  const times = (covers: [string, string][]) =>
    gapsIn(
      day,
      calendar,
      covers.map(([from, to]) => ({ startsAt: new Date(from), endsAt: new Date(to) })),
    ).map(({ from, to }) => `${from.toISOString().slice(11, 16)}-${to.toISOString().slice(11, 16)}`)
  assert.deepEqual(times([]), ['00:00-08:40', '15:30-00:00'])
  assert.deepEqual(times([['2026-11-24T15:00:00Z', '2026-11-24T20:00:00Z']]), ['00:00-08:40', '20:00-00:00'])
  assert.deepEqual(
    times([
      ['2026-11-24T15:30:00Z', '2026-11-24T20:00:00Z'],
      ['2026-11-24T16:00:00Z', '2026-11-24T17:00:00Z'],
      ['2026-11-24T20:00:00Z', '2026-11-26T00:00:00Z'],
    ]),
    ['00:00-08:40'],
  )
  assert.deepEqual(times([['2026-11-01T00:00:00Z', '2026-12-01T00:00:00Z']]), [])
})

test('a gap follows London’s clocks over the night on which they change', () => {
  const night = { from: new Date('2026-10-23T20:00:00Z'), to: new Date('2026-10-26T12:00:00Z') }
  assert.deepEqual(gapsIn(night, calendar, []), [{ from: night.from, to: new Date('2026-10-26T08:40:00Z') }])
})

test('cover by somebody who will have left is a gap, and a post that nobody holds is vacant', async (t) => {
  const world = await staffedSchools(t, { permissions: [dutyPermissions] })
  const { context, school, query } = world
  await addCover(context, school.people.head, cover(school.people.deputy.personId))
  const gaps = () =>
    lookInto(context, school.id, (tx) =>
      coverGaps(tx, school.id, new Date('2026-12-20T00:00:00Z'), new Date('2026-12-30T00:00:00Z')),
    )
  assert.deepEqual(await gaps(), [])
  assert.deepEqual(await lookInto(context, school.id, (tx) => vacantPosts(tx, school.id, '2026-12-20')), [])
  await query(`update people.person set left_on = '2026-12-19' where given_name like '%eputy'`)
  assert.equal((await gaps()).length, 1)
  assert.deepEqual(await namesOnDuty(world, christmasNight), [])
  const vacant = await lookInto(context, school.id, (tx) => vacantPosts(tx, school.id, '2026-12-20'))
  assert.deepEqual(vacant, ['deputyDsl'])
})
