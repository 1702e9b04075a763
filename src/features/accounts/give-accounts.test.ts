import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { newId } from '#/kernel/id.ts'
import { NotAllowed, NotFound } from '#/kernel/refusal.ts'
import { systemActor } from '#/platform/access/actor.ts'
import { inTransaction } from '#/platform/context.ts'
import { setFor } from '../../../test/an-incident-in-progress.ts'
import { aPerson, lookInto } from '../../../test/ground.ts'
import { staffedSchools } from '../../../test/staffed-school.ts'
import { addPerson } from '../people/keep-person.ts'
import { letGo } from '../people/leave-school.ts'
import { moveMany } from '../people/move-people.ts'
import { peoplePermissions } from '../people/permissions.ts'
import type { PeopleTables } from '../people/tables.ts'
import type { SchoolTables } from '../schools/tables.ts'
import { logonNameFor } from './account.ts'
import { accounts } from './feature.ts'
import { followTime } from './follow-time.ts'
import { giveAll } from './give-accounts.ts'
import { closeOver, giveTemporary } from './give-temporary.ts'
import { addGeneric, changeOwner, closeAccount } from './keep-generic.ts'
import { networkStateOf } from './settle-network.ts'
import { accountsOf, listAccounts } from './store.ts'

/** A school with a Reception class and a year 3 class, a pupil in each. */
async function aSchoolOfPhases(t: TestContext) {
  const world = await staffedSchools(t, {
    permissions: [accounts.permissions, peoplePermissions],
    heeds: accounts.heeds ?? [],
  })
  const { context, school } = world
  const office = await aPerson(context, school.id, { name: 'Ofra Office', roles: ['office'] })
  const system = systemActor(school.id)
  const reception = await aClass(world, 'earlyYears', 'Wren', 0)
  const juniors = await aClass(world, 'keyStage2', 'Owl', 3)
  const little = await aPerson(context, school.id, { kind: 'pupil', name: 'Lil Little' })
  const big = await aPerson(context, school.id, { kind: 'pupil', name: 'Bo Big' })
  await joins(world, reception, little.personId)
  await joins(world, juniors, big.personId)
  const logons = (personId: string) =>
    lookInto(context, school.id, async (tx) =>
      (await accountsOf(tx, school.id, personId)).filter(({ closedAt }) => closedAt === null),
    )
  const shared = () =>
    lookInto(context, school.id, async (tx) => {
      const wanted = { kind: null, stopped: null, words: '', offset: 0, most: 100 }
      const { rows } = await listAccounts(tx, school.id, wanted)
      return rows.filter(({ personId }) => personId === null).map(({ logonName }) => logonName)
    })
  const works = (personId: string) =>
    lookInto(context, school.id, async (tx) => {
      const state = await networkStateOf(tx, school.id, personId, context.clock())
      return state.works
    })
  return { ...world, office, system, reception, juniors, little, big, logons, shared, works }
}

type World = Awaited<ReturnType<typeof staffedSchools>>

function aClass({ context, school }: World, key: 'earlyYears' | 'keyStage2', name: string, year: number) {
  return lookInto(context, school.id, async (tx) => {
    const places = tx.withTables<SchoolTables>()
    const [phaseId, id] = [newId(), newId()]
    await places
      .insertInto('schools.phase')
      .values({ school_id: school.id, id: phaseId, key, name: key })
      .execute()
    const row = { school_id: school.id, id, phase_id: phaseId, name, year_group: year }
    await places
      .insertInto('schools.class')
      .values({ ...row, starts_on: '2026-09-01', ends_on: null })
      .execute()
    return id
  })
}

function joins({ context, school }: World, classId: string, personId: string) {
  return lookInto(context, school.id, (tx) =>
    tx
      .withTables<PeopleTables>()
      .insertInto('people.class_member')
      .values({
        school_id: school.id,
        class_id: classId,
        person_id: personId,
        part: 'pupil',
        starts_on: '2026-09-01',
        ends_on: null,
      })
      .execute(),
  )
}

test('everybody gets the logon that their phase or kind gives, and no one gets two', async (t) => {
  const { context, system, school, little, big, logons, shared } = await aSchoolOfPhases(t)
  await giveAll(context, system)
  await giveAll(context, system)
  assert.deepEqual(await logons(little.personId), [], 'Reception shares the class’s')
  assert.deepEqual(await shared(), ['class.wren'])
  assert.deepEqual(
    (await logons(big.personId)).map(({ logonName }) => logonName),
    ['b.big'],
  )
  const staff = await logons(school.people.teacher.personId)
  assert.equal(staff.length, 1)
  const names = await Promise.all(Object.values(school.people).map(({ personId }) => logons(personId)))
  assert.equal(new Set(names.flat().map(({ logonName }) => logonName)).size, names.length, 'unique for each')
})

test('a school with generic logons gives its pupils one for each phase', async (t) => {
  const world = await aSchoolOfPhases(t)
  await setFor(world, world.school.id, 'accounts.keyStage2', 'generic')
  await giveAll(world.context, world.system)
  assert.deepEqual(await world.shared(), ['class.wren', 'pupils.ks2'])
  assert.deepEqual(await world.logons(world.big.personId), [])
})

test('a joiner’s logon works from their first day, a mover gets the one of the new phase, a leaver’s ends at once', async (t) => {
  const { context, system, office, juniors, reception, little, logons, works, setTime, school } =
    await aSchoolOfPhases(t)
  const empty = { knownAs: null, dateOfBirth: null, email: null, jobTitle: null }
  const request = {
    ...empty,
    kind: 'staff' as const,
    givenName: 'Nia',
    familyName: 'New',
    joinedOn: '2026-11-26',
  }
  const newcomer = await addPerson(context, office, request)
  assert.equal((await logons(newcomer)).length, 1)
  assert.equal(await works(newcomer), false)
  setTime('2026-11-26T00:00:30Z')
  await followTime(context, system)
  assert.equal(await works(newcomer), true)
  const move = {
    personId: little.personId,
    joins: [{ classId: juniors, part: 'pupil' as const }],
    leaves: [reception],
  }
  await inTransaction(context, system, (tx) => moveMany(context, tx, system, [move], '2026-11-26'))
  assert.deepEqual(
    (await logons(little.personId)).map(({ kind }) => kind),
    ['individual'],
  )
  await inTransaction(context, office, (tx) =>
    letGo(context, tx, office, { personId: newcomer, lastDay: '2026-12-18', accessEnds: 'now' }),
  )
  assert.equal(await works(newcomer), false)
  assert.ok(school.id)
})

test('a temporary logon is the office’s record, has an end, and ends by itself', async (t) => {
  const { context, system, office, school, logons, works, setTime } = await aSchoolOfPhases(t)
  const request = {
    kind: 'supply' as const,
    givenName: 'Sam',
    familyName: 'Supply',
    purpose: 'Covers Owl class',
    lastDay: '2026-11-25',
    told: 'yes' as const,
  }
  await assert.rejects(giveTemporary(context, school.people.teacher, request), NotAllowed)
  await assert.rejects(giveTemporary(context, office, { ...request, lastDay: '2027-11-25' }), /at most/)
  const personId = await giveTemporary(context, office, request)
  await assert.rejects(giveTemporary(context, office, request), /already/)
  assert.equal(await works(personId), true)
  setTime('2026-11-26T00:00:20Z')
  await followTime(context, system)
  assert.equal(await works(personId), false)
  await closeOver(context, system)
  assert.deepEqual(await logons(personId), [])
  const again = await giveTemporary(context, office, { ...request, lastDay: '2026-11-27' })
  assert.equal(again, personId, 'the same person as last time')
  assert.deepEqual(
    (await logons(personId)).map(({ logonName }) => logonName),
    ['s.supply2'],
    'a name is never given out twice',
  )
  assert.equal(await works(personId), true)
})

test('somebody of the staff answers for every generic logon', async (t) => {
  const { context, office, school, otherSchool, shared } = await aSchoolOfPhases(t)
  const { teacher, head } = school.people
  const request = { logonName: 'library', purpose: 'The library’s two computers', ownerId: teacher.personId }
  await assert.rejects(addGeneric(context, teacher, request), NotAllowed)
  await assert.rejects(
    addGeneric(context, office, { ...request, ownerId: otherSchool.people.head.personId }),
    NotFound,
  )
  const id = await addGeneric(context, office, request)
  await assert.rejects(addGeneric(context, office, request), /given out before/)
  await changeOwner(context, office, id, head.personId)
  await assert.rejects(closeAccount(context, otherSchool.people.head, id), NotFound)
  await closeAccount(context, office, id)
  await assert.rejects(closeAccount(context, office, id), /closed already/)
  assert.deepEqual(await shared(), [])
})

test('a logon’s name is made of plain letters, is short enough for Windows, and is never the same twice', () => {
  const none = new Set<string>()
  assert.equal(logonNameFor('Zoë', 'Núñez-O’Brien', none), 'z.nunezobrien')
  assert.equal(logonNameFor('Ada', 'Example', new Set(['a.example', 'a.example2'])), 'a.example3')
  assert.ok(logonNameFor('A', 'B'.repeat(60), new Set()).length <= 20)
  assert.equal(logonNameFor('李', '', none), 'logon')
})
