// A list as it was fetched, in files of one entry a line, with what is known of it beside. The files before stay where the new ones are no good.

import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { compareLines, type LinesCompared, type ListRead, writeWhole } from '#/engines/filter/index.ts'
import type { CategoryId } from './category.ts'
import type { SourceId } from './sources.ts'

/** A publisher, or whoever runs the server, who loaded it from a file. */
export type KeptFrom = SourceId | 'operator'
export type ListAddress = { source: KeptFrom; category: CategoryId; address: string }

/** What a list brought besides its names. */
export type Brought = {
  urls: number
  expressions: number
  exceptions: number
  /** Lines that say nothing that we can use, by reason, with the first few of them. */
  skipped: readonly {
    why: string
    lines: number
    first: readonly { line: number; text: string; in: ListPart }[]
  }[]
}

/** What was different when it changed last: entries of all kinds but exceptions. */
export type ListChange = LinesCompared & { at: string }

/** What a list holds, in words: names, and whatever else there is. */
export function holdsInWords(names: number, brought: Brought | null | undefined): string {
  const kinds: readonly [count: number, one: string, more: string][] = [
    [names, 'name', 'names'],
    [brought?.urls ?? 0, 'address of a page', 'addresses of pages'],
    [brought?.expressions ?? 0, 'expression', 'expressions'],
    [brought?.exceptions ?? 0, 'exception', 'exceptions'],
  ]
  return kinds
    .filter(([number], at) => at === 0 || number > 0)
    .map(([number, single, more]) => `${number.toLocaleString('en-GB')} ${number === 1 ? single : more}`)
    .join(', ')
}

export type KeptList = {
  category: CategoryId
  hash: string
  names: number
  bytes: number
  fetchedAt: string
  /** Missing in what was kept before they were counted. */
  brought?: Brought
  changed?: ListChange
}

/** What a list consists of: a file for each, the names first. */
export const listParts = ['names', 'urls', 'expressions', 'exceptions'] as const
export type ListPart = (typeof listParts)[number]

/** What to keep of a list. */
export type ListToKeep = Pick<ListRead, 'names' | 'urls' | 'expressions'> & {
  exceptions: readonly string[]
  skipped: Brought['skipped']
}

/** The file of names. Its name follows from the address, so that two lists of a category do not meet. */
export function listPath(folder: string, { source, category, address }: ListAddress): string {
  const which = createHash('sha256').update(address).digest('hex').slice(0, 12)
  return join(folder, 'lists', source, `${category}-${which}.names`)
}

/** The file of a part, beside that of the names. */
export const partPath = (path: string, part: ListPart): string =>
  part === 'names' ? path : `${path}.${part}`

/** What is kept of the list; null when it was never fetched. */
export async function keptList(folder: string, list: ListAddress): Promise<KeptList | null> {
  const text = await readFile(`${listPath(folder, list)}.json`, 'utf8').catch(() => null)
  return text === null ? null : (JSON.parse(text) as KeptList)
}

/** The lines of a part as they are kept; none where it has none. */
export async function keptLines(folder: string, list: ListAddress, part: ListPart): Promise<string[]> {
  return (await textOf(partPath(listPath(folder, list), part))).split('\n').filter((line) => line !== '')
}

/** What a list would be known by once it is kept, and how many entries of all kinds would block nothing any more. */
export async function beforeKeeping(
  folder: string,
  list: ListAddress,
  read: ListToKeep,
): Promise<{ hash: string; gone: number }> {
  const texts = textsOf(folder, list, read)
  const { takenAway } = await whatChanged(texts)
  let gone = takenAway
  for (const { part, path, text } of texts)
    if (part === 'exceptions') gone += compareLines(await textOf(path), text).added
  return { hash: hashOf(texts), gone }
}

/** Keeps a list in the place of the one before: whole, or not at all. What changed is counted. */
export async function keepList(
  folder: string,
  list: ListAddress,
  read: ListToKeep,
  { bytes, at }: { bytes: number; at: Date },
): Promise<KeptList> {
  const path = listPath(folder, list)
  const texts = textsOf(folder, list, read)
  const hash = hashOf(texts)
  const before = await keptList(folder, list)
  const changed =
    before?.hash === hash ? before.changed : { at: at.toISOString(), ...(await whatChanged(texts)) }
  const kept: KeptList = {
    ...{ category: list.category, hash, names: read.names.length, bytes, fetchedAt: at.toISOString() },
    brought: {
      urls: read.urls.length,
      expressions: read.expressions.length,
      exceptions: read.exceptions.length,
      skipped: read.skipped,
    },
    ...(changed === undefined ? {} : { changed }),
  }
  await mkdir(dirname(path), { recursive: true })
  // The names last but one, and what is known of them last: what is cut off by a stop counts once it is fetched again.
  for (const one of texts.toReversed()) await writeWhole(one.path, one.text)
  await writeWhole(`${path}.json`, JSON.stringify(kept))
  return kept
}

/** Takes a list away. Its particulars go first: what is cut off by a stop counts no more. */
export async function dropList(folder: string, list: ListAddress): Promise<void> {
  const path = listPath(folder, list)
  await rm(`${path}.json`)
  for (const part of listParts) await rm(partPath(path, part), { force: true })
}

type PartText = { part: ListPart; path: string; text: string }

function textsOf(folder: string, list: ListAddress, read: ListToKeep): PartText[] {
  const path = listPath(folder, list)
  return listParts.map((part) => ({ part, path: partPath(path, part), text: read[part].join('\n') }))
}

/** A part that is empty says nothing, so that a list of names alone is known by them. */
function hashOf(texts: readonly PartText[]): string {
  const hash = createHash('sha256')
  for (const { part, text } of texts)
    if (part === 'names') hash.update(text)
    else if (text !== '') hash.update(`\n\n${part}\n${text}`)
  return hash.digest('hex')
}

async function whatChanged(texts: readonly PartText[]): Promise<LinesCompared> {
  const all: LinesCompared = { added: 0, takenAway: 0, firstAdded: [], firstTakenAway: [] }
  for (const { part, path, text } of texts) {
    // An exception that came is no site that is blocked from now on.
    if (part === 'exceptions') continue
    const one = compareLines(await textOf(path), text)
    all.added += one.added
    all.takenAway += one.takenAway
    all.firstAdded = [...all.firstAdded, ...one.firstAdded.map(shownLine)].slice(0, firstFew)
    all.firstTakenAway = [...all.firstTakenAway, ...one.firstTakenAway.map(shownLine)].slice(0, firstFew)
  }
  return all
}

const firstFew = 5
/** Enough to know a line by. */
const shownLength = 100

/** A line of somebody else's file as it can be kept and shown: no marks that nobody sees. */
export const shownLine = (line: string): string =>
  line
    .slice(0, shownLength)
    .toWellFormed()
    .replace(/\p{Cc}/gu, ' ')

const textOf = (path: string): Promise<string> => readFile(path, 'utf8').catch(() => '')

/**
 * Every list that is kept of a source, with the file of its names, in an order that stays. One of which the particulars are missing was
 * being kept when everything stopped: it counts once it is fetched again.
 */
export async function keptOf(folder: string, source: KeptFrom): Promise<(KeptList & { path: string })[]> {
  const home = join(folder, 'lists', source)
  const files = await readdir(home).catch(() => [])
  const paths = files.filter((file) => file.endsWith('.names')).sort()
  const kept = await Promise.all(
    paths.map(async (file) => {
      const path = join(home, file)
      const text = await readFile(`${path}.json`, 'utf8').catch(() => null)
      return text === null ? [] : [{ ...(JSON.parse(text) as KeptList), path }]
    }),
  )
  return kept.flat()
}
