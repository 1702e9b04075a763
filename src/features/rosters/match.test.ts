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
import { findPerson } from '../people/index.ts'
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
