import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aSchoolThatImports, counted, listed, named, oneRosterFiles } from '../../../test/a-roster.ts'
import { findPerson } from '../people/index.ts'
import { leaveSchool } from '../people/leave-school.ts'
import { returnToSchool } from '../people/return-to-school.ts'
import { undoImport } from './confirm-import.ts'
import { takeBackImport } from './take-back-import.ts'

test('whom a person let go comes back by no file, however often it names them', async (t) => {
  const world = await aSchoolThatImports(t)
  const { context, office, schoolId, look } = world
  const sourceId = await world.source()
  await world.make((await world.read(sourceId, oneRosterFiles(20))).id)
  const [tara, parent, pupil] = [
    (await named(world, 'Tara Teach')).id,
    (await named(world, 'Parent Number3')).id,
    (await named(world, 'Pupil Number4')).id,
  ]
  const lastDay = '2026-11-24'
  for (const personId of [tara, parent, pupil])
    await leaveSchool(context, office, { personId, lastDay, accessEnds: 'now' })
  const second = await world.read(sourceId, oneRosterFiles(20))
  const returns = await listed(world, second.id, 'returns')
  assert.deepEqual(
    returns.map(({ name, state }) => [name, state]),
    [
      ['Parent Number3', 'kept'],
      ['Pupil Number4', 'planned'],
      ['Tara Teach', 'kept'],
    ],
  )
  assert.match(returns[2]?.why ?? '', /did not come from these files.*on their own page/)
  await world.make(second.id)
  const leftOn = async (id: string) => (await look((tx) => findPerson(tx, schoolId, id))).leftOn
  assert.deepEqual([await leftOn(tara), await leftOn(parent), await leftOn(pupil)], [lastDay, lastDay, null])
  await returnToSchool(context, office, tara)
  assert.equal(await leftOn(tara), null)
})

test('who left by a file comes back by it, unless a person has decided about them meanwhile', async (t) => {
  const world = await aSchoolThatImports(t)
  const { context, office, schoolId, look } = world
  const sourceId = await world.source()
  await world.make((await world.read(sourceId, oneRosterFiles(40))).id)
  await world.make((await world.read(sourceId, oneRosterFiles(38))).id)
  const [one, other] = [
    (await named(world, 'Parent Number39')).id,
    (await named(world, 'Parent Number40')).id,
  ]
  const third = await world.read(sourceId, oneRosterFiles(40))
  assert.deepEqual(await counted(world, third.id), { returns: 4 })
  await leaveSchool(context, office, { personId: one, lastDay: '2026-11-24', accessEnds: 'now' })
  await world.make(third.id)
  const leftOn = async (id: string) => (await look((tx) => findPerson(tx, schoolId, id))).leftOn
  assert.deepEqual([await leftOn(one), await leftOn(other)], ['2026-11-24', null])
  const kept = (await listed(world, third.id, 'returns')).filter(({ state }) => state === 'kept')
  assert.deepEqual([kept.length, kept[0]?.personId], [1, one])
})

test('an import that was undone can be made again: everybody in it comes, adults too', async (t) => {
  const world = await aSchoolThatImports(t)
  const { context, office, system } = world
  const sourceId = await world.source()
  const first = await world.make((await world.read(sourceId, oneRosterFiles(5))).id)
  await undoImport(context, office, first.id)
  await takeBackImport(context, system, first.id)
  const again = await world.read(sourceId, oneRosterFiles(5))
  const states = (await listed(world, again.id, 'returns')).map(({ state }) => state)
  assert.deepEqual([states.length, new Set(states)], [11, new Set(['planned'])])
})
