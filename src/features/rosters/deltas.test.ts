import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { aSchoolThatImports, counted, csv, named } from '../../../test/a-roster.ts'
import { membershipsOf } from '../people/belonging-store.ts'
import { dropImport } from './begin-import.ts'
import { problemsOf } from './store.ts'

const people =
  'sourcedId,status,dateLastModified,enabledUser,username,givenName,familyName,email,agentSourcedIds'
const roles = 'sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId'
const places = 'sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary'
const manifest = (...lines: string[]) => ({ 'manifest.csv': csv('propertyName,value', lines) })

const others = Array.from({ length: 15 }, (_, number) => `N${number}`)

/** OneRoster 1.2: Ada in 3 Elm with a mother; a father known besides; two teachers, one with a second role; and others. */
async function takenInFrom12(t: TestContext) {
  const world = await aSchoolThatImports(t)
  const sourceId = await world.source()
  const all = await world.read(sourceId, {
    'users.csv': csv(people, [
      'A,,,true,a,Ada,Ahead,,B',
      'B,,,true,b,Bea,Ahead,bea@home.example,',
      'D,,,true,d,Dan,Ahead,dan@home.example,',
      'T,,,true,t,Tim,Teach,,',
      'U,,,true,u,Uma,Teach,,',
      ...others.map((code) => `${code},,,true,${code},Nick,Number${code},,`),
    ]),
    'roles.csv': csv(roles, [
      'R1,,,A,primary,student,,,S1',
      'R2,,,B,primary,guardian,,,S1',
      'R3,,,D,primary,guardian,,,S1',
      'R4,,,T,primary,teacher,,,S1',
      'R5,,,U,primary,teacher,,,S1',
      'R6,,,U,secondary,administrator,,,S1',
      ...others.map((code) => `R${code},,,${code},primary,student,,,S1`),
    ]),
    'classes.csv': csv('sourcedId,status,dateLastModified,title,grades,schoolSourcedId', [
      'K1,,,3 Elm,03,S1',
      'K2,,,3 Oak,03,S1',
    ]),
    'enrollments.csv': csv(places, ['E1,,,K1,S1,A,student,false']),
  })
  await world.make(all.id)
  return { ...world, sourceId }
}

test('a delta of OneRoster 1.2 moves and takes out people whose own record it leaves out', async (t) => {
  const world = await takenInFrom12(t)
  const { schoolId, look, sourceId } = world
  const delta = await world.read(sourceId, {
    ...manifest('file.users,absent', 'file.roles,delta', 'file.classes,absent', 'file.enrollments,delta'),
    'roles.csv': csv(roles, [
      'R4,tobedeleted,2026-11-20,T,primary,teacher,,,S1',
      'R6,tobedeleted,2026-11-20,U,secondary,administrator,,,S1',
    ]),
    'enrollments.csv': csv(places, [
      'E1,tobedeleted,2026-11-20,K1,S1,A,student,false',
      'E2,active,2026-11-20,K2,S1,A,student,false',
      'E3,active,2026-11-20,K2,S1,X,student,false',
    ]),
  })
  assert.deepEqual([delta.state, delta.mode], ['planned', 'delta'])
  assert.deepEqual(await counted(world, delta.id), { moves: 1, leaves: 1 })
  const problems = await look((tx) => problemsOf(tx, { schoolId, importId: delta.id }))
  assert.deepEqual(
    problems.map(({ file, line, column, stops }) => [file, line, column, stops]),
    [['enrollments.csv', 4, 'userSourcedId', false]],
    'who is unknown is left out, and said',
  )
  await world.make(delta.id)
  const ada = await named(world, 'Ada')
  const classes = await look((tx) => membershipsOf(tx, schoolId, ada.id))
  assert.deepEqual(
    classes.filter(({ endsOn }) => endsOn === null).map(({ className }) => className),
    ['3 Oak'],
  )
  assert.notEqual((await named(world, 'Tim')).leftOn, null)
  assert.equal((await named(world, 'Uma')).leftOn, null, 'who loses a second role stays')
})

test('a child’s own record in a delta names every guardian there is by now', async (t) => {
  const world = await takenInFrom12(t)
  const family = await world.read(world.sourceId, {
    ...manifest('file.users,delta', 'file.roles,absent'),
    'users.csv': csv(people, ['A,active,2026-11-21,true,a,Ada,Ahead,,D']),
  })
  assert.deepEqual(await counted(world, family.id), { gainsGuardian: 1, losesGuardian: 1 })
  await dropImport(world.context, world.office, family.id)
  const unsaid = await world.read(await world.source(), {
    ...manifest('file.users,delta'),
    'users.csv': csv(people, ['Z,active,2026-11-21,true,z,Zed,Nobody,,']),
  })
  assert.deepEqual(await counted(world, unsaid.id), {}, 'somebody new without a role is nobody here')
})
