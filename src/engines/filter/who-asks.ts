// Who asks is known by the address that asks: a device with somebody signed in, else the part of the network it is in.

import { Refused } from '#/kernel/refusal.ts'
import { addressBytes, isInRange, type Range, rangeOf } from './ip-address.ts'
import type { Device, SchoolOnNetwork, SignedIn } from './snapshot.ts'
import { isTestAddress } from './test-address.ts'

/** Numbers are positions in the snapshot's schools and in the school's profiles. */
export type Asker = {
  school: number
  profile: number
  /** Reaches only what is always open now. */
  suspended: boolean
  /**
   * Known by a device, by a key of their own, or only by the part of the network: who signs in there may get something
   * else. A test of the filter is nobody's visit.
   */
  knownBy: 'device' | 'key' | 'network' | 'test'
  /** In a part of the network for people's own devices. */
  onOwnDevice: boolean
  who: string | null
  /** From when on somebody has to be found anew. */
  untilMs: number
}

/** Undefined for an address that no school of the snapshot has. */
export type FindAsker = (address: string, nowMs: number) => Asker | undefined

type Part = Range & { asker: Asker; written: string }

/** A device, or the holder of a key, as they stand when they are stopped, and when they are not. */
export type Known = { school: number; untilMs: number; stoppedUntilMs: number; open: Asker; stopped: Asker }

/**
 * Refuses, in words, ranges and addresses that are none, profiles of networks that do not exist, what two schools claim,
 * and a test address that others could have. Who is signed in comes from a file of its own, which may be older than the
 * snapshot: whoever has a profile there that is gone gets the strictest.
 */
export function findAskers(schools: readonly SchoolOnNetwork[], signedIn?: SignedIn): FindAsker {
  const parts = schools.flatMap((school, number) => partsOf(school, number))
  parts.sort((a, b) => b.bits - a.bits)
  const claimed = new Map<string, number>()
  for (const { asker, written } of parts) {
    const sign = signOf(written)
    if ((claimed.get(sign) ?? asker.school) !== asker.school)
      throw new Refused(`Two schools say that the network ${written} is theirs.`)
    claimed.set(sign, asker.school)
  }
  const devices = devicesOf(schools, signedIn)
  const tests = testAskers(schools)
  return (address, nowMs) => {
    const bytes = addressBytes(address)
    if (!bytes) return undefined
    const test = tests.get(bytes.join('.'))
    if (test) return test
    const part = parts.find((range) => isInRange(bytes, range))?.asker
    const device = devices.get(bytes.join('.'))
    // A device counts only in the network of its school: an address handed on to another school is not it.
    if (!device || part?.school !== device.school || device.untilMs <= nowMs) return part
    return askerNow(device, nowMs, part)
  }
}

/** Stopped, or not, as it is at that moment; in a part for own devices it is one, whoever signs in on it. */
export function askerNow(
  { stoppedUntilMs, stopped, open }: Known,
  nowMs: number,
  { onOwnDevice }: Pick<Asker, 'onOwnDevice'>,
): Asker {
  const asker = stoppedUntilMs > nowMs ? stopped : open
  return onOwnDevice ? { ...asker, onOwnDevice } : asker
}

/** The schools, without the networks that two of them name: nobody could tell whose an address is. `tell` hears of each. */
export function withoutShared(
  schools: readonly SchoolOnNetwork[],
  tell: (sentence: string) => void,
): SchoolOnNetwork[] {
  const namedBy = new Map<string, Set<string>>()
  for (const { school, networks } of schools)
    for (const { range } of networks) {
      const sign = signOf(range)
      namedBy.set(sign, (namedBy.get(sign) ?? new Set()).add(school))
    }
  for (const [range, by] of namedBy)
    if (by.size > 1) tell(`The network ${range} is left out of the filter: ${[...by].join(' and ')} name it.`)
  return schools.map((school) => ({
    ...school,
    networks: school.networks.filter(({ range }) => namedBy.get(signOf(range))?.size === 1),
  }))
}

/** The same for each way in which a range can be written; what is no range stays as it is written. */
function signOf(written: string): string {
  const range = rangeOf(written)
  if (!range) return written
  const fixed = range.bytes.map(
    (byte, at) => byte & (0xff00 >> Math.max(0, Math.min(8, range.bits - at * 8))),
  )
  return `${fixed.join('.')}/${range.bits}`
}

function partsOf(school: SchoolOnNetwork, number: number): Part[] {
  return school.networks.map(({ range, profile, signInFirst = false, ownDevices = false }) => {
    const read = rangeOf(range)
    if (!read) throw new Refused(`${range} is no range of addresses, such as 10.0.0.0/16.`)
    const asker = {
      school: number,
      profile: profileNumber(school, profile),
      suspended: signInFirst,
      knownBy: 'network' as const,
      onOwnDevice: ownDevices,
      who: null,
      untilMs: Number.POSITIVE_INFINITY,
    }
    return { ...read, asker, written: range }
  })
}

function testAskers(schools: readonly SchoolOnNetwork[]): Map<string, Asker> {
  const known = new Map<string, Asker>()
  for (const [number, school] of schools.entries())
    for (const { address, profile } of school.testAddresses ?? []) {
      if (!isTestAddress(address) || known.has(address))
        throw new Refused(`${address} cannot stand for a group of one school alone.`)
      known.set(address, {
        school: number,
        profile: profileNumber(school, profile),
        suspended: false,
        knownBy: 'test',
        onOwnDevice: false,
        who: null,
        untilMs: Number.POSITIVE_INFINITY,
      })
    }
  return known
}

function devicesOf(schools: readonly SchoolOnNetwork[], signedIn: SignedIn | undefined): Map<string, Known> {
  const known = new Map<string, Known>()
  for (const [number, school] of schools.entries()) {
    const present = signedIn?.schools.find((one) => one.school === school.school)?.devices ?? []
    // Who is signed in on a device says more of it than what the device itself is.
    for (const device of [...school.devices, ...present]) {
      const bytes = addressBytes(device.address)
      if (!bytes) throw new Refused(`${device.address} is no address of a device.`)
      known.set(bytes.join('.'), knownAs('device', school, number, device))
    }
  }
  return known
}

/** What stands in a file is known as that. A profile that is gone is the strictest. */
export function knownAs(
  knownBy: 'device' | 'key',
  { policy }: SchoolOnNetwork,
  school: number,
  { profile, who, untilMs, stopped }: Omit<Device, 'address'>,
): Known {
  const stoppedUntilMs = stopped === null ? 0 : (stopped.untilMs ?? Number.POSITIVE_INFINITY)
  const open: Asker = {
    school,
    profile: Math.max(
      0,
      policy.profiles.findIndex(({ name }) => name === profile),
    ),
    suspended: false,
    knownBy,
    onOwnDevice: false,
    who,
    untilMs,
  }
  const asStopped = { ...open, suspended: true, untilMs: Math.min(untilMs, stoppedUntilMs) }
  return { school, untilMs, stoppedUntilMs, open, stopped: asStopped }
}

function profileNumber({ policy }: SchoolOnNetwork, wanted: string): number {
  const number = policy.profiles.findIndex(({ name }) => name === wanted)
  if (number < 0)
    throw new Refused(
      `A network or a test address has the profile ${wanted}, which its school does not have.`,
    )
  return number
}
