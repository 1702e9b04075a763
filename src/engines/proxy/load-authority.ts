// What makes certificates is large: whoever looks into nothing starts sooner without it, and is smaller.

import type { Authority, AuthorityPair } from './authority.ts'

const load = () => import('./authority.ts')

/** A new authority that may sign sites and no further authority. Valid for three years. */
export async function makeAuthority(schoolName: string, nowMs: number): Promise<AuthorityPair> {
  const authority = await load()
  return authority.makeAuthority(schoolName, nowMs)
}

/** Refuses what is no certificate with its key. */
export async function openAuthority(pair: AuthorityPair, clock: () => number): Promise<Authority> {
  const authority = await load()
  return authority.openAuthority(pair, clock)
}
