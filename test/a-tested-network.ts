import type { TestContext } from 'node:test'
import { networkClient as client } from '#/app/network-client.ts'
import { startDns } from '#/engines/dns/index.ts'
import { openSnapshot, type Visit } from '#/engines/filter/index.ts'
import { openGate, startProxy } from '#/engines/proxy/index.ts'
import { filterChecks } from '../src/features/filter-checks/feature.ts'
import { testFilter } from '../src/features/filter-checks/test-filter.ts'
import { engineSnapshotPath } from '../src/features/filtering/index.ts'
import { oversight } from '../src/features/oversight/feature.ts'
import { people } from '../src/features/people/feature.ts'
import { tasks } from '../src/features/tasks/feature.ts'
import { filteredSchools } from './a-filtered-school.ts'
import { setFor } from './an-incident-in-progress.ts'
import { anUpstream } from './dns-upstream.ts'

const parts = '127.0.9.0/26 keyStage2\n127.0.9.64/26 staff\n127.0.9.128/26 guests'

/** A school whose network is on this machine, with the engines that its snapshot wants. */
export async function aTestedNetwork(t: TestContext, policy: string | null = null) {
  const world = await filteredSchools(t, [people, tasks, filterChecks, oversight])
  const { context, school } = world
  if (policy !== null)
    await world.query('update schools.school set policy_code = $2 where id = $1', [school.id, policy])
  await setFor(world, school.id, 'filtering.networks', parts)
  await world.publish()
  const loaded = await openSnapshot(engineSnapshotPath(context), () => {})
  const visits: Visit[] = []
  const outside = await anUpstream()
  t.after(outside.stop)
  const dns = await startDns({
    loaded,
    ports: { address: '127.0.0.1', dns: 0, tls: 0, https: 0 },
    threads: 1,
    upstreams: [outside.server],
    onActivity: (batch) => visits.push(...batch.visits),
    onTrouble: () => {},
  })
  t.after(dns.stop)
  const gate = openGate({
    loaded,
    proxy: 'p:1',
    askAt: 'http://a/%s/%u',
    count: () => {},
    note: (visit) => visits.push(visit),
    clock: () => Date.now(),
  })
  const proxy = await startProxy({ gate, host: '127.0.0.1', port: 0, resolve: async () => [] })
  t.after(proxy.close)
  const engines = { address: '127.0.0.1', dnsPort: dns.ports.dns, proxyPort: proxy.port }
  const run = (askedBy: string | null = null) => testFilter(context, school.id, { engines, client, askedBy })
  return { ...world, engines, run, swap: dns.swap, loaded, visits }
}
