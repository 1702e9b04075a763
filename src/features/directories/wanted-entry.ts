// What a directory should say of a logon, and where. Pure.

import { below, canonicalName } from '#/platform/ldap/distinguished-name.ts'
import type { Reachable } from './connection.ts'
import type { Facts } from './entry-facts.ts'

/** A logon as the directory has to know it. */
export type LogonToPlace = {
  accountId: string
  kind: 'individual' | 'class' | 'generic' | 'temporary'
  logonName: string
  purpose: string | null
  lastDay: string | null
  closed: boolean
  works: boolean
  personKind: string | null
  givenName: string | null
  familyName: string | null
  className: string | null
  phaseName: string | null
}

export type WantedEntry = {
  accountId: string
  logonName: string
  /** Places from the outermost to the innermost, below the base. */
  path: readonly string[]
  /** The name of the place. */
  parent: string
  facts: Facts
}

/** What should be there. */
export function wantedEntry(logon: LogonToPlace, { base, placedBy }: Reachable): WantedEntry {
  const path = pathOf(logon, placedBy)
  const parent = path.reduce((above, value) => below({ attribute: 'ou', value }, above), base)
  const shown = shownName(logon)
  return {
    accountId: logon.accountId,
    logonName: logon.logonName,
    path,
    parent,
    facts: {
      place: canonicalName(parent),
      displayName: shown,
      givenName: tidy(logon.givenName ?? ''),
      familyName: tidy(logon.familyName ?? '') || shown,
      works: logon.works && !logon.closed ? 'yes' : 'no',
      lastDay: logon.lastDay ?? '',
    },
  }
}

function pathOf(logon: LogonToPlace, placedBy: Reachable['placedBy']): string[] {
  if (logon.kind === 'class' || logon.kind === 'generic') return ['Shared logons']
  if (logon.personKind !== 'pupil') return [logon.personKind === 'staff' ? 'Staff' : 'Others']
  const deeper =
    placedBy === 'kind' ? [] : placedBy === 'phase' ? [logon.phaseName] : [logon.phaseName, logon.className]
  return [
    'Pupils',
    ...deeper
      .filter((name) => name !== null)
      .map(tidy)
      .filter(Boolean),
  ]
}

function shownName({ kind, givenName, familyName, className, purpose, logonName }: LogonToPlace): string {
  const names = tidy([givenName, familyName].filter(Boolean).join(' '))
  if (names) return names
  if (kind === 'class' && className) return tidy(`Class ${className}`)
  return tidy(purpose ?? '') || logonName
}

/** Directories compare without regard to repeated spaces, and take no control characters. */
function tidy(text: string): string {
  return text
    .replaceAll(/\p{Cc}/gu, ' ')
    .replaceAll(/ +/g, ' ')
    .trim()
}
