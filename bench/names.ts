// Names to measure with: real ones where a folder of lists is there, otherwise made up in the same proportions.

import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'

const realNames = 'bench-domains.txt.gz'
/** About as many as there are real ones. */
const madeUpMost = 1_700_000

/** The folder of lists: `BENCH_LISTS`, or `shared/lists` beside the checkout. Undefined where there is none. */
export function listsFolder(): string | undefined {
  const folder = process.env.BENCH_LISTS ?? resolve(import.meta.dirname, '../../shared/lists')
  return existsSync(join(folder, realNames)) ? folder : undefined
}

/** Up to `most` names, one a line, evenly from all that there are. */
export function listText(most: number): string {
  const folder = listsFolder()
  if (folder === undefined) return madeUp(Math.min(most, madeUpMost))
  const text = gunzipSync(readFileSync(join(folder, realNames))).toString('latin1')
  const names = text.trimEnd().split('\n')
  const step = Math.max(1, Math.floor(names.length / most))
  return step === 1 ? text : names.filter((_, at) => at % step === 0).join('\n')
}

// Half of the real names have two labels, a third have three; the mean is 19 characters.
function madeUp(most: number): string {
  const ends = ['com', 'net', 'org', 'info', 'co.uk', 'ru', 'xyz', 'top']
  const lines: string[] = []
  for (let at = 0; at < most; at++) {
    const word = (Math.imul(at + 1, 0x9e3779b1) >>> 0).toString(36)
    lines.push(`${at % 3 === 0 ? `${word.slice(0, 3)}.` : ''}site-${word}.${ends[at % ends.length]}`)
  }
  return lines.join('\n')
}

/** The same names as people ask for them, not in the order of a list, and in every run alike. */
export function inNoOrder(names: readonly string[]): string[] {
  const mixed = [...names]
  let drawn = names.length
  for (let at = mixed.length - 1; at > 0; at--) {
    drawn = (Math.imul(drawn, 1_664_525) + 1_013_904_223) >>> 0
    const other = Math.floor((drawn / 2 ** 32) * (at + 1))
    ;[mixed[at], mixed[other]] = [mixed[other] as string, mixed[at] as string]
  }
  return mixed
}

/** `count` names to ask for, three of ten listed, half of those as a child of the listed name; in no order. */
export function questionsFrom(listed: readonly string[], count: number): string[] {
  return Array.from({ length: count }, (_, at) => {
    const name = listed[(at * 7919) % listed.length] as string
    if (at % 10 < 3) return at % 2 === 0 ? name : `www.${name}`
    return `x${at % 97}${name.replace(/\.(?=[^.]*$)/, 'q.')}`
  })
}
