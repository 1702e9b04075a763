// Who asks is known by a key of their own, where they come by the encrypted way into the proxy (decision X11).

import { hash, timingSafeEqual } from 'node:crypto'
import type { SchoolOnNetwork, SignedIn } from './snapshot.ts'
import { type Asker, askerNow, type Known, knownAs } from './who-asks.ts'

/**
 * What is kept of a key: a plain hash, because a key is a hundred random bits and there is nothing to guess from. Read
 * kindly, as somebody types it: in any case, with or without its hyphens.
 */
export const hashProxyKey = (typed: string): string =>
  hash('sha256', `proxy key 1\n${typed.toLowerCase().replaceAll(/[^a-z0-9]/g, '')}`)

/** Undefined for a key that nobody has, whose time is over, or that is used outside the network of its school. */
export type FindKeyHolder = (
  key: { name: string; secretHash: string },
  part: Pick<Asker, 'school' | 'onOwnDevice'> | undefined,
  nowMs: number,
) => Asker | undefined

/** Holders of keys, by what the file beside the snapshot says of them. */
export function findKeyHolders(
  schools: readonly SchoolOnNetwork[],
  signedIn: SignedIn | undefined,
): FindKeyHolder {
  const holders = new Map<string, Known & { secretHash: Buffer }>()
  for (const [number, school] of schools.entries()) {
    const keys = signedIn?.schools.find((one) => one.school === school.school)?.proxyKeys ?? []
    for (const key of keys) {
      const secretHash = Buffer.from(key.secretHash, 'hex')
      holders.set(key.name, { ...knownAs('key', school, number, key), secretHash })
    }
  }
  return ({ name, secretHash }, part, nowMs) => {
    const holder = holders.get(name)
    const isTheirs = holder && timingSafeEqual(holder.secretHash, Buffer.from(secretHash, 'hex'))
    if (!isTheirs || holder.untilMs <= nowMs || holder.school !== part?.school) return undefined
    return askerNow(holder, nowMs, part)
  }
}
