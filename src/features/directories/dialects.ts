// How directories say the same things differently, as a table: one row for each kind of directory. Pure.

import { addDays, instantAt, isCalendarDate, londonDate } from '#/kernel/london-time.ts'
import type { LdapChange, LdapEntry } from '#/platform/ldap/ldap.ts'
import type { Change, Facts } from './entry-facts.ts'

export type DialectKey = 'openLdap' | 'activeDirectory'

export type NewEntry = Omit<Facts, 'place'> & { logonName: string; ownId: string; logonDomain: string | null }

export type Dialect = {
  words: string
  /** The attribute that an entry's own name is made of. */
  namedBy: 'uid' | 'cn'
  /** What an entry of a person is found by. */
  objectClass: string
  logonAttribute: string
  /** Where our own id stands: whatever is renamed or moved there is found again. */
  idAttribute: string
  /** What has to be read, so that `read` can say the facts. */
  attributes: readonly string[]
  create: (entry: NewEntry) => Readonly<Record<string, readonly string[]>>
  read: (entry: LdapEntry) => Omit<Facts, 'place'>
  /** When somebody last logged on there; null where the directory does not tell. */
  lastLogOn: (entry: LdapEntry) => Date | null
  /** What writes the changes, besides a move. `found` is null for what was just made. */
  write: (changes: readonly Change[], found: LdapEntry | null) => readonly LdapChange[]
  /** Null: the directory's own request for passwords is used (RFC 3062). */
  passwordChange: ((password: string) => LdapChange) | null
  mustChange: (must: boolean) => readonly LdapChange[]
  /** Ends a lock that came of wrong passwords. */
  unlock: readonly LdapChange[]
  /** The result code with which it declines to start an entry that has no password; null where it starts it. */
  startNeedsPassword: number | null
}

const usual = ['cn', 'sn', 'givenName', 'displayName', 'employeeNumber'] as const

/** Behera's password policy, as OpenLDAP's overlay has it: this value locks until an administrator unlocks. */
const lockedForGood = '000001010000Z'

const openLdap: Dialect = {
  words: 'OpenLDAP, with the password policy overlay (ppolicy)',
  namedBy: 'uid',
  objectClass: 'inetOrgPerson',
  logonAttribute: 'uid',
  idAttribute: 'employeeNumber',
  attributes: [...usual, 'uid', 'pwdAccountLockedTime', 'pwdEndTime', 'pwdLastSuccess'],
  create: ({ logonName, ownId, ...names }) => ({
    objectClass: ['top', 'person', 'organizationalPerson', 'inetOrgPerson'],
    uid: [logonName],
    employeeNumber: [ownId],
    ...filled({
      cn: names.displayName,
      sn: names.familyName,
      givenName: names.givenName,
      displayName: names.displayName,
    }),
  }),
  read: (entry) => ({
    ...namesOf(entry),
    works: one(entry, 'pwdAccountLockedTime') === lockedForGood ? 'no' : 'yes',
    lastDay: dayBefore(readGeneralizedTime(one(entry, 'pwdEndTime'))),
  }),
  lastLogOn: (entry) => readGeneralizedTime(one(entry, 'pwdLastSuccess')),
  write: (changes) =>
    changes.flatMap(({ what, to }): LdapChange[] => {
      if (what === 'works') return [replace('pwdAccountLockedTime', to === 'no' ? lockedForGood : '')]
      if (what === 'lastDay') return [replace('pwdEndTime', to === '' ? '' : generalizedTime(endOf(to)))]
      if (what === 'displayName') return [replace('displayName', to), replace('cn', to)]
      return nameChange(what, to)
    }),
  passwordChange: null,
  mustChange: (must) => [replace('pwdReset', must ? 'TRUE' : '')],
  unlock: [replace('pwdAccountLockedTime', '')],
  startNeedsPassword: null,
}

/** RFC 4511, with which Active Directory declines whatever its rules for passwords do not allow. */
const unwillingToPerform = 53
const disabledFlag = 0x2
const normalAccount = 0x200

const activeDirectory: Dialect = {
  words: 'Microsoft Active Directory',
  namedBy: 'cn',
  objectClass: 'user',
  logonAttribute: 'sAMAccountName',
  idAttribute: 'employeeNumber',
  attributes: [
    ...usual,
    ...['sAMAccountName', 'userAccountControl', 'accountExpires', 'lockoutTime', 'lastLogonTimestamp'],
  ],
  // Without a password it cannot work yet: it is made disabled, and its first password starts it.
  create: ({ logonName, ownId, logonDomain, ...names }) => ({
    objectClass: ['top', 'person', 'organizationalPerson', 'user'],
    sAMAccountName: [logonName],
    employeeNumber: [ownId],
    userAccountControl: [String(normalAccount | disabledFlag)],
    ...filled({
      userPrincipalName: logonDomain === null ? '' : `${logonName}@${logonDomain}`,
      sn: names.familyName,
      givenName: names.givenName,
      displayName: names.displayName,
    }),
  }),
  read: (entry) => ({
    ...namesOf(entry),
    works: Number(one(entry, 'userAccountControl')) & disabledFlag ? 'no' : 'yes',
    lastDay: dayBefore(readFileTime(one(entry, 'accountExpires'))),
  }),
  // Up to two weeks late there, which for a logon that is forgotten is early enough.
  lastLogOn: (entry) => readFileTime(one(entry, 'lastLogonTimestamp')),
  write: (changes, found) =>
    changes.flatMap(({ what, to }): LdapChange[] => {
      if (what === 'works') {
        const flags = Number((found && one(found, 'userAccountControl')) || normalAccount)
        return [
          replace('userAccountControl', String(to === 'no' ? flags | disabledFlag : flags & ~disabledFlag)),
        ]
      }
      if (what === 'lastDay') return [replace('accountExpires', to === '' ? '0' : fileTime(endOf(to)))]
      return nameChange(what, to)
    }),
  passwordChange: (password) => ({
    replace: 'unicodePwd',
    values: [Buffer.from(`"${password}"`, 'utf16le')],
  }),
  mustChange: (must) => [replace('pwdLastSet', must ? '0' : '-1')],
  unlock: [replace('lockoutTime', '0')],
  startNeedsPassword: unwillingToPerform,
}

export const dialects: Readonly<Record<DialectKey, Dialect>> = { openLdap, activeDirectory }
export const dialectKeys = Object.keys(dialects) as DialectKey[]

/** Our own id as an entry bears it. */
export const ownIdOf = (accountId: string) => `schoolkeeper:${accountId}`

/** The logon that an entry is ours for; null when it is not ours. */
export function accountIdIn(entry: LdapEntry, { idAttribute }: Dialect): string | null {
  return /^schoolkeeper:(.+)$/.exec(one(entry, idAttribute))?.[1] ?? null
}

/** An attribute's first value, or nothing. */
export function one(entry: LdapEntry, attribute: string): string {
  return entry.attributes.get(attribute.toLowerCase())?.[0] ?? ''
}

function namesOf(entry: LdapEntry) {
  return {
    displayName: one(entry, 'displayName'),
    givenName: one(entry, 'givenName'),
    familyName: one(entry, 'sn'),
  }
}

function nameChange(what: Change['what'], to: string): LdapChange[] {
  const attribute = { displayName: 'displayName', givenName: 'givenName', familyName: 'sn' } as const
  return what in attribute ? [replace(attribute[what as keyof typeof attribute], to)] : []
}

function replace(attribute: string, value: string): LdapChange {
  return { replace: attribute, values: value === '' ? [] : [value] }
}

/** Directories take no empty values. */
function filled(attributes: Readonly<Record<string, string>>): Record<string, readonly string[]> {
  return Object.fromEntries(
    Object.entries(attributes)
      .filter(([, value]) => value !== '')
      .map(([name, value]) => [name, [value]]),
  )
}

/** The first moment after the last day. */
const endOf = (lastDay: string) => instantAt(addDays(lastDay, 1), '00:00')

function dayBefore(moment: Date | null): string {
  if (moment === null) return ''
  return londonDate(new Date(moment.getTime() - 1))
}

const generalizedTime = (at: Date) => `${at.toISOString().slice(0, 19).replaceAll(/[-:T]/g, '')}Z`

function readGeneralizedTime(text: string): Date | null {
  const [, year, month, day, hours, minutes, seconds] =
    /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?(?:\.\d+)?Z$/.exec(text) ?? []
  if (!year || !isCalendarDate(`${year}-${month}-${day}`)) return null
  return new Date(`${year}-${month}-${day}T${hours}:${minutes}:${seconds ?? '00'}Z`)
}

/** Hundreds of nanoseconds since 1601; 0 and the largest number mean never. */
const fileTimeOf1970 = 11_644_473_600_000n
const never = new Set(['', '0', '9223372036854775807'])

const fileTime = (at: Date) => String((BigInt(at.getTime()) + fileTimeOf1970) * 10_000n)

function readFileTime(text: string): Date | null {
  if (never.has(text) || !/^\d{1,19}$/.test(text)) return null
  return new Date(Number(BigInt(text) / 10_000n - fileTimeOf1970))
}
