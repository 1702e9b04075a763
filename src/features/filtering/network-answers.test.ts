import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openSnapshot } from '#/engines/filter/index.ts'
import { filteredSchools } from '../../../test/a-filtered-school.ts'
import { setFor } from '../../../test/an-incident-in-progress.ts'
import { problemOfNames } from './network-lines.ts'
import { engineSnapshotPath } from './write-engine-snapshot.ts'

test('a school says where blocked names lead, its own names, and who answers for others; the snapshot has them', async (t) => {
  const world = await filteredSchools(t)
  const { context, school } = world
  await setFor(world, school.id, 'filtering.blockedAs', 'page')
  const read = async () => {
    await world.publish()
    return (await openSnapshot(engineSnapshotPath(context), () => {})).snapshot.schools[0]
  }
  assert.ok(
    (await read())?.manners.every((one) => one.blockedAs === 'noName'),
    'no address, no page',
  )
  await setFor(world, school.id, 'filtering.blockPageAt', '10.4.0.2, fd00::2')
  await setFor(
    world,
    school.id,
    'filtering.localNames',
    'printer.school.local 10.4.0.9\nkeeper.school.local 10.4.0.2 fd00::2',
  )
  await setFor(world, school.id, 'filtering.forwards', 'ad.school.local 10.4.0.3 10.4.0.4:5353')
  const made = await read()
  assert.ok(made?.manners.every((one) => one.blockedAs === 'page'))
  assert.deepEqual(made?.blockPage, { ipv4: '10.4.0.2', ipv6: 'fd00::2' })
  assert.deepEqual(made?.localNames[1], { name: 'keeper.school.local', addresses: ['10.4.0.2', 'fd00::2'] })
  assert.deepEqual(made?.forwards, [{ name: 'ad.school.local', servers: ['10.4.0.3', '10.4.0.4:5353'] }])
  assert.match(problemOfNames('printer', 'addresses') ?? '', /is no name with its addresses/)
  assert.match(problemOfNames('a.b the-server', 'servers') ?? '', /servers that answer/)
  assert.equal(problemOfNames('a.b 10.0.0.1', 'servers'), null)
})
