// Who asks is known by the address that asks: a device with somebody signed in, else the part of the network it is in.

import { Refused } from '#/kernel/refusal.ts'
import { addressBytes, isInRange, type Range, rangeOf } from './ip-address.ts'
import type { SchoolOnNetwork } from './snapshot.ts'

/** Numbers are positions in the snapshot's schools and in the school's profiles. */
export type Asker = {
  school: number
  profile: number
  suspended: boolean
  who: string | null
  /** From when on the device is only what its network says. */
  untilMs: number
}

/** Undefined for an address that no school of the snapshot has. */
export type FindAsker = (address: string, nowMs: number) => Asker | undefined

type Part = Range & { asker: Asker; written: string }

/** Refuses, in words, ranges and addresses that are none, profiles that do not exist, and what two schools claim. */
export function findAskers(schools: readonly SchoolOnNetwork[]): FindAsker {
  const parts = schools.flatMap((school, number) => partsOf(school, number))
  parts.sort((a, b) => b.bits - a.bits)
  const claimed = new Map<string, number>()
  for (const { asker, written } of parts) {
    const sign = signOf(written)
    if ((claimed.get(sign) ?? asker.school) !== asker.school)
      throw new Refused(`Two schools say that the network ${written} is theirs.`)
    claimed.set(sign, asker.school)
  }
  const devices = devicesOf(schools)
  return (address, nowMs) => {
    const bytes = addressBytes(address)
    if (!bytes) return undefined
    const part = parts.find((range) => isInRange(bytes, range))?.asker
    const device = devices.get(bytes.join('.'))
    // A device counts only in the network of its school: an address handed on to another school is not it.
    return device && part?.school === device.school && device.untilMs > nowMs ? device : part
  }
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
  return school.networks.map(({ range, profile }) => {
    const read = rangeOf(range)
    if (!read) throw new Refused(`${range} is no range of addresses, such as 10.0.0.0/16.`)
    const asker = {
      school: number,
      profile: profileNumber(school, profile),
      suspended: false,
      who: null,
      untilMs: Number.POSITIVE_INFINITY,
    }
    return { ...read, asker, written: range }
  })
}

function devicesOf(schools: readonly SchoolOnNetwork[]): Map<string, Asker> {
  const devices = new Map<string, Asker>()
  for (const [number, school] of schools.entries()) {
    for (const { address, profile, suspended, who, untilMs } of school.devices) {
      const bytes = addressBytes(address)
      if (!bytes) throw new Refused(`${address} is no address of a device.`)
      devices.set(bytes.join('.'), {
        school: number,
        profile: profileNumber(school, profile),
        suspended,
        who,
        untilMs,
      })
    }
  }
  return devices
}

function profileNumber({ policy }: SchoolOnNetwork, wanted: string): number {
  const number = policy.profiles.findIndex(({ name }) => name === wanted)
  if (number < 0)
    throw new Refused(`A network or device has the profile ${wanted}, which its school does not have.`)
  return number
}
