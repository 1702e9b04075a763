// Accounts and groups as the protocol writes them (RFC 7643, sections 4.1 and 4.2).

import type { SourceGroup } from './connection.ts'
import type { Entry } from './entry.ts'

export const userSchema = 'urn:ietf:params:scim:schemas:core:2.0:User'
export const groupSchema = 'urn:ietf:params:scim:schemas:core:2.0:Group'
const listSchema = 'urn:ietf:params:scim:api:messages:2.0:ListResponse'
const errorSchema = 'urn:ietf:params:scim:api:messages:2.0:Error'

export type Drawn = Readonly<Record<string, unknown>>

/** A weak ETag: it changes with every revision. */
export const versionOf = ({ revision }: { revision: number }): string => `W/"${revision}"`

type Kept = { id: string; madeAt: Date; changedAt: Date; revision: number }

const meta = (resourceType: 'User' | 'Group', kept: Kept, base: string) => ({
  resourceType,
  created: kept.madeAt.toISOString(),
  lastModified: kept.changedAt.toISOString(),
  location: `${base}/${resourceType}s/${kept.id}`,
  version: versionOf(kept),
})

/** An account, with what the source said of it and nothing that the school knows besides. */
export function drawUser(entry: Entry, base: string): Drawn {
  const { userName, externalId, givenName, familyName, displayName, email, title, userType, active } =
    entry.said
  const name = withoutNull({ givenName, familyName })
  return {
    schemas: [userSchema],
    id: entry.id,
    ...withoutNull({ externalId }),
    userName,
    ...(Object.keys(name).length === 0 ? {} : { name }),
    ...withoutNull({ displayName, title, userType }),
    ...(email === null ? {} : { emails: [{ value: email, type: 'work', primary: true }] }),
    active,
    meta: meta('User', entry, base),
  }
}

/** A group. `members` is null where the source asked not to have them. */
export function drawGroup(group: SourceGroup, members: readonly string[] | null, base: string): Drawn {
  return {
    schemas: [groupSchema],
    id: group.id,
    ...withoutNull({ externalId: group.externalId }),
    displayName: group.name,
    ...(members === null
      ? {}
      : { members: members.map((value) => ({ value, type: 'User', $ref: `${base}/Users/${value}` })) }),
    meta: meta('Group', group, base),
  }
}

/** A page of resources; SCIM counts from 1. */
export function drawList(found: { resources: readonly Drawn[]; total: number; startIndex: number }): Drawn {
  return {
    schemas: [listSchema],
    totalResults: found.total,
    startIndex: found.startIndex,
    itemsPerPage: found.resources.length,
    Resources: found.resources,
  }
}

/** The body of a refusal (RFC 7644, section 3.12); `scimType` is null where none fits. */
export function drawError(status: number, detail: string, scimType: string | null): Drawn {
  return { schemas: [errorSchema], status: String(status), ...withoutNull({ scimType }), detail }
}

function withoutNull(fields: Readonly<Record<string, string | null>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).filter((field): field is [string, string] => field[1] !== null),
  )
}

const mostOnPage = 200

/** What part of a list is wanted (RFC 7644, section 3.4.2.4): what is below one counts as one, and 200 are the most. */
export function readPaging(query: Readonly<Record<string, string>>): { startIndex: number; count: number } {
  const whole = (text: string | undefined, otherwise: number) => {
    const number = Math.trunc(Number(text))
    return text === undefined || !Number.isSafeInteger(number) ? otherwise : number
  }
  return {
    startIndex: Math.min(Math.max(whole(query.startIndex, 1), 1), 10_000_000),
    count: Math.min(Math.max(whole(query.count, 100), 0), mostOnPage),
  }
}
