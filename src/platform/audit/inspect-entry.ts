import { type ChainedEntry, hashDetail, hashEntry } from './encoding.ts'

export type StoredEntry = ChainedEntry & { hash: Buffer; detail: { salt: Buffer; detail: unknown } | null }

/** What checking needs to know of an entry once its fields were hashed: a long trail is checked with little memory. */
export type Inspected = {
  number: number
  /** The number that the hash was made with. Null: no number near fits, so something else was changed. */
  writtenAs: number | null
  previousHash: Buffer
  hash: Buffer
  detailFits: boolean
}

/** How far a renumbered entry is looked for, when it was not shifted as far as the one before it. */
const farthestShift = 500

/** Hashes an entry's fields. `shiftBefore` is how far the entry before it was moved: usually this one was too. */
export function inspectEntry(entry: StoredEntry, shiftBefore: number): Inspected {
  return {
    number: entry.number,
    writtenAs: numberWritten(entry, shiftBefore),
    previousHash: entry.previousHash,
    hash: entry.hash,
    detailFits: detailFits(entry),
  }
}

function numberWritten(entry: StoredEntry, shiftBefore: number): number | null {
  for (const shift of shiftsToTry(shiftBefore)) {
    const number = entry.number + shift
    if (number > 0 && hashEntry({ ...entry, number }).equals(entry.hash)) return number
  }
  return null
}

function* shiftsToTry(shiftBefore: number): Generator<number> {
  yield 0
  yield shiftBefore
  for (let far = 1; far <= farthestShift; far += 1) {
    yield far
    yield -far
  }
}

/** A detail that was erased fits: its salted hash stays in the chain. One that nobody hashed does not. */
function detailFits({ detail, detailHash }: StoredEntry): boolean {
  if (detail === null) return true
  return detailHash !== null && hashDetail(detail.salt, detail.detail).equals(detailHash)
}
