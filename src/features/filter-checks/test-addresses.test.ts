import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { networkClient as client } from '#/app/network-client.ts'
import { keepHeartbeat, readHeartbeats } from '#/engines/filter/index.ts'
import { aTestedNetwork } from '../../../test/a-tested-network.ts'
import { setFor } from '../../../test/an-incident-in-progress.ts'
import { engineSnapshotPath } from '../filtering/index.ts'
import type { Result } from './case.ts'
import { testFilter } from './test-filter.ts'

test('every group is tested, also where nobody of it has an address of this server, and no test is anybody’s visit', async (t) => {
  const world = await aTestedNetwork(t)
  const { context, school, run, engines, visits } = world
  const own = (await run())?.results ?? []
  assert.deepEqual(Object.fromEntries(own.map(({ profile, from }) => [profile, from])), {
    keyStage2: '127.83.0.1',
    guests: '127.83.0.2',
    governors: '127.83.0.3',
    staff: '127.83.0.4',
  })
  // Somebody who asks from the school's network is a visit, and comes after all that the test left.
  const from = '127.0.9.65'
  await client.askName({
    server: { address: '127.0.0.1', port: engines.dnsPort },
    from,
    name: 'pornhub.com',
    wants: 'address',
  })
  const until = performance.now() + 5000
  while (visits.length === 0 && performance.now() < until) await wait(20)
  assert.deepEqual([...new Set(visits.map(({ address }) => address))], [from])
  // Engines that run apart, on this machine, are ours when they say so beside the snapshot.
  const at = `127.0.0.1:${engines.dnsPort}`
  await setFor(world, school.id, 'filterChecks.resolver', at)
  const alone = { engines: null, client, askedBy: null }
  const onTheWall = { ...context, clock: () => new Date() }
  const groupsOf = (results: readonly Result[] | undefined) => new Set(results?.map(({ from }) => from)).size
  assert.equal(groupsOf((await testFilter(context, school.id, alone))?.results), 3)
  const stopBeating = keepHeartbeat(
    engineSnapshotPath(context),
    { engine: 'dns', at },
    { serving: () => world.loaded, answeredAtMs: () => null, onTrouble: () => {} },
  )
  t.after(stopBeating)
  while ((await readHeartbeats(engineSnapshotPath(context), Date.now())).length === 0) await wait(20)
  assert.equal(groupsOf((await testFilter(onTheWall, school.id, alone))?.results), 4)
})
