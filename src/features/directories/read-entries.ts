// What a directory holds below the base, and which entry belongs to which logon.

import { canonicalName, parentOf } from '#/platform/ldap/distinguished-name.ts'
import type { LdapEntry } from '#/platform/ldap/ldap.ts'
import { accountIdIn, dialects, one, ownIdOf } from './dialects.ts'
import type { Facts } from './entry-facts.ts'
import type { Reached } from './reach-directory.ts'

export type FoundEntry = { dn: string; facts: Facts; accountId: string | null; entry: LdapEntry }

/** Every person's entry below the base. */
export async function readEntries({ connection, ldap }: Reached): Promise<FoundEntry[]> {
  const { objectClass, attributes } = dialects[connection.dialect]
  const entries = await ldap.find(connection.base, { objectClass }, attributes)
  return entries.map((entry) => foundEntry(connection.dialect, entry))
}

/** The entry of a logon: by our own id, wherever it was moved to, else by its logon name. Null when there is none. */
export async function findEntry(
  { connection, ldap }: Reached,
  { accountId, logonName }: { accountId: string; logonName: string },
): Promise<FoundEntry | null> {
  const { objectClass, attributes, idAttribute, logonAttribute } = dialects[connection.dialect]
  for (const wanted of [{ [idAttribute]: ownIdOf(accountId) }, { [logonAttribute]: logonName }]) {
    const [entry] = await ldap.find(connection.base, { objectClass, ...wanted }, attributes)
    if (entry) return foundEntry(connection.dialect, entry)
  }
  return null
}

/** Entries by the logon that they belong to, and by the logon name that they bear. */
export function entryIndex(dialect: keyof typeof dialects, entries: readonly FoundEntry[]) {
  const byId = new Map(entries.flatMap((found) => (found.accountId ? [[found.accountId, found]] : [])))
  const byName = new Map(
    entries.map((found) => [one(found.entry, dialects[dialect].logonAttribute).toLowerCase(), found]),
  )
  return ({ accountId, logonName }: { accountId: string; logonName: string }): FoundEntry | null =>
    byId.get(accountId) ?? byName.get(logonName) ?? null
}

function foundEntry(dialect: keyof typeof dialects, entry: LdapEntry): FoundEntry {
  const row = dialects[dialect]
  return {
    dn: entry.dn,
    facts: { place: canonicalName(parentOf(entry.dn)), ...row.read(entry) },
    accountId: accountIdIn(entry, row),
    entry,
  }
}
