// How the filter of a school of the demonstration is tested: its engines run for as long as it takes, from the snapshot that the school has
// published. The demonstration's own start later.

import { networkClient } from '#/app/network-client.ts'
import { startDns } from '#/engines/dns/index.ts'
import { type LoadedSnapshot, openSnapshot } from '#/engines/filter/index.ts'
import { openGate, startProxy } from '#/engines/proxy/index.ts'
import { type Clock, systemClock } from '#/kernel/clock.ts'
import { systemActor } from '#/platform/access/actor.ts'
import { testFilter } from '../src/features/filter-checks/index.ts'
import { engineSnapshotPath, publishPolicy } from '../src/features/filtering/index.ts'
import type { Moment } from './moment.ts'
import { startOutside } from './outside.ts'

const address = '127.0.0.1'

/** In a lesson of the past: the proxy can be told what time it is. */
export async function testInLesson(moment: Moment): Promise<void> {
  const { context, stage, at } = moment
  await publishPolicy(context, systemActor(stage.loaded.schoolId))
  const proxy = await startProxyAt(await snapshotOf(moment), () => at)
  try {
    await test(moment, { dnsPort: null, proxyPort: proxy.port }, () => at)
  } finally {
    await proxy.close()
  }
}

/** As it is loaded, both ways, by the clock on the wall. */
export async function testNow(moment: Moment): Promise<void> {
  const loaded = await snapshotOf(moment)
  const outside = await startOutside()
  const dns = await startDns({
    loaded,
    ports: { address, dns: 0, tls: 0, https: 0 },
    threads: 1,
    upstreams: [outside.server],
    onTrouble: (sentence) => moment.context.log.warn(sentence),
  })
  const proxy = await startProxyAt(loaded, systemClock)
  try {
    await test(moment, { dnsPort: dns.ports.dns, proxyPort: proxy.port }, systemClock)
  } finally {
    await proxy.close()
    await dns.stop()
    outside.close()
  }
}

const snapshotOf = ({ context }: Moment): Promise<LoadedSnapshot> =>
  openSnapshot(engineSnapshotPath(context), (sentence) => context.log.warn(sentence))

/** Nothing is fetched: what is allowed leads nowhere. */
function startProxyAt(loaded: LoadedSnapshot, clock: Clock) {
  const gate = openGate({
    loaded,
    proxy: `${address}:0`,
    askAt: 'http://127.0.0.1/s/%s/ask-for-site?site=%u',
    count: () => undefined,
    clock: () => clock().getTime(),
  })
  return startProxy({ gate, host: address, port: 0, resolve: async () => [] })
}

async function test(
  { context, stage }: Moment,
  ports: { dnsPort: number | null; proxyPort: number },
  enginesClock: Clock,
): Promise<void> {
  const engines = { address, ...ports }
  const needs = { engines, client: networkClient, askedBy: null, enginesClock }
  await testFilter(context, stage.loaded.schoolId, needs)
}
