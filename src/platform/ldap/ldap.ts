// A school's directory, spoken to over LDAP. It connects outwards only, never in clear beyond this machine, and gives
// every trouble back as a sentence for whoever looks after the directory.

import {
  AndFilter,
  Attribute,
  Change,
  Client,
  type Entry,
  EqualityFilter,
  InvalidCredentialsError,
  NoSuchObjectError,
  ResultCodeError,
} from 'ldapts'
import { Refused } from '#/kernel/refusal.ts'
import { ownPartOf } from './distinguished-name.ts'
import { passwordModifyOid, passwordModifyRequest } from './password-modify.ts'

/** `startTls` begins in clear and is encrypted before anything is said; `none` is for this machine alone. */
export type LdapSecurity = 'ldaps' | 'startTls' | 'none'

export type LdapAddress = {
  host: string
  port: number
  security: LdapSecurity
  /** Certificates to trust besides the usual ones, as PEM: a school's own authority. */
  trusted: string | null
}

export type LdapEntry = { dn: string; attributes: ReadonlyMap<string, readonly string[]> }

export type LdapChange = {
  /** An empty replacement takes the attribute away, and it is no error when it was not there. */
  replace: string
  values: readonly (string | Buffer)[]
}

/** What has to be equal, by attribute. */
export type LdapWanted = Readonly<Record<string, string>>

export type Ldap = {
  /** Every entry at or below the base where all of it is equal, page by page. Declined where the base is not there. */
  find: (base: string, wanted: LdapWanted, attributes: readonly string[]) => Promise<LdapEntry[]>
  add: (dn: string, attributes: Readonly<Record<string, readonly string[]>>) => Promise<void>
  modify: (dn: string, changes: readonly LdapChange[]) => Promise<void>
  /** Puts an entry below another parent; its own name stays. */
  move: (dn: string, parent: string) => Promise<void>
  /** The directory itself hashes the password (RFC 3062). */
  setPassword: (dn: string, password: string) => Promise<void>
  close: () => Promise<void>
}

/** Nobody answers, or not as a directory: it is worth trying again later. */
export class LdapUnreachable extends Refused {
  override name = 'LdapUnreachable'
}

/** The directory answers and will not: trying again without a change gives the same. */
export class LdapDeclined extends Refused {
  override name = 'LdapDeclined'
  /** The result code of RFC 4511. */
  readonly code: number
  constructor(message: string, code: number) {
    super(message)
    this.code = code
  }
}

/** What `add` is declined with where there is one already. */
export const alreadyThere = 68

const connectWithinMs = 8_000
const answerWithinMs = 30_000
const pageSize = 500

/** Connects and signs in. Refuses, in a sentence, an address in clear beyond this machine, a wrong certificate or password. */
export async function openLdap(address: LdapAddress, bindName: string, password: string): Promise<Ldap> {
  requireNotInClear(address)
  const client = new Client({
    url: `${address.security === 'ldaps' ? 'ldaps' : 'ldap'}://${hostInUrl(address.host)}:${address.port}`,
    connectTimeout: connectWithinMs,
    timeout: answerWithinMs,
    ...(address.security === 'ldaps' ? { tlsOptions: tlsOptions(address) } : {}),
  })
  try {
    if (address.security === 'startTls') await client.startTLS(tlsOptions(address))
    await client.bind(bindName, password)
  } catch (error) {
    await client.unbind().catch(() => undefined)
    throw troubleOf(error, address)
  }
  return ldapOf(client, address)
}

/** Refuses to send anything in clear beyond this machine. */
export function requireNotInClear({ host, security }: Pick<LdapAddress, 'host' | 'security'>): void {
  if (security !== 'none' || /^(localhost|127(\.\d{1,3}){3}|::1)$/.test(host)) return
  throw new Refused(
    'Without encryption only a directory on this very machine is used: passwords would cross the network in clear. Choose LDAPS or StartTLS.',
  )
}

function ldapOf(client: Client, address: LdapAddress): Ldap {
  const asked = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work()
    } catch (error) {
      throw troubleOf(error, address)
    }
  }
  return {
    find: (base, wanted, attributes) => asked(() => search(client, base, wanted, attributes)),
    add: (dn, attributes) =>
      asked(() =>
        client.add(
          dn,
          Object.entries(attributes).map(([type, values]) => new Attribute({ type, values: [...values] })),
        ),
      ),
    modify: (dn, changes) => asked(() => client.modify(dn, changes.map(changeOf))),
    move: (dn, parent) => asked(() => client.modifyDN(dn, `${ownPartOf(dn)},${parent}`)),
    setPassword: (dn, password) =>
      asked(async () => {
        await client.exop(passwordModifyOid, passwordModifyRequest(dn, password))
      }),
    close: () => client.unbind().catch(() => undefined),
  }
}

async function search(
  client: Client,
  base: string,
  wanted: LdapWanted,
  attributes: readonly string[],
): Promise<LdapEntry[]> {
  const filters = Object.entries(wanted).map(([attribute, value]) => new EqualityFilter({ attribute, value }))
  const { searchEntries } = await client.search(base, {
    scope: 'sub',
    filter: new AndFilter({ filters }),
    attributes: [...attributes],
    paged: { pageSize },
  })
  return searchEntries.map(entryOf)
}

function entryOf({ dn, ...attributes }: Entry): LdapEntry {
  const read = Object.entries(attributes).map(([name, value]): [string, string[]] => [
    name.toLowerCase(),
    (Array.isArray(value) ? value : [value]).map(String),
  ])
  return { dn, attributes: new Map(read) }
}

function changeOf({ replace, values }: LdapChange): Change {
  const modification = values.some((value) => typeof value !== 'string')
    ? new Attribute({ type: replace, values: values.map((value) => Buffer.from(value)) })
    : new Attribute({ type: replace, values: values.map(String) })
  return new Change({ operation: 'replace', modification })
}

function tlsOptions({ host, trusted }: LdapAddress) {
  return {
    ...(/^[\d.]+$|:/.test(host) ? {} : { servername: host }),
    host,
    minVersion: 'TLSv1.2' as const,
    ...(trusted === null ? {} : { ca: trusted }),
  }
}

const hostInUrl = (host: string) => (host.includes(':') ? `[${host}]` : host)

function troubleOf(error: unknown, { host, port }: LdapAddress): Refused {
  if (error instanceof Refused) return error
  const at = `${host}:${port}`
  if (error instanceof InvalidCredentialsError) {
    return new LdapUnreachable(`The directory at ${at} does not take our name and password.`)
  }
  if (error instanceof NoSuchObjectError) {
    return new LdapDeclined(`The directory at ${at} has no such place.`, error.code)
  }
  if (error instanceof ResultCodeError) {
    // What a directory says besides its code may repeat what was sent, a password for one.
    const code = error.name
      .replace(/Error$/, '')
      .replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ')
      .toLowerCase()
    return busyCodes.has(error.code)
      ? new LdapUnreachable(`The directory at ${at} is there and cannot work just now (${code}).`)
      : new LdapDeclined(`The directory at ${at} declined: ${code} (${error.code}).`, error.code)
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const wrong = certificateTroubles.find(([pattern]) => pattern.test(code))
  return new LdapUnreachable(
    wrong
      ? `The certificate of ${at} is not to be trusted (${code}): ${wrong[1]}`
      : `Nobody answers as a directory at ${at}${code ? ` (${code})` : ''}.`,
  )
}

/** What Node and OpenSSL call it, and what mends it. */
const certificateTroubles: readonly (readonly [RegExp, string])[] = [
  [/ALTNAME|HOSTNAME_MISMATCH/, 'it is for another name. Enter the name that the certificate bears.'],
  [/EXPIRED|NOT_YET_VALID/, 'it is out of date. Have a new one made for the directory.'],
  [
    /CERT|SELF_SIGNED|ISSUER|LEAF_SIGNATURE|INVALID_CA/,
    'nobody we know vouches for it. Give the certificate of the school’s own authority, or mend the directory’s.',
  ],
]

/** Busy, unavailable, time or administrative limit: the directory is there, later. */
const busyCodes: ReadonlySet<number> = new Set([3, 11, 51, 52])
