// A list with all that its publisher says of it. Its names decide whether it is renewed; addresses of pages and expressions stand in files
// of their own, and where one of those cannot be had, what was kept of it stays.

import type { Skipped } from '#/engines/filter/index.ts'
import { Refused } from '#/kernel/refusal.ts'
import { type Downloaded, downloadList, downloadPart } from './download-list.ts'
import { type Brought, keptLines, type ListPart, type ListToKeep, shownLine } from './kept-lists.ts'
import type { PublishedList, SourceId } from './sources.ts'

export type FetchedList = PublishedList & { source: SourceId }

/** What came; `says` names in words what did not. */
export type WholeList = ListToKeep & { bytes: number; says: string | null }

const partWords = { urls: 'addresses of pages', expressions: 'expressions' } as const

/** Refuses, in words, a list whose names cannot be had. */
export async function downloadWhole(
  folder: string,
  list: FetchedList,
  mostShrink: number,
): Promise<WholeList> {
  const main = await downloadList(list.address)
  const urls = await partOf('urls', folder, list, mostShrink)
  const expressions = await partOf('expressions', folder, list, mostShrink)
  const says = [urls.says, expressions.says].filter((sentence) => sentence !== null).join(' ')
  return {
    // A file of addresses names a whole site now and then.
    names: main.names.concat(urls.names),
    urls: [...main.urls, ...urls.lines],
    expressions: [...main.expressions, ...expressions.lines],
    exceptions: main.allowed,
    skipped: [
      ...skippedOf('names', main.skipped),
      ...skippedOf('urls', urls.skipped),
      ...skippedOf('expressions', expressions.skipped),
    ],
    bytes: main.bytes + urls.bytes + expressions.bytes,
    says: says === '' ? null : says,
  }
}

type Part = Readonly<Pick<Downloaded, 'skipped' | 'bytes'>> & {
  names: readonly string[]
  lines: readonly string[]
  says: string | null
}

async function partOf(
  part: keyof typeof partWords,
  folder: string,
  list: FetchedList,
  mostShrink: number,
): Promise<Part> {
  const address = list[part]
  if (address === undefined) return { ...nothing, lines: [], says: null }
  const before = await keptLines(folder, list, part)
  const stays = (why: string): Part => ({
    ...nothing,
    lines: before,
    says: `Its ${partWords[part]} were not renewed: ${why}`,
  })
  try {
    const read = await downloadPart(address, part)
    const shrunk = shrinkOf(read[part].length, before.length, mostShrink)
    if (shrunk !== null) return stays(`there are ${shrunk}`)
    const { names, skipped, bytes } = read
    return { names, skipped, bytes, lines: read[part], says: null }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return stays(error.message)
  }
}

const nothing = { names: [], skipped: new Map(), bytes: 0 }

/** What is wrong with a list that has lost more than the set share; null where it has not. */
export const shrinkOf = (now: number, before: number, mostShrink: number): string | null =>
  now < before * (1 - mostShrink / 100) ? `${now} entries; the list before has ${before}, which stay.` : null

function skippedOf(part: ListPart, skipped: Skipped): Brought['skipped'] {
  return [...skipped].map(([why, { lines, first }]) => ({
    why,
    lines,
    first: first.map(({ line, text }) => ({ line, text: shownLine(text), in: part })),
  }))
}
