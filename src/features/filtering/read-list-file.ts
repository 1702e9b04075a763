// A list that whoever runs the server has as a file, in any format that lists are published in, or as one folder of UT1.

import { stat } from 'node:fs/promises'
import { type ListRead, readFolder, readListFile, type Skipped } from '#/engines/filter/index.ts'
import { Refused } from '#/kernel/refusal.ts'
import { type ListToKeep, shownLine } from './kept-lists.ts'

/** Each expression is asked of nearly every address, so there are few of them. */
const mostExpressions = 500

type Part = Pick<ListRead, 'names' | 'urls' | 'expressions'> & {
  allowed?: readonly string[]
  skipped: Skipped
}

/** Reads it whole. Refuses, in words, what cannot be read, what names nothing, and what is mostly no list. */
export async function readListAt(path: string): Promise<ListToKeep & { bytes: number }> {
  const found = await stat(path).catch(() => {
    throw new Refused(`The file ${path} cannot be read.`)
  })
  const parts = found.isDirectory() ? await partsIn(path) : [await readListFile(path)]
  const read = {
    names: parts.flatMap(({ names }) => names),
    urls: parts.flatMap(({ urls }) => urls),
    expressions: parts.flatMap(({ expressions }) => expressions),
    exceptions: [...new Set(parts.flatMap(({ allowed = [] }) => allowed))],
    skipped: parts.flatMap(({ skipped }) => skippedOf(skipped)),
    bytes: found.size,
  }
  requireList(read)
  return read
}

/** What a list says, of all kinds but exceptions. */
export const entriesOf = ({ names, urls, expressions }: Pick<ListToKeep, 'names' | 'urls' | 'expressions'>) =>
  names.length + urls.length + expressions.length

async function partsIn(folder: string): Promise<Part[]> {
  const files = await readFolder(folder)
  if (new Set(files.map(({ category }) => category)).size > 1)
    throw new Refused(`The folder ${folder} holds lists of several categories. Name the folder of one.`)
  return files.map(({ list, skipped }) => ({ ...list, skipped }))
}

function requireList(read: ListToKeep): void {
  const [worst] = read.skipped
  const said = worst === undefined ? '' : ` Line ${worst.first[0]?.line ?? 1} ${worst.why}.`
  if (entriesOf(read) === 0) throw new Refused(`There is no name of a site in it.${said}`)
  const lines = read.skipped.reduce((sum, one) => sum + one.lines, 0)
  if (lines > entriesOf(read)) throw new Refused(`Most of its lines are no list.${said}`)
  if (read.expressions.length > mostExpressions)
    throw new Refused(`It has ${read.expressions.length} expressions; at most ${mostExpressions} are taken.`)
}

function skippedOf(skipped: Skipped): ListToKeep['skipped'] {
  return [...skipped].map(([why, { lines, first }]) => ({
    ...{ why, lines },
    first: first.map(({ line, text }) => ({ line, text: shownLine(text), in: 'names' as const })),
  }))
}
