// Opens connections to sites, and to nothing inside: a child's browser must not reach the school's own servers through us,
// whatever name leads there.

import { lookup } from 'node:dns/promises'
import { connect, isIP, type LookupFunction, type Socket } from 'node:net'
import { addressBytes, leadsInside } from '#/engines/filter/index.ts'
import { type Aliases, type AliasesOf, aliasesBy } from './aliases.ts'
import type { Gate } from './gate.ts'
import type { Limits } from './limits.ts'

/** All addresses of a name. */
export type Resolve = (host: string) => Promise<readonly string[]>

export type Reach = {
  /** For whoever opens connections by name. An address in place of a name never comes here: `isOpen` has to be asked. */
  lookup: LookupFunction
  isOpen: (host: string) => boolean
  /** The names that a name is an alias of. Asks for the addresses at the same time, so that nobody waits twice. */
  aliasesOf: (host: string) => Promise<readonly string[]>
  /** Refuses with `InsideAddress` what leads inside. */
  open: (host: string, port: number) => Promise<Socket>
}

/** The name leads inside the school, and the school did not say that it may. */
export class InsideAddress extends Error {}

type Remembered = {
  addresses: Promise<readonly string[]>
  aliases: Promise<Aliases>
  untilMs: number
}

const rememberedMost = 4096
const rememberedMs = 30_000
/** Long enough for one page; the name servers may answer again by the next. */
const unsaidMs = 2000

/** The gate says which inside addresses the school opened. Names are remembered for half a minute. */
export function createReach({
  limits,
  gate,
  resolve = resolveBySystem,
  aliasesOf = resolve === resolveBySystem ? aliasesBy() : async () => ({ names: [], isWhole: true }),
}: {
  limits: Limits
  gate: Pick<Gate, 'isOwnAddress' | 'count'>
  resolve?: Resolve | undefined
  aliasesOf?: AliasesOf | undefined
}): Reach {
  const remembered = new Map<string, Remembered>()
  const resolveOnce = (host: string): Remembered => {
    const known = remembered.get(host)
    if (known && known.untilMs > performance.now()) return known
    if (remembered.size >= rememberedMost) remembered.clear()
    const [addresses, aliases] = [resolve(host), aliasesOf(host)]
    const found = { addresses, aliases, untilMs: performance.now() + rememberedMs }
    remembered.set(host, found)
    addresses.catch(() => remembered.delete(host))
    aliases.then(({ isWhole }) => {
      if (isWhole) return
      gate.count('aliasesUnsaid')
      found.untilMs = performance.now() + unsaidMs
    })
    return found
  }
  const mayOpen = (address: string): boolean => isPublic(address) || gate.isOwnAddress(address)
  const addressesOf = async (host: string): Promise<readonly string[]> => {
    const bare = bareAddress(host)
    const all = isIP(bare) ? [bare] : await resolveOnce(host).addresses
    const reachable = all.filter(mayOpen)
    if (reachable.length === 0 && all.length > 0)
      throw new InsideAddress('The name leads to an address inside')
    return reachable
  }
  return {
    lookup: (host, options, found) => {
      addressesOf(host).then(
        (addresses) => {
          const all = addresses.map((address) => ({ address, family: isIP(address) }))
          const [first = { address: '', family: 0 }] = all
          if (all.length === 0) found(new Error('The name has no address'), '')
          else if (options.all) found(null, all)
          else found(null, first.address, first.family)
        },
        (error) => found(error, ''),
      )
    },
    isOpen: (host) => isIP(bareAddress(host)) === 0 || mayOpen(bareAddress(host)),
    aliasesOf: async (host) => (isIP(bareAddress(host)) ? [] : (await resolveOnce(host).aliases).names),
    open: async (host, port) => openFirst(await addressesOf(host), port, limits.connectMaxMs),
  }
}

const bareAddress = (host: string): string => host.replace(/^\[|\]$/g, '')

function isPublic(address: string): boolean {
  const bytes = addressBytes(address)
  return bytes !== undefined && !leadsInside(bytes)
}

async function resolveBySystem(host: string): Promise<readonly string[]> {
  return (await lookup(host, { all: true })).map(({ address }) => address)
}

/** Tries one address after another; each gets its share of the time. */
async function openFirst(addresses: readonly string[], port: number, maxMs: number): Promise<Socket> {
  let last: unknown = new Error('The name has no address')
  for (const address of addresses.slice(0, 4)) {
    try {
      return await openOne(address, port, maxMs / Math.min(4, addresses.length))
    } catch (error) {
      last = error
    }
  }
  throw last
}

function openOne(host: string, port: number, maxMs: number): Promise<Socket> {
  return new Promise((opened, failed) => {
    const socket = connect({ host, port, noDelay: true, allowHalfOpen: true })
    socket.setTimeout(maxMs, () => socket.destroy(new Error('The site did not answer in time')))
    socket.once('error', failed)
    socket.once('connect', () => {
      socket.setTimeout(0)
      socket.off('error', failed)
      opened(socket)
    })
  })
}
