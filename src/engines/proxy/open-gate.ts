// The gate from a snapshot: who asks is found by their address, or by their key, and decided on by the policy of their
// school. A new snapshot holds from the next request on, also on connections that are open.

import type { LoadedSnapshot, Visit } from '#/engines/filter/index.ts'
import type { Gate, ProxyTrouble } from './gate.ts'
import { type Inspections, type OpensKeys, openInspections } from './inspections.ts'
import { createPasses } from './passes.ts'
import { type LedTo, prepareServing } from './serving.ts'
import { createKeyCheck } from './sign-in.ts'
import type { LeadsTo } from './verdicts.ts'

export type GateOptions = LeadsTo &
  LedTo & {
    loaded: LoadedSnapshot
    /** Each visit once; help is never among them. */
    note?: (visit: Visit) => void
    count: (what: ProxyTrouble) => void
    /** Without it nobody looks inside encrypted pages, whatever the snapshot says. It counts from the first `swap` on. */
    inspection?: OpensKeys | undefined
    clock: () => number
  }

export type OpenGate = Gate & {
  swap: (loaded: LoadedSnapshot) => Promise<void>
  /** When somebody was last decided on; null before the first. */
  answeredAtMs: () => number | null
}

/** Refuses, in words, a snapshot that does not fit together; the one before goes on then. */
export function openGate(options: GateOptions): OpenGate {
  const { clock, count } = options
  let serving = prepareServing(options.loaded, options)
  let inspections: Inspections = new Map()
  const passes = createPasses({ ...options, serving: () => serving, inspections: () => inspections })
  const isTheirs: Parameters<typeof createKeyCheck>[0] = (key, address) =>
    passes.foundBy(key, address) !== undefined
  const lookAtKey = createKeyCheck(isTheirs, () => performance.now())
  return {
    passOf: (address) => passes.foundAt(address) && passes.ofDevice(address),
    signedPassOf: (address, authorization) => {
      if (!passes.foundAt(address)) return undefined
      const looked = lookAtKey(authorization, address)
      if (looked.kind === 'right') return passes.ofKey(looked.key, address)
      if (looked.kind !== 'none') count('keyRefused')
      return passes.ofNobody(address, looked.kind === 'late' ? looked.waitSeconds : 0)
    },
    isOwnAddress: (address) => serving.ownAddresses.has(address),
    proxyFile: (address, way) => passes.foundAt(address)?.school.proxyFiles[way],
    blockPageAt: passes.blockPageAt,
    count,
    answeredAtMs: passes.answeredAtMs,
    swap: async (loaded) => {
      const next = prepareServing(loaded, options)
      inspections = await openInspections(loaded, inspections, options.inspection, clock)
      serving = next
    },
  }
}
