// The filters that provisioning asks with: `attribute eq "value"`, several joined by `and` (RFC 7644, section 3.4.2.2).

import { ScimRefused } from './scim-refusal.ts'

export type Term = { attribute: string; value: string }

const mostTerms = 5
const term =
  /^\s*([A-Za-z][A-Za-z0-9_.:$-]*(?:\[type eq "work"\]\.value)?)\s+eq\s+("(?:[^"\\]|\\.)*"|true|false)\s*/i

/** Reads a filter; attribute names in lower case. Refuses every other operator, in a sentence. */
function readFilter(filter: string): readonly Term[] {
  if (filter.length > 1_000) throw refused('The filter is too long.')
  const terms: Term[] = []
  let rest = filter
  for (;;) {
    const found = term.exec(rest)
    if (!found) throw refused('Ask with eq, and join several with and: userName eq "ada@school.example".')
    terms.push({ attribute: (found[1] ?? '').toLowerCase(), value: unquote(found[2] ?? '') })
    rest = rest.slice(found[0].length)
    if (rest === '') return terms
    const and = /^and\s+/i.exec(rest)
    if (!and || terms.length === mostTerms)
      throw refused('Only a few conditions joined with and are understood.')
    rest = rest.slice(and[0].length)
  }
}

function unquote(quoted: string): string {
  if (!quoted.startsWith('"')) return quoted.toLowerCase()
  try {
    const value: unknown = JSON.parse(quoted)
    if (typeof value === 'string' && !value.includes('\0')) return value.toWellFormed()
  } catch {
    // Falls through to the refusal: a broken escape.
  }
  throw refused('The value in the filter is not quoted as JSON text is.')
}

/** The value of each attribute that is known; refuses one that is not, rather than answering as if it had not been asked. */
export function asksOf<Name extends string>(
  filter: string | undefined,
  known: Readonly<Record<string, Name>>,
): readonly { name: Name; value: string }[] {
  if (filter === undefined || filter.trim() === '') return []
  return readFilter(filter).map(({ attribute, value }) => {
    const bare = attribute.replace(/^urn:ietf:params:scim:schemas:core:2\.0:(user|group):/, '')
    const name = Object.hasOwn(known, bare) ? known[bare] : undefined
    if (name === undefined)
      throw refused(`Ask by ${Object.keys(known).join(', ')}. Other attributes are not searched.`)
    return { name, value }
  })
}

const refused = (sentence: string) => new ScimRefused(400, 'invalidFilter', sentence)
