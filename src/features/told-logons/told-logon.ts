// Somebody logged on at an address of the school's network, or a device has that address: as a system of the school tells it. Pure.

import { isIPv6 } from 'node:net'
import * as z from 'zod'
import { hourMs, minuteMs } from '#/kernel/london-time.ts'
import { bareAddress } from '#/platform/sign-in/school-network.ts'
import type { Status } from '#/platform/web/components/records.ts'

/** Who tells it. Whoever can read a token can say with it what its kind may say, so a script may say less. */
export const tellers = {
  server: {
    words: 'A server of the school',
    means:
      'The RADIUS server of the Wi-Fi, the DHCP server, or the directory. Only those who keep it can read the token.',
  },
  script: {
    words: 'A logon script on devices',
    means:
      'Whoever logs on there can read the token. So it speaks for pupils only, for the device that it runs on, and what is opened there is put on record without a name. A pupil who knows how can take another pupil’s rules with it.',
  },
} as const
export type TellerKind = keyof typeof tellers

export type Teller = {
  id: string
  kind: TellerKind
  name: string
  madeAt: Date
  until: Date
  endedAt: Date | null
  lastToldAt: Date | null
  lastRefusedAt: Date | null
  lastRefusal: string | null
}

export const tellerStates = {
  quiet: { text: 'Not heard yet', means: 'It has told nothing so far.', colour: 'orange' },
  heard: { text: 'Telling', means: 'What it tells reaches the filter within two seconds.', colour: 'green' },
  over: { text: 'Over', means: 'Its token counts no more.', colour: 'grey' },
} as const satisfies Record<string, Status>

export const tellerLastsDays = 365

/** A token that counts. */
export const counts = ({ until, endedAt }: Pick<Teller, 'until' | 'endedAt'>, now: Date): boolean =>
  endedAt === null && now < until

/** How it stands: not heard of yet, telling, or over. */
export const stateOf = (teller: Teller, now: Date): keyof typeof tellerStates =>
  !counts(teller, now) ? 'over' : teller.lastToldAt === null ? 'quiet' : 'heard'

/** The school's own domains and realms, of the text of a setting. */
export const realmsIn = (text: string): ReadonlySet<string> =>
  new Set(
    text
      .toLowerCase()
      .split(/[\s,]+/)
      .filter((realm) => realm !== ''),
  )

/**
 * The logon's own name, of what Windows (SCHOOL\\name) and RADIUS (name@school.example) make of it. Null where it says a
 * domain that is not among the school's: a visitor from another school has a name that somebody here may have too.
 */
export function nameOfLogon(told: string, realms: ReadonlySet<string>): string | null {
  const [, before, name = '', after] =
    /^(?:([^\\]*)\\)?([^@]*)(?:@(.*))?$/.exec(told.trim().toLowerCase()) ?? []
  const isOurs = [before, after].every((realm) => realm === undefined || realms.has(realm))
  return isOurs && name !== '' ? name : null
}

/** An address in the one way in which we write it, so that one device is one however a system writes it. */
export function canonicalAddress(address: string): string {
  const bare = bareAddress(address.toLowerCase())
  return isIPv6(bare) ? bareAddress(new URL(`http://[${bare}]`).hostname.slice(1, -1)) : bare
}

/** A hardware address however it is written, as aa:bb:cc:dd:ee:ff; null for anything else. */
export function hardwareAddress(told: string): string | null {
  const digits = told.toLowerCase().replaceAll(/[-:.]/g, '')
  return /^[0-9a-f]{12}$/.test(digits) ? (digits.match(/../g) ?? []).join(':') : null
}

const plain = (text: string): boolean => !/\p{Cc}|\p{Cs}/u.test(text)
const logonName = z
  .string('Say which logon, as “account”.')
  .trim()
  .min(1, 'Say which logon, as “account”.')
  .max(200, '“account” is too long.')
  .refine(plain, '“account” has signs in it that no name has.')
const address = z
  .string('Say at which address of the network, as “address”.')
  .refine(
    (text) => z.ipv4().safeParse(text).success || z.ipv6().safeParse(text).success,
    '“address” is no address such as 10.4.8.17.',
  )
  .transform(canonicalAddress)
const session = z
  .string('“session” is no text.')
  .max(200, '“session” is too long.')
  .refine(plain, '“session” is no text.')
const device = z
  .string('Say which device, by its hardware address, as “device”.')
  .transform((text, checked) => {
    const read = hardwareAddress(text)
    if (read === null)
      checked.addIssue({
        code: 'custom',
        message: '“device” is no hardware address such as aa:bb:cc:dd:ee:ff.',
      })
    return read ?? ''
  })
/** From a minute to a week: a lease of a month says nothing of who is there today. */
const seconds = z
  .number('“seconds” is no number.')
  .transform((told) => Math.min(Math.max(told, minuteMs / 1000), 7 * 24 * 3600))

export const toldLogon = z.object({
  account: logonName,
  address: address.optional(),
  device: device.optional(),
  session: session.optional(),
})
export const toldLogoff = z.object({
  account: logonName.optional(),
  address: address.optional(),
  device: device.optional(),
  session: session.optional(),
})
export const toldLease = z.object({ device, address, seconds })
export const toldLeaseEnd = z.object({ device })

export type ToldLogon = {
  id: string
  tellerId: string
  tellerKind: TellerKind
  accountId: string
  personId: string | null
  classId: string | null
  adultId: string | null
  address: string
  /** The device's hardware address, where it was told, or known by its lease. */
  device: string | null
  /** What the Wi-Fi calls this stay of the device; null where that was not told. */
  session: string | null
  since: Date
  until: Date
}

/** Until when a logon counts that nobody tells the end of: the hours that the school set, and no longer than the lease. */
export function countsUntil(now: Date, lastsHours: number, lease: { until: Date } | undefined): Date {
  const longest = now.getTime() + lastsHours * hourMs
  return new Date(Math.min(longest, lease?.until.getTime() ?? longest))
}

/** Until when it counts with a lease that begins or goes on: no longer than that, and than the hours from its beginning. */
export function countsWithLease(
  { since, until }: Pick<ToldLogon, 'since' | 'until'>,
  lastsHours: number,
  lease: { until: Date },
): Date {
  const longest = Math.max(since.getTime() + lastsHours * hourMs, until.getTime())
  return new Date(Math.min(longest, lease.until.getTime()))
}
