import assert from 'node:assert/strict'
import { test } from 'node:test'
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
