// The noun: somebody at an address of the school's network, and what that makes of the device. Pure.

import type { Device, ProxyKey } from '#/engines/filter/index.ts'
import { minuteMs } from '#/kernel/london-time.ts'
import type { Present } from '#/platform/sign-in/sign-in.ts'
import type { SeatNow } from '../accounts/index.ts'
import { type ProfileKey, profileKeys, profiles } from '../filtering/index.ts'
import type { CountingKey } from '../proxy-keys/index.ts'
import { canonicalAddress, type TellerKind, type ToldLogon } from '../told-logons/index.ts'
import { deviceKey } from './device-addresses.ts'

export type Stay = {
  /** The session, the lesson in which a child sits there, or the logon. */
  sessionId: string
  address: string
  personId: string | null
  classId: string | null
  adultId: string | null
  since: Date
  until: Date
  /** Which kind of system of the school told of it; null where somebody signed in to Schoolkeeper, or sits there. */
  toldBy: TellerKind | null
}

/** What people and classes get here. Whoever is missing is not of the school today. */
export type WhoGetsWhat = {
  people: ReadonlyMap<string, ProfileKey>
  classes: ReadonlyMap<string, ProfileKey>
  /** Whose internet is stopped, or that of which logon, and until when; null until it is lifted. */
  stopped: ReadonlyMap<string, Date | null>
  /** Logons that a class uses together. */
  classLogons: readonly { accountId: string; classId: string }[]
}

/** Those who still count as being there: some minutes after the last page, and never longer than their session. */
export function staysNow(present: readonly Present[], lastsMinutes: number, now: Date): Stay[] {
  return present.flatMap(({ sessionId, address, seenAt, endsAt, personId, classId, adultId }) => {
    const lasts = seenAt.getTime() + lastsMinutes * minuteMs
    const until = new Date(Math.min(lasts, endsAt.getTime()))
    const who = { sessionId, address, personId, classId, adultId }
    return until <= now ? [] : [{ ...who, since: seenAt, until, toldBy: null }]
  })
}

/** Children at devices whose address the school has written down, while a lesson is open there. */
export function staysAtSeats(
  seats: readonly SeatNow[],
  addresses: ReadonlyMap<string, string>,
  isHere: (address: string) => boolean,
): Stay[] {
  return seats.flatMap(({ seatingId, personId, device, since, until }) => {
    const address = addresses.get(deviceKey(device))
    if (address === undefined || !isHere(address)) return []
    const who = { sessionId: seatingId, address, personId, classId: null, adultId: null }
    return [{ ...who, since, until, toldBy: null }]
  })
}

/** Whoever logged on to the network itself, as its systems tell it. */
export const staysByLogon = (logons: readonly ToldLogon[]): Stay[] =>
  logons.map(({ id, address, personId, classId, adultId, since, until, tellerKind }) => ({
    ...{ sessionId: id, address, personId, classId, adultId, since, until },
    toldBy: tellerKind,
  }))

/** What a class has open at a device says less than which child sits there. */
export function withoutSeated(stays: readonly Stay[], seated: readonly Stay[]): Stay[] {
  const addresses = new Set(seated.map(({ address }) => address))
  return [...stays.filter(({ classId, address }) => classId === null || !addresses.has(address)), ...seated]
}

type Known = {
  personId: string | null
  isNamed: boolean
  profile: ProfileKey
  stopped: Device['stopped']
  until: Date
}

/** What engines are told of each address, in the order of addresses. */
export function devicesOf(stays: readonly Stay[], what: WhoGetsWhat): Device[] {
  const byAddress = Map.groupBy(stays, ({ address }) => canonicalAddress(address))
  return [...byAddress.keys()].sort().flatMap((address) => {
    const known = (byAddress.get(address) ?? []).flatMap((stay) => knownOf(stay, what))
    const [first, ...others] = known
    if (first === undefined) return []
    const untilMs = Math.max(...known.map(({ until }) => until.getTime()))
    const isOne = others.every(({ personId }) => personId !== null && personId === first.personId)
    return {
      address,
      profile: profiles[strictest(known)].words,
      who: isOne && known.some(({ isNamed }) => isNamed) ? first.personId : null,
      stopped: stoppedForAll(known),
      untilMs,
    }
  })
}

function knownOf({ personId, classId, until, toldBy }: Stay, what: WhoGetsWhat): Known[] {
  const { people, classes, classLogons } = what
  const profile = personId === null ? classes.get(classId ?? '') : people.get(personId)
  if (profile === undefined) return []
  const logons = classLogons.filter((logon) => logon.classId === classId).map(({ accountId }) => accountId)
  const stopped = stoppedFor(personId === null ? logons : [personId], what)
  // A script’s token can be read by whoever logs on there, so it accuses nobody.
  return [{ personId, isNamed: toldBy !== 'script', profile, stopped, until }]
}

/** Stopped where one of them is, until the last of them is not: a class cannot choose the other of its logons. */
function stoppedFor(subjects: readonly string[], { stopped }: WhoGetsWhat): Device['stopped'] {
  const ends = subjects.flatMap((id) => {
    const end = stopped.get(id)
    return end === undefined ? [] : [end?.getTime() ?? null]
  })
  if (ends.length === 0) return null
  return { untilMs: ends.includes(null) ? null : Math.max(...ends.map(Number)) }
}

/** What engines are told of keys for the proxy. A key of somebody who is not here today counts for nothing. */
export function keyHoldersOf(keys: readonly CountingKey[], what: WhoGetsWhat): ProxyKey[] {
  return keys.flatMap(({ name, secretHash, personId, until }) => {
    const profile = what.people.get(personId)
    if (profile === undefined) return []
    const stopped = stoppedFor([personId], what)
    const { words } = profiles[profile]
    return [{ name, secretHash, profile: words, who: personId, stopped, untilMs: until.getTime() }]
  })
}

const strictest = (known: readonly Known[]): ProfileKey =>
  profileKeys.find((key) => known.some(({ profile }) => profile === key)) ?? 'earlyYears'

/**
 * One whose internet is stopped must not stop that of a whole class behind one address, nor be pointed out by it. Whom a
 * script tells of besides lifts nobody's suspension: its token can be read by the one who is stopped.
 */
function stoppedForAll(known: readonly Known[]): Device['stopped'] {
  const sure = known.filter(({ isNamed }) => isNamed)
  const those = sure.length > 0 ? sure : known
  if (those.some(({ stopped }) => stopped === null)) return null
  const ends = those.flatMap(({ stopped }) => stopped?.untilMs ?? [])
  return { untilMs: ends.length === 0 ? null : Math.min(...ends) }
}
