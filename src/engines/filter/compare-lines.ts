// What is different between a list and the one before it, without holding both as sets: by hash, as the index does.

import { randomInt } from 'node:crypto'
import { hashName, roomForLevels } from './name-hash.ts'
import { createNameTable, lookUp, put } from './name-table.ts'

export type LinesCompared = {
  added: number
  takenAway: number
  /** The first few of each, in the order of their list. */
  firstAdded: readonly string[]
  firstTakenAway: readonly string[]
}

const firstFew = 5
const [before, both, after, told] = [1, 2, 3, 4]

/** Compares texts of one entry a line; the same line twice counts once. Lines of millions take a second or two. */
export function compareLines(textBefore: string, textAfter: string): LinesCompared {
  const levels = roomForLevels()
  const seed = randomInt(2 ** 31)
  const table = createNameTable(lineCount(textBefore) + lineCount(textAfter))
  const firstAdded: string[] = []
  const firstTakenAway: string[] = []
  const counts = { before: 0, both: 0, added: 0 }
  const mark = (line: string, next: (known: number) => number): void => {
    hashName(line, seed, levels)
    const last = levels.count - 1
    const [high, low] = [levels.high[last] as number, levels.low[last] as number]
    const known = lookUp(table, high, low)
    const wanted = next(known)
    if (wanted !== known) put(table, high, low, wanted)
  }
  eachLine(textBefore, (line) =>
    mark(line, (known) => {
      if (known === 0) counts.before++
      return before
    }),
  )
  eachLine(textAfter, (line) =>
    mark(line, (known) => {
      if (known === both || known === after) return known
      if (known === before) {
        counts.both++
        return both
      }
      counts.added++
      if (firstAdded.length < firstFew) firstAdded.push(line)
      return after
    }),
  )
  const takenAway = counts.before - counts.both
  if (takenAway > 0)
    eachLine(textBefore, (line) => {
      if (firstTakenAway.length >= firstFew) return
      mark(line, (known) => {
        if (known !== before) return known
        firstTakenAway.push(line)
        return told
      })
    })
  return { added: counts.added, takenAway, firstAdded, firstTakenAway }
}

function eachLine(text: string, tell: (line: string) => void): void {
  for (let from = 0; from < text.length; ) {
    const end = text.indexOf('\n', from)
    const until = end < 0 ? text.length : end
    if (until > from) tell(text.slice(from, until))
    from = until + 1
  }
}

function lineCount(text: string): number {
  let lines = 0
  eachLine(text, () => lines++)
  return lines
}
