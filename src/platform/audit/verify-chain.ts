// Checking a chain: pure. It names what was done to the trail, so that a person can say it in court.

import type { Anchor } from './anchors.ts'
import { type ChainedEntry, firstHash, hashDetail, hashEntry } from './encoding.ts'

export type StoredEntry = ChainedEntry & { hash: Buffer; detail: { salt: Buffer; detail: unknown } | null }
export type Head = { entries: number; hash: Buffer }

/** Entries between `after` and `upTo` are lost and somebody said so: a backup was restored. */
export type DeclaredGap = { after: number; upTo: number; at: Date }

export type Finding = { what: What; number: number; sentence: string }
export type What =
  | 'changed'
  | 'detailChanged'
  | 'removed'
  | 'inserted'
  | 'reordered'
  | 'cutOff'
  | 'resealed'
  | 'headChanged'

/** How far a renumbered entry is looked for: a forger who shifts the rest of the trail shifts it by what was taken. */
const farthestShift = 50

/** Checks entries, in the order of their numbers, against one another, the head, and the anchors kept elsewhere. */
export function verifyChain(
  entries: readonly StoredEntry[],
  head: Head,
  anchors: readonly Anchor[],
  gaps: readonly DeclaredGap[],
): readonly Finding[] {
  return [
    ...linkFindings(entries),
    ...entries.flatMap(detailFinding),
    ...headFindings(entries, head),
    ...anchorFindings(entries, anchors, gaps),
  ]
}

function linkFindings(entries: readonly StoredEntry[]): Finding[] {
  const findings: Finding[] = []
  for (const [index, entry] of entries.entries()) {
    const before = entries[index - 1]
    const after = entries[index + 1]
    findings.push(...gapBefore(before, entry))
    const shift = numberShift(entry)
    if (shift === null) findings.push(finding('changed', entry.number, 'was changed after it was written'))
    else if (shift !== 0) findings.push(...shifted(entry, shift, before, entries))
    else if (isInserted(before, entry, after)) {
      findings.push(finding('inserted', entry.number, 'was inserted: the entries around it belong together'))
    }
  }
  return findings
}

function gapBefore(before: StoredEntry | undefined, entry: StoredEntry): Finding[] {
  const expected = (before?.number ?? 0) + 1
  if (entry.number === expected) {
    const linked = entry.previousHash.equals(before?.hash ?? firstHash)
    const touched = before !== undefined && numberShift(before) === null
    if (linked || touched || numberShift(entry) !== 0 || isOrphan(before, entry)) return []
    return [
      finding(
        'removed',
        entry.number,
        'does not follow the one before it: something between them was removed',
      ),
    ]
  }
  return Array.from({ length: entry.number - expected }, (_, index) =>
    finding('removed', expected + index, 'was removed'),
  )
}

/** Whether the entry before does not belong: then it was inserted, and is named itself. */
function isOrphan(before: StoredEntry | undefined, entry: StoredEntry): boolean {
  return before !== undefined && entry.previousHash.equals(before.previousHash)
}

function isInserted(
  before: StoredEntry | undefined,
  entry: StoredEntry,
  after: StoredEntry | undefined,
): boolean {
  return (
    after?.previousHash.equals(before?.hash ?? firstHash) === true && !after.previousHash.equals(entry.hash)
  )
}

/** 0: the entry is as written. n: it is as written but for its number, which was n higher. null: it was changed. */
function numberShift(entry: StoredEntry): number | null {
  if (hashEntry(entry).equals(entry.hash)) return 0
  for (let far = 1; far <= farthestShift; far += 1) {
    for (const shift of [far, -far]) {
      const number = entry.number + shift
      if (number > 0 && hashEntry({ ...entry, number }).equals(entry.hash)) return shift
    }
  }
  return null
}

/** An entry that bears another's number: the two changed places, or all that follow were moved up or down. */
function shifted(
  entry: StoredEntry,
  shift: number,
  before: StoredEntry | undefined,
  entries: readonly StoredEntry[],
): Finding[] {
  const there = entries.find(({ number }) => number === entry.number + shift)
  if (there && numberShift(there) === -shift) {
    return [finding('reordered', entry.number, `stood at ${entry.number + shift}: entries were reordered`)]
  }
  // The first of those that were moved says it for all.
  if (before && numberShift(before) === shift) return []
  return shift > 0
    ? [
        finding(
          'removed',
          entry.number,
          `stood at ${entry.number + shift}: ${count(shift)} before it removed`,
        ),
      ]
    : [
        finding(
          'inserted',
          entry.number + shift,
          `was inserted: ${count(-shift)} put in, and the rest moved down`,
        ),
      ]
}

function count(entries: number): string {
  return entries === 1 ? 'one entry' : `${entries} entries`
}

function detailFinding(entry: StoredEntry): Finding[] {
  if (entry.detail === null || entry.detailHash === null) return []
  if (hashDetail(entry.detail.salt, entry.detail.detail).equals(entry.detailHash)) return []
  return [finding('detailChanged', entry.number, 'has a detail that was changed after it was written')]
}

function headFindings(entries: readonly StoredEntry[], head: Head): Finding[] {
  const last = entries.at(-1)
  const number = last?.number ?? 0
  if (head.entries > number) {
    return [
      finding(
        'cutOff',
        number + 1,
        `and all after it were cut off: the head of the chain counts ${head.entries}`,
      ),
    ]
  }
  if (head.entries < number || !head.hash.equals(last?.hash ?? firstHash)) {
    return [finding('headChanged', number, 'is not what the head of the chain says the last one is')]
  }
  return []
}

function anchorFindings(
  entries: readonly StoredEntry[],
  anchors: readonly Anchor[],
  gaps: readonly DeclaredGap[],
): Finding[] {
  const byNumber = new Map(entries.map((entry) => [entry.number, entry]))
  const last = entries.at(-1)?.number ?? 0
  const wrong = anchors.filter(
    (anchor) =>
      anchor.entries > 0 && !inGap(anchor, gaps) && !byNumber.get(anchor.entries)?.hash.equals(anchor.hash),
  )
  const first = wrong[0]
  if (!first) return []
  const when = first.at.toISOString()
  if (first.entries > last) {
    return [
      finding(
        'cutOff',
        last + 1,
        `and all after it were cut off: the anchor of ${when} counts ${first.entries}`,
      ),
    ]
  }
  if (!byNumber.has(first.entries)) return []
  const good = anchors.filter((anchor) => anchor.entries < first.entries && !wrong.includes(anchor)).at(-1)
  const since = good ? `after entry ${good.entries}` : 'from the first entry on'
  return [
    finding(
      'resealed',
      first.entries,
      `is not what the anchor of ${when} says: the trail was sealed anew ${since}`,
    ),
  ]
}

function inGap(anchor: Anchor, gaps: readonly DeclaredGap[]): boolean {
  return gaps.some(
    ({ after, upTo, at }) => anchor.entries > after && anchor.entries <= upTo && anchor.at <= at,
  )
}

function finding(what: What, number: number, predicate: string): Finding {
  return { what, number, sentence: `Entry ${number} ${predicate}.` }
}
