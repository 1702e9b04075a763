// A snapshot as one thread uses it: compiled once when it comes, then only read. It is swapped by its reference.

import {
  addressBytes,
  compilePolicy,
  createDecider,
  type Decide,
  type FindAsker,
  findAskers,
  type LoadedSnapshot,
  type Manner,
  type SchoolOnNetwork,
  safeHosts,
  schoolDaysOf,
  strictestManner,
} from '#/engines/filter/index.ts'
import { recordType } from './wire.ts'

/** Everything that an answer depends on, but for what others said (the cache). */
export type Serving = { findAsker: FindAsker; schools: readonly ServingSchool[] }

export type ServingSchool = {
  snapshotMadeAtMs: number
  school: string
  decide: Decide
  /** Numbers of the categories that nothing opens for a time. */
  neverOpen: ReadonlySet<number>
  profiles: readonly ServingProfile[]
  isSchoolDay: (date: string) => boolean
  blockPage: Addresses
  localNames: ReadonlyMap<string, Addresses>
  /** The number of the servers that answer for a name and its children; 0 are those outside. */
  forwards: ReadonlyMap<string, number>
}

export type ServingProfile = { blockedAs: Manner['blockedAs']; safeHosts: ReadonlyMap<string, string> }

/** Addresses by the type of record that holds them. */
export type Addresses = ReadonlyMap<number, readonly Uint8Array[]>

/** Compiles a snapshot. Refuses, in words, what does not fit together. `groupOf` numbers groups of servers. */
export function prepareServing(
  { snapshot, index, sealed, signedIn }: LoadedSnapshot,
  groupOf: (servers: readonly string[]) => number,
): Serving {
  return {
    findAsker: findAskers(snapshot.schools, signedIn),
    schools: snapshot.schools.map((school) => ({
      snapshotMadeAtMs: snapshot.madeAtMs,
      school: school.school,
      decide: createDecider(compilePolicy(index, school.policy), sealed),
      neverOpen: new Set(school.policy.closedToExceptions.map((name) => index.categories.indexOf(name))),
      profiles: profilesOf(school),
      isSchoolDay: schoolDaysOf(school),
      blockPage: addressesOf([school.blockPage.ipv4, school.blockPage.ipv6]),
      localNames: new Map(
        school.localNames.map(({ name, addresses }) => [name.toLowerCase(), addressesOf(addresses)]),
      ),
      forwards: new Map(school.forwards.map(({ name, servers }) => [name.toLowerCase(), groupOf(servers)])),
    })),
  }
}

function profilesOf({ policy, manners }: SchoolOnNetwork): ServingProfile[] {
  return policy.profiles.map(({ name }) => {
    const manner = manners.find(({ profile }) => profile === name) ?? strictestManner
    return { blockedAs: manner.blockedAs, safeHosts: safeHosts(manner.safeSearch, manner.youTube) }
  })
}

function addressesOf(written: readonly (string | null)[]): Addresses {
  const all = written.flatMap((address) => (address === null ? [] : (addressBytes(address) ?? [])))
  return Map.groupBy(all, ({ length }) => (length === 4 ? recordType.a : recordType.aaaa))
}
