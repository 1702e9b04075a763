// Opens connections to sites, and to nothing inside: a child's browser must not reach the school's own servers through us,
// whatever name leads there.

import { lookup } from 'node:dns/promises'
import { BlockList, connect, isIP, type LookupFunction, type Socket } from 'node:net'
import type { Limits } from './limits.ts'

/** All addresses of a name. */
export type Resolve = (host: string) => Promise<readonly string[]>

export type Reach = {
  /** For whoever opens connections by name. An address in place of a name never comes here: `isOpen` has to be asked. */
  lookup: LookupFunction
  isOpen: (host: string) => boolean
  /** Refuses with `InsideAddress` what leads inside. */
  open: (host: string, port: number) => Promise<Socket>
}

/** The name leads inside the school, and the school did not say that it may. */
export class InsideAddress extends Error {}

// RFC 6890 and its successors: what is no public address, and the ways of writing IPv4 in IPv6.
const insideRanges: readonly [string, number, 'ipv4' | 'ipv6'][] = [
  ['0.0.0.0', 8, 'ipv4'],
  ['10.0.0.0', 8, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['127.0.0.0', 8, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.0.0.0', 24, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['198.18.0.0', 15, 'ipv4'],
  ['224.0.0.0', 3, 'ipv4'],
  ['::', 96, 'ipv6'],
  ['::ffff:0:0', 96, 'ipv6'],
  ['64:ff9b::', 96, 'ipv6'],
  ['64:ff9b:1::', 48, 'ipv6'],
  ['2001::', 32, 'ipv6'],
  ['2002::', 16, 'ipv6'],
  ['fc00::', 7, 'ipv6'],
  ['fe80::', 10, 'ipv6'],
  ['fec0::', 10, 'ipv6'],
  ['ff00::', 8, 'ipv6'],
]
const inside = new BlockList()
for (const [net, bits, family] of insideRanges) inside.addSubnet(net, bits, family)

const rememberedMost = 4096
const rememberedMs = 30_000

/** `isOwnAddress` says which inside addresses the school opened. Names are remembered for half a minute. */
export function createReach({
  limits,
  isOwnAddress,
  resolve = resolveBySystem,
}: {
  limits: Limits
  isOwnAddress: (address: string) => boolean
  resolve?: Resolve
}): Reach {
  const remembered = new Map<string, { addresses: Promise<readonly string[]>; untilMs: number }>()
  const resolveOnce = (host: string): Promise<readonly string[]> => {
    const known = remembered.get(host)
    if (known && known.untilMs > performance.now()) return known.addresses
    if (remembered.size >= rememberedMost) remembered.clear()
    const addresses = resolve(host)
    remembered.set(host, { addresses, untilMs: performance.now() + rememberedMs })
    addresses.catch(() => remembered.delete(host))
    return addresses
  }
  const mayOpen = (address: string): boolean => isPublic(address) || isOwnAddress(address)
  const addressesOf = async (host: string): Promise<readonly string[]> => {
    const bare = bareAddress(host)
    const all = isIP(bare) ? [bare] : await resolveOnce(host)
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
    open: async (host, port) => openFirst(await addressesOf(host), port, limits.connectMaxMs),
  }
}

const bareAddress = (host: string): string => host.replace(/^\[|\]$/g, '')

const isPublic = (address: string): boolean => !inside.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')

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
