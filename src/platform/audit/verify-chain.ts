// Checking a chain: pure. It names what was done to the trail, so that a person can say it in court.

import type { Anchor } from './anchors.ts'
import { firstHash } from './encoding.ts'
import type { Inspected } from './inspect-entry.ts'

export type Head = { entries: number; hash: Buffer }

/**
 * Entries after `after` up to `upTo` are lost and somebody said so: a backup was restored. `until` is the time of the
 * newest anchor then known, which another machine's clock may have set.
 */
export type DeclaredGap = { after: number; upTo: number; at: Date; until: Date }

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
  | 'anchorDamaged'

export type KeptElsewhere = { anchors: readonly Anchor[]; gaps: readonly DeclaredGap[] }

/** Entries that changed places in a larger ring than this are said to be removed and inserted. */
const largestRing = 50

/** Checks entries, in the order of their numbers, against one another, the head, and the anchors kept elsewhere. */
export function verifyChain(
  entries: readonly Inspected[],
  head: Head,
  { anchors, gaps }: KeptElsewhere,
): readonly Finding[] {
  const findings = [
    ...entries.flatMap(fieldFindings),
    ...orderFindings(entries),
    ...linkFindings(entries, head),
    ...headFindings(entries, head),
    ...anchorFindings(entries, anchors, gaps),
  ]
  const once = new Map(findings.map((each) => [`${each.what} ${each.number}`, each]))
  return [...once.values()].sort((a, b) => a.number - b.number)
}

function fieldFindings({ number, writtenAs, detailFits }: Inspected): Finding[] {
  return [
    ...(writtenAs === null ? [finding('changed', number, 'was changed after it was written')] : []),
    ...(detailFits
      ? []
      : [finding('detailChanged', number, 'has a detail that was changed after it was written')]),
  ]
}

/** What the numbers say: those that are missing, those that changed places, and those that were all moved. */
function orderFindings(entries: readonly Inspected[]): Finding[] {
  const byNumber = new Map(entries.map((entry) => [entry.number, entry]))
  const findings: Finding[] = []
  let shift = 0
  for (const [index, entry] of entries.entries()) {
    findings.push(...missingBefore(entries[index - 1], entry))
    const { number, writtenAs } = entry
    if (writtenAs === null) continue
    if (changedPlaces(entry, byNumber)) {
      findings.push(finding('reordered', number, `stood at ${writtenAs}: entries were reordered`))
    } else if (writtenAs - number !== shift) {
      findings.push(shifted(entry, writtenAs - number - shift))
      shift = writtenAs - number
    }
  }
  return findings
}

/** Whether entries took one another's places in a ring, of which this is one: two that were swapped, three turned round. */
function changedPlaces(entry: Inspected, byNumber: ReadonlyMap<number, Inspected>): boolean {
  let at: Inspected | undefined = entry
  for (let step = 1; step <= largestRing; step += 1) {
    if (at?.writtenAs === null || at?.writtenAs === at?.number) return false
    at = byNumber.get(at?.writtenAs ?? 0)
    if (at === entry) return true
  }
  return false
}

function missingBefore(before: Inspected | undefined, entry: Inspected): Finding[] {
  const expected = (before?.number ?? 0) + 1
  return entry.number > expected ? [removed(expected, entry.number - expected)] : []
}

/** From here on every entry bears another number than it was written with, by `by` more than those before. */
function shifted({ number }: Inspected, by: number): Finding {
  return by > 0
    ? finding(
        'removed',
        number,
        `was written as a later one: ${count(by)} before it removed, and the rest renumbered`,
      )
    : finding('inserted', number + by, `was inserted: ${count(-by)} put in, and the rest renumbered`)
}

/** Where an entry does not name the one before it. What its number or its fields told already is not told again. */
function linkFindings(entries: readonly Inspected[], head: Head): Finding[] {
  return entries.flatMap((entry, index) => {
    const [beforeThat, before, after] = [entries[index - 2], entries[index - 1], entries[index + 1]]
    if (entry.previousHash.equals(before?.hash ?? firstHash)) {
      return isStranger(before, entry, after) ? [finding('inserted', entry.number, stranger)] : []
    }
    const isTold = !stands(entry) || entry.number > head.entries || isStranger(beforeThat, before, entry)
    if (isTold || !isNext(before, entry)) return []
    return [
      finding(
        'changed',
        before?.number ?? entry.number,
        'was changed and hashed anew: its neighbours do not fit',
      ),
    ]
  })
}

/** Whether both stand where they were written, one after the other. */
function isNext(before: Inspected | undefined, entry: Inspected): boolean {
  return before === undefined || (stands(before) && entry.number === before.number + 1)
}

const stranger = 'was inserted: the entries around it belong together'

/** Whether the entry stands between two that were written one after the other. */
function isStranger(
  before: Inspected | undefined,
  entry: Inspected | undefined,
  after: Inspected | undefined,
): boolean {
  if (!entry || !after) return false
  return after.previousHash.equals(before?.hash ?? firstHash) && !after.previousHash.equals(entry.hash)
}

function stands({ number, writtenAs }: Inspected): boolean {
  return writtenAs === number
}

function headFindings(entries: readonly Inspected[], head: Head): Finding[] {
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
  const atHead = entries.find((entry) => entry.number === head.entries)
  const fits = head.hash.equals(atHead?.hash ?? firstHash)
  if (head.entries < number && fits) {
    return entries
      .filter((entry) => entry.number > head.entries)
      .map((entry) =>
        finding('inserted', entry.number, `was inserted: the head of the chain counts ${head.entries}`),
      )
  }
  return fits
    ? []
    : [finding('headChanged', number, 'is not what the head of the chain says the last one is')]
}

function anchorFindings(
  entries: readonly Inspected[],
  anchors: readonly Anchor[],
  gaps: readonly DeclaredGap[],
): Finding[] {
  const byNumber = new Map(entries.map((entry) => [entry.number, entry]))
  const last = entries.at(-1)?.number ?? 0
  // An entry that was removed, changed or renumbered has been named; here are those that look as if nothing had happened.
  const isWrong = (anchor: Anchor): boolean => {
    if (anchor.entries === 0 || gaps.some((gap) => isInGap(anchor, gap))) return false
    const entry = byNumber.get(anchor.entries)
    return entry ? stands(entry) && !entry.hash.equals(anchor.hash) : anchor.entries > last
  }
  const first = anchors.filter(isWrong).sort((a, b) => a.entries - b.entries)[0]
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
  const good = anchors.filter((anchor) => anchor.entries < first.entries && !isWrong(anchor))
  const since = good.reduce((most, anchor) => Math.max(most, anchor.entries), 0)
  const told = `is not what the anchor of ${when} says: the trail was sealed anew after entry ${since}`
  return [finding('resealed', first.entries, told)]
}

/** A gap excuses the anchors of what it says is lost, and no anchor that was written after it was declared. */
function isInGap(anchor: Anchor, { after, upTo, until }: DeclaredGap): boolean {
  return anchor.entries > after && anchor.entries <= upTo && anchor.at <= until
}

function removed(from: number, entries: number): Finding {
  if (entries === 1) return finding('removed', from, 'was removed')
  return finding('removed', from, `and those up to ${from + entries - 1} were removed`)
}

function count(entries: number): string {
  return entries === 1 ? 'one entry' : `${entries} entries`
}

function finding(what: What, number: number, predicate: string): Finding {
  return { what, number, sentence: `Entry ${number} ${predicate}.` }
}
