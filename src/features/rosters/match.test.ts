import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  aSchoolThatImports,
  counted,
  csv,
  type ImportingSchool,
  listed,
  named,
  oneRosterFiles,
} from '../../../test/a-roster.ts'
import { aPerson } from '../../../test/ground.ts'
import { findPerson, type PersonKind } from '../people/index.ts'
import { leaveSchool } from '../people/leave-school.ts'
import type { PeopleTables } from '../people/tables.ts'
import { problemsOf } from './store.ts'

const users =
  'sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password'
type Row = { code: string; role: string; name: string; email?: string; agents?: string }
const line = ({ code, role, name, email = '', agents = '' }: Row) =>
  `${code},,,true,S1,${role},${code},,${name.replace(' ', ',')},,,${email},,,${agents},,`
const births = (lines: readonly string[]) => csv('sourcedId,status,dateLastModified,birthDate', lines)
const only = (rows: readonly Row[], born: readonly string[] = []) => ({
  'users.csv': csv(users, rows.map(line)),
  'demographics.csv': births(born),
})

/** What the files left out, as line, column and sentence. */
const leftOut = async ({ look, schoolId }: ImportingSchool, importId: string) =>
  (await look((tx) => problemsOf(tx, { schoolId, importId }))).map(
    (one) => `${one.file} ${one.line} ${one.column}: ${one.sentence}`,
  )

test('a child’s row never becomes an adult, nor an adult’s row a child: not by address, nor by name and birthday', async (t) => {
  const world = await aSchoolThatImports(t)
  const { context, schoolId, look } = world
  const email = 'mona@home.example'
  const mother = await aPerson(context, schoolId, { name: 'Mona Mother', kind: 'guardian', email })
  const sam = await aPerson(context, schoolId, { name: 'Sam Same', kind: 'pupil', dateOfBirth: '2018-01-11' })
  const found = await world.read(
    await world.source(),
    only(
      [
        { code: 'P1', role: 'student', name: 'Pia Mother', email },
        { code: 'T1', role: 'teacher', name: 'Sam Same' },
      ],
      ['T1,,,2018-01-11'],
    ),
  )
  assert.deepEqual(await counted(world, found.id), { joins: 2 })
  await world.make(found.id)
  assert.equal((await look((tx) => findPerson(tx, schoolId, mother.personId))).givenName, 'Mona')
  assert.equal((await look((tx) => findPerson(tx, schoolId, sam.personId))).kind, 'pupil')
  assert.equal((await named(world, 'Pia Mother')).kind, 'pupil')
  const next = await world.read(
    await world.source(),
    only([{ code: 'G1', role: 'parent', name: 'Mona Mother', email }]),
  )
  assert.deepEqual(
    await counted(world, next.id),
    {},
    'the mother is known by an address that her child has too',
  )
})

test('a parent who works here is one person, whichever row comes first', async (t) => {
  const world = await aSchoolThatImports(t)
  const { context, schoolId } = world
  await aPerson(context, schoolId, { name: 'Pat Parent', kind: 'guardian', email: 'pat@home.example' })
  const rows = [{ code: 'T1', role: 'teacher', name: 'Pat Parent', email: 'pat@home.example' }]
  assert.deepEqual(await counted(world, (await world.read(await world.source(), only(rows))).id), {})
})

test('whom a source has known as a child and calls a parent now is left out, and the line is named', async (t) => {
  const world = await aSchoolThatImports(t)
  const { schoolId, look } = world
  const sourceId = await world.source()
  await world.make((await world.read(sourceId, oneRosterFiles(20))).id)
  const pupil = await named(world, 'Pupil Number3')
  const files = oneRosterFiles(20, (files) => {
    files['users.csv'] = (files['users.csv'] ?? '')
      .replace('S1,student,p3,,Pupil,Number3', 'S1,parent,p3,,Paul,Number3')
      .replace('S1,parent,g4,,Parent,', 'S1,student,g4,,Petra,')
      .replace(',,G5,03,', ',,P3,03,')
  })
  const second = await world.read(sourceId, files)
  assert.deepEqual(await leftOut(world, second.id), [
    'users.csv 5 role: The files call this person something else than the school does: Pupil Number3 is a pupil here. The line is left out. Put the role right in the system that the files come from, or give the person a code of their own there.',
    'users.csv 26 role: The files call this person something else than the school does: Parent Number4 is an adult here. The line is left out. Put the role right in the system that the files come from, or give the person a code of their own there.',
  ])
  assert.equal(second.state, 'planned')
  assert.deepEqual(
    await counted(world, second.id),
    { losesGuardian: 1 },
    'only child 5, whose row names others',
  )
  await world.make(second.id)
  assert.equal((await look((tx) => findPerson(tx, schoolId, pupil.id))).givenName, 'Pupil')
})

test('a number that two sources use stands for one person only where the names agree', async (t) => {
  const world = await aSchoolThatImports(t)
  const first = await world.read(
    await world.source(),
    only(
      [
        { code: '7', role: 'student', name: 'Ada Ahead' },
        { code: '8', role: 'student', name: 'Ben Beyond' },
        { code: '9', role: 'teacher', name: 'Cora Clear' },
        { code: '10', role: 'student', name: 'Dora Dear' },
      ],
      ['10,,,2018-02-03'],
    ),
  )
  await world.make(first.id)
  const [ada, cora] = [await named(world, 'Ada Ahead'), await named(world, 'Cora Clear')]
  const second = await world.read(
    await world.source(),
    only(
      [
        { code: '7', role: 'student', name: 'Zed Zebra' },
        { code: '8', role: 'student', name: 'Bea Beyond' },
        { code: '9', role: 'teacher', name: 'Cora Clear', email: 'cora@school.example' },
        { code: '10', role: 'student', name: 'Dora Dear' },
      ],
      ['10,,,2019-02-03'],
    ),
  )
  const joins = (await listed(world, second.id, 'joins')).map(({ name }) => name)
  assert.deepEqual(
    joins,
    ['Bea Beyond', 'Dora Dear', 'Zed Zebra'],
    'strangers, siblings, and another birthday',
  )
  const details = (await listed(world, second.id, 'details')).map(({ personId }) => personId)
  assert.deepEqual(details, [cora.id], 'one person in both')
  await world.make(second.id)
  assert.equal((await named(world, 'Ada Ahead')).id, ada.id)
})

test('an address that a family shares makes nobody of another: who is called something else joins, and it is said', async (t) => {
  const world = await aSchoolThatImports(t)
  const { context, office, schoolId, look } = world
  const email = 'family@home.example'
  const pupil = (name: string, dateOfBirth: string, address: string) =>
    aPerson(context, schoolId, { name, kind: 'pupil', dateOfBirth, email: address })
  const pia = await pupil('Pia Mother', '2016-05-05', email)
  const dan = await aPerson(context, schoolId, { name: 'Dan Danger', kind: 'guardian', email })
  const una = await pupil('Una Former', '2012-01-01', 'former@home.example')
  await leaveSchool(context, office, { personId: una.personId, lastDay: '2026-11-20', accessEnds: 'now' })
  await pupil('Tia Twin', '2017-07-07', 'twins@home.example')
  await pupil('Kim Kind', '2017-08-08', 'kind@home.example')
  const found = await world.read(
    await world.source(),
    only(
      [
        { code: 'P1', role: 'student', name: 'Leo Little', email },
        { code: 'G1', role: 'parent', name: 'Mona Mother', email },
        { code: 'P2', role: 'student', name: 'Ulf Former', email: 'former@home.example' },
        { code: 'P3', role: 'student', name: 'Tom Twin', email: 'twins@home.example' },
        { code: 'P4', role: 'student', name: 'Kim Other', email: 'kind@home.example' },
      ],
      ['P1,,,2021-01-01', 'P3,,,2017-07-07', 'P4,,,2019-09-09'],
    ),
  )
  assert.deepEqual(await counted(world, found.id), { joins: 5 })
  const joins = await listed(world, found.id, 'joins')
  const said = joins.map(({ name, why }) => `${name}: ${why?.split(', on record')[0]}`)
  assert.deepEqual(said, [
    'Kim Other: Has the same e-mail address as Kim Kind',
    'Leo Little: Has the same e-mail address as Pia Mother',
    'Mona Mother: Has the same e-mail address as Dan Danger',
    'Tom Twin: Has the same e-mail address as Tia Twin',
    'Ulf Former: Has the same e-mail address as Una Former',
  ])
  await world.make(found.id)
  const nameOf = async (personId: string) =>
    (await look((tx) => findPerson(tx, schoolId, personId))).givenName
  assert.deepEqual([await nameOf(pia.personId), await nameOf(dan.personId)], ['Pia', 'Dan'])
})

test('by an address somebody is known whose given name fits, or the one they go by, whatever the family name', async (t) => {
  const world = await aSchoolThatImports(t)
  const { context, schoolId, look } = world
  const on = (email: string, name: string, kind: PersonKind, dateOfBirth = '1980-01-01') =>
    aPerson(context, schoolId, { name, kind, email, dateOfBirth })
  await on('kim@home.example', 'Kim Kind', 'pupil', '2017-08-08')
  await on('gus@home.example', 'Gus Guard', 'guardian')
  await on('tina@home.example', 'Augusta Guest', 'guardian')
  await on('dora@school.example', 'Dorothea Dear', 'staff')
  await look((tx) =>
    tx
      .withTables<PeopleTables>()
      .updateTable('people.person')
      .set({ known_as: 'Tina' })
      .where('given_name', '=', 'Augusta')
      .execute(),
  )
  const found = await world.read(
    await world.source(),
    only(
      [
        { code: 'P1', role: 'student', name: 'KIM Moved', email: 'Kim@home.example' },
        { code: 'G1', role: 'parent', name: 'gus Wed', email: 'gus@home.example' },
        { code: 'G2', role: 'parent', name: 'Tina Guest', email: 'tina@home.example' },
        { code: 'T1', role: 'teacher', name: 'Dora Dear', email: 'dora@school.example' },
      ],
      ['T1,,,1980-01-01'],
    ),
  )
  assert.deepEqual(
    await counted(world, found.id),
    { details: 4 },
    'an adult’s birthday and family name do too',
  )
})
