// The slot for lists of illegal content (IWF, police). We ship none: the operator's licence brings the feed, as hashes, so
// that the list itself lies nowhere in clear. What is in it stays blocked for everybody, whatever any setting says.

import { createHash, hash } from 'node:crypto'
import { Refused } from '#/kernel/refusal.ts'
import type { Levels } from './name-hash.ts'

/** SHA-256, in hexadecimal, of each name or `host/path`; empty where no licence is loaded. */
export type SealedSlot = { readonly licence: string | null; readonly hashes: ReadonlySet<string> }

/** The slot without a licence. Status pages say so. */
export const emptySlot: SealedSlot = { licence: null, hashes: new Set() }

/** Reads a feed of one hash a line. Refuses, in words, a feed that is empty or holds anything else. */
export function readSealedFeed(text: string, licence: string): SealedSlot {
  const lines = text.split(/\r?\n/).filter((line) => line !== '' && !line.startsWith('#'))
  if (lines.length === 0) throw new Refused('The sealed list is empty, so the list before it stays.')
  const wrong = lines.findIndex((line) => !/^[0-9a-f]{64}$/.test(line))
  if (wrong >= 0)
    throw new Refused(`Line ${wrong + 1} of the sealed list is no SHA-256 hash, so the list before it stays.`)
  return { licence, hashes: new Set(lines) }
}

/** Whether the name, a parent of it, or a beginning of the address is in the slot. */
export function isSealed(
  { hashes }: SealedSlot,
  host: string,
  levels: Levels,
  pathAndQuery: string,
): boolean {
  if (hashes.size === 0) return false
  const ends = endsOfParts(pathAndQuery)
  for (let level = 0; level < levels.count; level++) {
    const name = host.slice(levels.from[level])
    if (hashes.has(hash('sha256', name))) return true
    // Each part is read once: an address made long on purpose must not hold everybody up.
    const begun = createHash('sha256').update(name)
    let from = 0
    for (const end of ends) {
      begun.update(pathAndQuery.slice(from, end))
      if (hashes.has(begun.copy().digest('hex'))) return true
      from = end
    }
  }
  return false
}

/** No feed names an address of more parts. */
const mostParts = 64

function endsOfParts(pathAndQuery: string): number[] {
  const ends: number[] = []
  for (let at = 1; at < pathAndQuery.length && ends.length < mostParts; at++)
    if ('/?&'.includes(pathAndQuery[at] as string)) ends.push(at)
  if (pathAndQuery.length > 1 && ends.length < mostParts) ends.push(pathAndQuery.length)
  return ends
}
