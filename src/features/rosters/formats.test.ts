import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aSchoolThatImports, counted, csv, listed, named, oneRosterFiles } from '../../../test/a-roster.ts'
import { membershipsOf } from '../people/belonging-store.ts'
import { beginImport, dropImport, mapColumns, readImport } from './begin-import.ts'
import { planImport } from './plan-import.ts'
import { problemsOf } from './store.ts'

test('a file of changes touches only whom it names, and removes whom it says', async (t) => {
  const world = await aSchoolThatImports(t)
  const sourceId = await world.source()
  await world.make((await world.read(sourceId, oneRosterFiles(20))).id)
  const delta = await world.read(sourceId, {
    'manifest.csv': csv('propertyName,value', ['file.users,delta']),
    'users.csv': csv('sourcedId,status,dateLastModified,orgSourcedIds,role,givenName,familyName', [
      'P1,tobedeleted,2026-11-20,S1,student,Pupil,Number1',
      'P21,active,2026-11-20,S1,student,Pupil,Number21',
    ]),
  })
  assert.equal(delta.mode, 'delta')
  assert.deepEqual(await counted(world, delta.id), { joins: 1, leaves: 1 })
})

test('OneRoster 1.2 keeps roles apart, and School Data Sync its relationships: both give the same people', async (t) => {
  const world = await aSchoolThatImports(t)
  const people =
    'sourcedId,status,dateLastModified,enabledUser,username,givenName,familyName,email,preferredGivenName,agentSourcedIds'
  const twelve = await world.read(await world.source(), {
    'users.csv': csv(people, [
      'A,,,true,a,Ada,Ahead,,Addie,B',
      'B,,,true,b,Bea,Ahead,bea@home.example,,',
      'T,,,true,t,Tim,Teach,,,',
    ]),
    'roles.csv': csv(
      'sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId',
      [
        'R1,,,A,primary,student,2026-09-01,,S1',
        'R2,,,B,primary,guardian,,,S1',
        'R3,,,T,primary,teacher,,2026-12-18,S1',
      ],
    ),
  })
  assert.deepEqual(await counted(world, twelve.id), { joins: 3, gainsGuardian: 1 })
  assert.deepEqual(
    (await listed(world, twelve.id, 'joins')).map(({ name }) => name),
    ['Addie Ahead', 'Bea Ahead', 'Tim Teach'],
  )
  await dropImport(world.context, world.office, twelve.id)
  const sync = await world.read(await world.source('schoolDataSync'), {
    'orgs.csv': csv('sourcedId,name,type', ['S1,Alder,school']),
    'users.csv': csv('sourcedId,username,givenName,familyName', [
      'A,ada@school.example,Ada,Ahead',
      'B,bea@home.example,Bea,Ahead',
      'C,cy@school.example,Cy,Care',
    ]),
    'roles.csv': csv('userSourcedId,orgSourcedId,role,grade', [
      'A,S1,student,03',
      'B,S1,guardian,',
      'C,S1,teacher,',
    ]),
    'classes.csv': csv('sourcedId,orgSourcedId,title', ['K,S1,3 Elm']),
    'enrollments.csv': csv('classSourcedId,userSourcedId,role', ['K,A,student', 'K,C,teacher']),
    'relationships.csv': csv('userSourcedId,relationshipUserSourcedId,relationshipRole', ['A,B,parent']),
  })
  assert.deepEqual(await counted(world, sync.id), { joins: 3, gainsGuardian: 1 })
  await world.make(sync.id)
  const ada = await named(world, 'Ada')
  assert.equal((await world.look((tx) => membershipsOf(tx, world.schoolId, ada.id)))[0]?.className, '3 Elm')
})

test('any CSV file is read by a mapping that is remembered for its source', async (t) => {
  const world = await aSchoolThatImports(t)
  const { context, office, system } = world
  const sourceId = await world.source('table', 'Arbor')
  const file = csv('UPN;Legal name;Surname;Birthday;Form;Year;Parent;Parent mail', [
    'U1;Ada;Ahead;04/05/2019;3 Oak;3;Bea Ahead;bea@home.example',
    'U2;Cy;Ahead;05/06/2020;2 Elm;2;Bea Ahead;bea@home.example',
  ])
  const importId = await beginImport(context, office, sourceId)
  await assert.rejects(readImport(context, office, importId), /Add a file/)
  await world.send(importId, 'pupils.csv', `\uFEFF${file}`)
  await assert.rejects(readImport(context, office, importId), /what the columns mean/)
  const columns = {
    code: 'UPN',
    givenName: 'Legal name',
    familyName: 'Surname',
    dateOfBirth: 'Birthday',
    className: 'Form',
    yearGroup: 'Year',
    guardianName: 'Parent',
    guardianEmail: 'Parent mail',
  }
  await assert.rejects(
    mapColumns(context, office, importId, { everybodyIs: 'pupil', columns: { code: 'UPN' } }),
    /family name/,
  )
  await mapColumns(context, office, importId, { everybodyIs: 'pupil', columns })
  await readImport(context, office, importId)
  await planImport(context, system, importId)
  assert.deepEqual(await world.look((tx) => problemsOf(tx, { schoolId: world.schoolId, importId })), [])
  assert.deepEqual(await counted(world, importId), { joins: 3, gainsGuardian: 2 })
  await world.make(importId)
  assert.equal((await named(world, 'Ada')).dateOfBirth, '2019-05-04')
  const again = await beginImport(context, office, sourceId)
  await world.send(again, 'pupils.csv', file)
  await readImport(context, office, again)
  await planImport(context, system, again)
  assert.deepEqual(await counted(world, again), {})
})

test('in a table of one’s own two parents with one address are two, also when a later file names the other', async (t) => {
  const world = await aSchoolThatImports(t)
  const { context, office, system } = world
  const sourceId = await world.source('table', 'Arbor')
  const columns = {
    code: 'UPN',
    givenName: 'Given',
    familyName: 'Surname',
    guardianName: 'Parent',
    guardianEmail: 'Parent mail',
  }
  const plan = async (...rows: string[]) => {
    const importId = await beginImport(context, office, sourceId)
    await world.send(importId, 'pupils.csv', csv('UPN;Given;Surname;Parent;Parent mail', rows))
    await mapColumns(context, office, importId, { everybodyIs: 'pupil', columns })
    await readImport(context, office, importId)
    await planImport(context, system, importId)
    return importId
  }
  const [ada, bea] = ['U1;Ada;Ahead', 'U2;Bea;Ahead']
  const first = await plan(`${ada};Dan Ahead;us@home.example`, `${bea};Mona Ahead;us@home.example`)
  assert.deepEqual(await counted(world, first), { joins: 4, gainsGuardian: 2 })
  await world.make(first)
  const renamed = await plan(`${ada};Dan Ahead;us@home.example`, `${bea};Mona Smith;US@home.example`)
  assert.deepEqual(await counted(world, renamed), { details: 1 })
  await world.make(renamed)
  assert.equal((await named(world, 'Dan')).familyName, 'Ahead')
  assert.equal((await named(world, 'Mona')).familyName, 'Smith')
})
