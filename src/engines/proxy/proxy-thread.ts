// What the proxy's thread does: it opens the ways in, and decides by the newest snapshot. Keys of schools' authorities are opened by
// the thread that keeps this one, which holds the master key.

import { workerData } from 'node:worker_threads'
import { createActivity, mostHandedOver, runThread } from '#/engines/filter/index.ts'
import { noTroubles } from './gate.ts'
import type { ProxyNeeds } from './keep-proxy.ts'
import { openGate } from './open-gate.ts'
import type { Way } from './proxy-file.ts'
import { type ProxyOptions, type RunningProxy, startProxy } from './start-proxy.ts'

/** A port where browsers come in. A plain one is the block page too: what is asked of it is a site that DNS led there. */
export type WayIn = { way: Way; port: number }

type Told = 'onActivity' | 'onTrouble' | 'onStartedAgain' | 'openKey'

/** What the thread is started with. Only data, because it is copied. */
export type ProxyThreadNeeds = Omit<ProxyNeeds, Told> & {
  inspects: boolean
  mostVisits: number
  /** Shared: how many visits it has put on record since it began. */
  noted: Int32Array
}

const needs = workerData as ProxyThreadNeeds

await runThread(async ({ say, ask }) => {
  const troubles = noTroubles()
  const activity = createActivity(needs.mostVisits, needs.noted)
  const gate = openGate({
    ...needs,
    ...(needs.mostVisits > 0 ? { note: activity.note } : {}),
    count: (what) => {
      troubles[what]++
    },
    inspection: needs.inspects ? { openKey: ask, tell: say } : undefined,
    clock: Date.now,
  })
  await gate.swap(needs.loaded)
  const opened: RunningProxy[] = []
  for (const wayIn of needs.ways) opened.push(await startProxy({ ...needs, ...wayInto(wayIn), gate }))
  return {
    ports: opened.map(({ port }) => port),
    lives: () => ({
      counts: { ...troubles },
      answeredAtMs: gate.answeredAtMs(),
      batch: activity.takeBatch(mostHandedOver),
    }),
    serve: gate.swap,
    takeCertificate: (certificate) => {
      for (const { takeCertificate } of opened) takeCertificate(certificate)
    },
    close: async () => {
      await Promise.all(opened.map(({ close }) => close()))
    },
  }
})

function wayInto({ way, port }: WayIn): Pick<ProxyOptions, 'port' | 'certificate'> {
  if (way === 'plain') return { port, certificate: undefined }
  // In clear it would ask for keys that anybody on the way could read.
  if (needs.certificate === undefined) throw new Error('The encrypted way in has no certificate.')
  return { port, certificate: needs.certificate }
}
