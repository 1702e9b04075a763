// From where a group can be asked for. Engines of ours know an address for each group that only programs of this machine have. Of a
// filter of somebody else, an address of this machine that lies in the group's part of the network. What has neither is looked at
// by hand, and the certificate says so.

import { isIPv4 } from 'node:net'
import { networkInterfaces } from 'node:os'
import type { TestAddress } from '#/engines/filter/index.ts'
import { networkAt, type ProfileKey, profileKeys, profiles, type SchoolState } from '../filtering/index.ts'

export type Place = { profile: ProfileKey; from: string }

/** The addresses of this machine but those that lead to itself alone. */
export const ownAddresses = (): string[] =>
  Object.values(networkInterfaces())
    .flatMap((found) => found ?? [])
    .filter(({ internal, family }) => !internal && family === 'IPv4')
    .map(({ address }) => address)

/** Whether an address is this machine's: only then does what is asked from an address that leads to itself alone get there. */
export const isHere = (address: string): boolean =>
  isIPv4(address) && (address.startsWith('127.') || ownAddresses().includes(address))

/** One address for each group of the school that can be asked for. Ranges within 127.0.0.0/8 belong to this machine as they are. */
export function placesOf(
  state: Pick<SchoolState, 'networks' | 'policy'>,
  own: readonly string[],
  tests: readonly TestAddress[],
): Place[] {
  const candidates = [...own, ...state.networks.flatMap(({ range }) => firstOfLoopback(range))]
  return groupsOf(state).flatMap((profile) => {
    const { words } = profiles[profile]
    const from =
      tests.find((one) => one.profile === words)?.address ??
      candidates.find((one) => networkAt(state, one)?.profile === words)
    return from === undefined ? [] : [{ profile, from }]
  })
}

/** The groups of the school, as its rules name them. */
const groupsOf = ({ policy }: Pick<SchoolState, 'policy'>): ProfileKey[] =>
  profileKeys.filter((key) => policy.profiles.some(({ name }) => name === profiles[key].words))

function firstOfLoopback(range: string): string[] {
  const [net = '', bits = '32'] = range.split('/')
  if (!net.startsWith('127.')) return []
  const parts = net.split('.')
  return [bits === '32' ? net : [...parts.slice(0, 3), String(Number(parts[3]) + 1)].join('.')]
}
