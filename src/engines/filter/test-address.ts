// Addresses from which a test of the filter asks as a group would. They lie in 127.0.0.0/8, which no network carries: the system throws
// away what comes from there over a wire, so nobody but programs on the engine's own machine can ask as one of them.

import { addressBytes, isInRange, type Range } from './ip-address.ts'
import type { TestAddress } from './snapshot.ts'

const range: Range = { bytes: Uint8Array.of(127, 83, 0, 0), bits: 16 }
const schoolsMost = 256

/** Whether an address is one of those that stand for a group. */
export function isTestAddress(address: string): boolean {
  const bytes = addressBytes(address)
  return bytes !== undefined && isInRange(bytes, range)
}

/** One for each profile of a school, by its place on the server, from 0; none for schools beyond the 256th. */
export const testAddressesOf = (place: number, profiles: readonly string[]): TestAddress[] =>
  place >= schoolsMost
    ? []
    : profiles.map((profile, at) => ({ address: `127.83.${place}.${at + 1}`, profile }))
