import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#/kernel/id.ts'
import { keepFrom, keepFromThoseCloseTo, keptFromOf } from '#/platform/access/kept-from.ts'
import { aSchoolThatImports, listed, named, oneRosterFiles } from '../../../test/a-roster.ts'
import { guardianshipsOf } from '../people/belonging-store.ts'
import { endGuardian, keepGuardian } from '../people/keep-guardian.ts'
import { undoImport } from './confirm-import.ts'
import { takeBackImport } from './take-back-import.ts'

const without = (...pupils: readonly string[]) =>
  oneRosterFiles(6, (files) => {
    files['users.csv'] = pupils.reduce(
      (text, pupil) => text.replace(`,,G${pupil},03,`, ',,,03,'),
      files['users.csv'] ?? '',
    )
  })

test('undoing an import gives no child back to a guardian whom the school has restricted or ended by hand', async (t) => {
  const world = await aSchoolThatImports(t)
  const { context, schoolId, office, system, look } = world
  const sourceId = await world.source()
  await world.make((await world.read(sourceId, oneRosterFiles(6))).id)
  const pair = async (number: number) => {
    const pupilId = (await named(world, `Pupil Number${number}`)).id
    const guardianId = (await named(world, `Parent Number${number}`)).id
    return { pupilId, guardianId }
  }
  const endOf = async ({ pupilId }: { pupilId: string }) =>
    (await look((tx) => guardianshipsOf(tx, schoolId, pupilId, 'guardiansOfPupil')))[0]?.endsOn
  const restrict = async (number: number) =>
    keepGuardian(context, office, {
      ...(await pair(number)),
      relation: 'Parent',
      parentalResponsibility: 'no',
      mayBeContacted: false,
      maySign: false,
      maySee: false,
      addressWithheld: true,
      restriction: 'No contact, by order of the court.',
    })
  await restrict(3)
  const second = await world.make((await world.read(sourceId, without('1', '2', '3'))).id)
  assert.equal(await endOf(await pair(3)), null, 'a file ends no guardianship with a restriction')
  world.setTime('2026-11-25T10:00:00Z')
  await endGuardian(context, office, { ...(await pair(3)), lastDay: '2026-11-24' })
  await restrict(2)
  await endGuardian(context, office, { ...(await pair(2)), lastDay: '2026-11-24' })
  await undoImport(context, office, second.id)
  await takeBackImport(context, system, second.id)
  assert.equal(await endOf(await pair(1)), null)
  assert.equal(await endOf(await pair(2)), '2026-11-24')
  assert.equal(await endOf(await pair(3)), '2026-11-24')
  const states = (await listed(world, second.id, 'losesGuardian')).map(({ state }) => state)
  assert.deepEqual(states.sort(), ['kept', 'notUndone', 'undone'])
})

test('an import that says whose parent a colleague is keeps what stands about the child from them, all in one statement', async (t) => {
  const world = await aSchoolThatImports(t)
  const { context, schoolId, look } = world
  const sourceId = await world.source()
  await world.make((await world.read(sourceId, without('1'))).id)
  const pupilId = (await named(world, 'Pupil Number1')).id
  const guardianId = (await named(world, 'Parent Number1')).id
  const recordId = newId()
  await look((tx) =>
    keepFrom(tx, { schoolId, recordId, at: context.clock() }, [{ personId: pupilId, why: 'subject' }]),
  )
  await world.make((await world.read(sourceId, oneRosterFiles(6))).id)
  const kept = await look((tx) => keptFromOf(tx, schoolId, recordId))
  assert.deepEqual([...kept].sort(), [pupilId, guardianId].sort())
})

test('fifty thousand pairs are kept apart within seconds', async (t) => {
  const { context, schoolId, look } = await aSchoolThatImports(t)
  const pairs = Array.from({ length: 50_000 }, () => [newId(), newId()] as const)
  const subjects = pairs.filter((_pair, index) => index % 100 === 0)
  const at = context.clock()
  await look(async (tx) => {
    for (const [personId] of subjects) {
      await keepFrom(tx, { schoolId, recordId: newId(), at }, [{ personId, why: 'subject' }])
    }
  })
  const began = performance.now()
  const records = await look((tx) => keepFromThoseCloseTo(tx, schoolId, pairs, at))
  assert.equal(records.length, subjects.length)
  assert.ok(performance.now() - began < 10_000, `${performance.now() - began} ms`)
})
