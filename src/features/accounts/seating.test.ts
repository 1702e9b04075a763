import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { newId } from '#/kernel/id.ts'
import { NotAllowed, NotFound, Refused } from '#/kernel/refusal.ts'
import { type PersonActor, systemActor } from '#/platform/access/actor.ts'
import { askRoute } from '../../../test/ask-route.ts'
import { aPerson, lookInto, trailAbout } from '../../../test/ground.ts'
import { staffedSchools } from '../../../test/staffed-school.ts'
import type { PeopleTables } from '../people/tables.ts'
import type { SchoolTables } from '../schools/tables.ts'
import { accounts } from './feature.ts'
import { giveAll } from './give-accounts.ts'
import { addGeneric } from './keep-generic.ts'
import { changeSeats, endSeating, openSeating, openShared } from './open-seating.ts'
import { routes } from './routes.ts'
import { changeForm, seatField, sharedForm } from './seating.ts'
import { satAt } from './seating-store.ts'

/** A Reception class with a teacher and two children, and its class logon. */
async function aReception(t: TestContext) {
  const world = await staffedSchools(t, { permissions: [accounts.permissions], heeds: accounts.heeds ?? [] })
  const { context, school } = world
  const { teacher } = school.people
  const ada = await aPerson(context, school.id, { kind: 'pupil', name: 'Ada Apple' })
  const ben = await aPerson(context, school.id, { kind: 'pupil', name: 'Ben Bell' })
  const classId = newId()
  await lookInto(context, school.id, async (tx) => {
    const places = tx.withTables<SchoolTables & PeopleTables>()
    const phaseId = newId()
    const ids = { school_id: school.id, id: phaseId }
    await places
      .insertInto('schools.phase')
      .values({ ...ids, key: 'earlyYears', name: 'Early years' })
      .execute()
    await places
      .insertInto('schools.class')
      .values({
        school_id: school.id,
        id: classId,
        phase_id: phaseId,
        name: 'Wren',
        year_group: 0,
        starts_on: '2026-09-01',
        ends_on: null,
      })
      .execute()
    const member = { school_id: school.id, class_id: classId, starts_on: '2026-09-01', ends_on: null }
    await places
      .insertInto('people.class_member')
      .values([
        { ...member, person_id: teacher.personId, part: 'teacher' },
        { ...member, person_id: ada.personId, part: 'pupil' },
        { ...member, person_id: ben.personId, part: 'pupil' },
      ])
      .execute()
  })
  await giveAll(context, systemActor(school.id))
  const request = {
    classId,
    room: null,
    lasts: '60' as const,
    seats: [
      { personId: ada.personId, device: '14' },
      { personId: ben.personId, device: '15' },
    ],
  }
  const whoWas = (device: string, at: string) =>
    lookInto(context, school.id, async (tx) =>
      (await satAt(tx, school.id, device, new Date(at))).map(({ child, adult, logonName }) => [
        child,
        adult,
        logonName,
      ]),
    )
  return { ...world, teacher, ada, ben, classId, request, whoWas }
}

test('a class logon is opened by an adult of the class, and each device is traced to a child', async (t) => {
  const { context, school, otherSchool, teacher, ada, ben, request, whoWas, setTime } = await aReception(t)
  const { head } = school.people
  await assert.rejects(openSeating(context, ada, request), NotAllowed, 'no child opens it')
  await assert.rejects(openSeating(context, head, request), NotFound, 'not their class')
  await assert.rejects(openSeating(context, otherSchool.people.teacher, request), NotFound)
  const adult = { ...request, seats: [{ personId: head.personId, device: '1' }] }
  await assert.rejects(openSeating(context, teacher, adult), Refused, 'no adult uses a class’s logon')
  const id = await openSeating(context, teacher, request)
  setTime('2026-11-24T10:20:00Z')
  await changeSeats(context, teacher, { id, seats: [{ personId: ben.personId, device: '14' }] })
  setTime('2026-11-24T10:40:00Z')
  await endSeating(context, teacher, id)
  await assert.rejects(endSeating(context, teacher, id), /over/)
  const adultName = 'teacher alder'
  assert.deepEqual(await whoWas('14', '2026-11-24T10:15:00Z'), [['Ada Apple', adultName, 'class.wren']])
  assert.deepEqual(await whoWas('14', '2026-11-24T10:30:00Z'), [['Ben Bell', adultName, 'class.wren']])
  assert.deepEqual(await whoWas('15', '2026-11-24T10:30:00Z'), [])
  assert.deepEqual(await whoWas('14', '2026-11-24T10:45:00Z'), [], 'the lesson was over')
  assert.deepEqual(await trailAbout(context, school.id, id), [
    'accounts.seatingOpened',
    'accounts.seatsChanged',
    'accounts.seatingEnded',
  ])
})

/** The library’s logon, and how a teacher opens it for those who are named. */
async function aLibrary(t: TestContext) {
  const world = await aReception(t)
  const { context, school } = world
  const cleo = await aPerson(context, school.id, { kind: 'pupil', name: 'Cleo Cole' })
  const accountId = await addGeneric(context, school.people.head, {
    logonName: 'library',
    purpose: 'The library’s computers',
    ownerId: school.people.head.personId,
  })
  const at = (name: string, device: string, className: string | null = null) => ({ name, className, device })
  const opens = (who: PersonActor, ...newcomers: ReturnType<typeof at>[]) =>
    openShared(context, who, { accountId, room: 'Library', lasts: '60', newcomers })
  return { ...world, cleo, accountId, at, opens }
}

test('a logon of no class is opened by an adult, and each device is traced to a child of any class', async (t) => {
  const { context, school, teacher, cleo, at, opens, whoWas, setTime } = await aLibrary(t)
  const id = await opens(teacher, at('ada apple', 'L1'), at('Cleo Cole', 'L2'))
  setTime('2026-11-24T10:20:00Z')
  const seats = [{ personId: cleo.personId, device: 'L1' }]
  await changeSeats(context, teacher, { id, seats, newcomers: [at('Ben Bell', 'L2')] })
  setTime('2026-11-24T10:40:00Z')
  const traced = (child: string) => [[child, 'teacher alder', 'library']]
  assert.deepEqual(await whoWas('L1', '2026-11-24T10:15:00Z'), traced('Ada Apple'))
  assert.deepEqual(await whoWas('L1', '2026-11-24T10:30:00Z'), traced('Cleo Cole'))
  assert.deepEqual(await whoWas('L2', '2026-11-24T10:30:00Z'), traced('Ben Bell'))
  assert.deepEqual(await trailAbout(context, school.id, id), [
    'accounts.seatingOpened',
    'accounts.seatsChanged',
  ])
})

test('a logon of no class is opened by adults of the school alone, for its pupils, each named so that one is meant', async (t) => {
  const { context, school, otherSchool, teacher, ada, cleo, request, at, opens } = await aLibrary(t)
  await assert.rejects(opens(ada, at('Cleo Cole', 'L1')), NotAllowed, 'no child opens it')
  await assert.rejects(opens(otherSchool.people.teacher, at('Cleo Cole', 'L1')), NotFound)
  const ofClass = { ...request, accountId: request.classId, newcomers: [at('Cleo Cole', 'L1')] }
  await assert.rejects(openShared(context, teacher, ofClass), NotFound, 'a logon that nobody has')
  await assert.rejects(opens(teacher, at('head alder', 'L1')), /No pupil is called head alder/, 'no adult')
  await assert.rejects(opens(teacher, at('Cleo', 'L1'), at('Nobody Here', 'L2')), /Cleo today.*Nobody Here/)
  await assert.rejects(opens(teacher, at('Cleo Cole', 'L1'), at('Cleo Cole', 'L2')), /twice/)
  await aPerson(context, school.id, { kind: 'pupil', name: 'Ada Apple' })
  await assert.rejects(
    opens(teacher, at('Ada Apple', 'L1')),
    /2 pupils are called Ada Apple: write the class/,
  )
  const id = await opens(teacher, at('Ada Apple', 'L1', 'wren'))
  const leader = { personId: school.people.head.personId, device: 'L2' }
  await assert.rejects(changeSeats(context, teacher, { id, seats: [leader] }), /not a pupil of this school/)
  await assert.rejects(
    changeSeats(context, teacher, {
      id,
      seats: [{ personId: cleo.personId, device: 'L1' }],
      newcomers: [at('Cleo Cole', 'L2')],
    }),
    /twice/,
  )
})

test('names and devices of a logon of no class are typed in lines, and a line that is half empty says so', async (t) => {
  const { context, teacher, accountId } = await aLibrary(t)
  const params = { id: accountId }
  const send = (typed: Record<string, string>) =>
    askRoute(context, teacher, routes, 'POST /who-sat-where/logons/:id', {
      params,
      body: { lasts: '60', room: '', ...typed },
    })
  assert.match(await askRoute(context, teacher, routes, 'GET /who-sat-where'), /Start with library/)
  const wrong = (typed: Record<string, string>) =>
    sharedForm.safeParse({ lasts: '60', ...typed }).error?.message
  assert.match(wrong({}) ?? '', /Write at least one child/)
  const half = { 'child-1': 'Cleo Cole', 'device-2': 'L2' }
  assert.match(wrong(half) ?? '', /Write a device beside each child’s name/)
  assert.match(wrong({ 'child-1': 'Cleo Cole', 'device-1': 'x'.repeat(41) }) ?? '', /under 40/)
  assert.match(await send(half), /value="Cleo Cole"/, 'nothing typed is lost')
  assert.match(await send({ 'child-1': 'Cleo Coal', 'device-1': 'L1' }), /value="Cleo Coal"/)
  const to = await send({ 'child-1': 'Ada  Apple, Wren', 'device-1': 'L1' })
  const id = to.split('/').at(-1) ?? ''
  const shown = await askRoute(context, teacher, routes, 'GET /who-sat-where/:id', { params: { id } })
  assert.match(shown, /library, 24 November 2026/)
  assert.match(shown, /Ada Apple/)
  const long = { [seatField(id)]: 'x'.repeat(41) }
  assert.match(changeForm.safeParse(long).error?.message ?? '', /under 40/)
})

test('a lesson never outlasts the school day, and none is opened after it', async (t) => {
  const { context, teacher, request, whoWas, setTime } = await aReception(t)
  setTime('2026-11-24T15:00:00Z')
  await openSeating(context, teacher, { ...request, lasts: '120' })
  assert.equal((await whoWas('14', '2026-11-24T15:29:00Z')).length, 1)
  assert.deepEqual(await whoWas('14', '2026-11-24T15:31:00Z'), [])
  setTime('2026-11-24T15:31:00Z')
  await assert.rejects(openSeating(context, teacher, request), /school day is over/)
})

test('the class list remembers the places of last time, and the question is answered and on record', async (t) => {
  const { context, school, teacher, ada, ben, classId, setTime } = await aReception(t)
  const { lead, coordinator } = school.people
  const params = { class: classId }
  const body = { lasts: '60', room: '', [seatField(ada.personId)]: '14', [seatField(ben.personId)]: '' }
  const nobody = { lasts: '60', [seatField(ada.personId)]: ' ' }
  const again = await askRoute(context, teacher, routes, 'POST /who-sat-where/start/:class', {
    params,
    body: nobody,
  })
  assert.match(again, /who sits where/)
  const to = await askRoute(context, teacher, routes, 'POST /who-sat-where/start/:class', { params, body })
  const id = to.split('/').at(-1) ?? ''
  assert.match(
    await askRoute(context, teacher, routes, 'GET /who-sat-where/:id', { params: { id } }),
    /Ada Apple/,
  )
  await assert.rejects(
    askRoute(context, ada, routes, 'GET /who-sat-where/:id', { params: { id } }),
    NotFound,
    'a child finds no such page',
  )
  const next = await askRoute(context, teacher, routes, 'GET /who-sat-where/start/:class', { params })
  assert.match(next, /value="14"/)
  setTime('2026-11-24T10:30:00Z')
  const asked = { device: '14', 'on-day': '24', 'on-month': '11', 'on-year': '2026', time: '10:15' }
  await assert.rejects(
    askRoute(context, teacher, routes, 'POST /who-sat-where/ask', { body: asked }),
    NotAllowed,
  )
  assert.match(await askRoute(context, lead, routes, 'POST /who-sat-where/ask', { body: asked }), /Ada Apple/)
  const none = await askRoute(context, coordinator, routes, 'POST /who-sat-where/ask', {
    body: { ...asked, device: '99' },
  })
  assert.match(none, /Nobody is on record/)
})
