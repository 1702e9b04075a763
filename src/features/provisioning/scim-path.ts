// Paths into an account or a group (RFC 7644, figure 7), as far as provisioning uses them.

import { invalidPath } from './scim-refusal.ts'

/** Names in lower case: attributes are the same however they are written. */
export type Path = {
  attribute: string
  where: { name: string; value: string } | null
  sub: string | null
}

const shape =
  /^([a-z][\w$-]*)(?:\[\s*([a-z]\w*)\s+eq\s+(?:"([^"\\]*)"|(true|false))\s*\])?(?:\.([a-z$][\w$-]*))?$/i
const core = /^urn:ietf:params:scim:schemas:core:2\.0:(?:user|group):/i

/** Reads a path; null is one into an extension, of which nothing is kept. Refuses what is no path. */
export function readPath(written: string): Path | null {
  if (written.length > 500) throw invalidPath('The path is too long.')
  const bare = written.trim().replace(core, '')
  if (/^urn:/i.test(bare)) return null
  const found = shape.exec(bare)
  if (!found?.[1]) throw invalidPath('The path could not be read. Write it like name.givenName.')
  const [, attribute, name, quoted, bool, sub] = found
  const value = quoted ?? bool
  return {
    attribute: attribute.toLowerCase(),
    where: name === undefined || value === undefined ? null : { name: name.toLowerCase(), value },
    sub: sub?.toLowerCase() ?? null,
  }
}
