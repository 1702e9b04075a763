// A list as it was fetched, in a file of plain names, with what is known of it beside. The file before it stays where the new one is no good.

import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { CategoryId } from './category.ts'
import type { SourceId } from './sources.ts'

export type ListAddress = { source: SourceId; category: CategoryId; address: string }
export type KeptList = {
  category: CategoryId
  hash: string
  names: number
  bytes: number
  fetchedAt: string
}

/** The file of names. Its name follows from the address, so that two lists of a category do not meet. */
export function listPath(folder: string, { source, category, address }: ListAddress): string {
  const which = createHash('sha256').update(address).digest('hex').slice(0, 12)
  return join(folder, 'lists', source, `${category}-${which}.names`)
}

/** What is kept of the list; null when it was never fetched. */
export async function keptList(folder: string, list: ListAddress): Promise<KeptList | null> {
  const text = await readFile(`${listPath(folder, list)}.json`, 'utf8').catch(() => null)
  return text === null ? null : (JSON.parse(text) as KeptList)
}

/** Keeps names in the place of those before: whole, or not at all. */
export async function keepList(
  folder: string,
  list: ListAddress,
  names: readonly string[],
  { bytes, at }: { bytes: number; at: Date },
): Promise<KeptList> {
  const path = listPath(folder, list)
  const text = names.join('\n')
  const hash = createHash('sha256').update(text).digest('hex')
  const kept = { category: list.category, hash, names: names.length, bytes, fetchedAt: at.toISOString() }
  await mkdir(dirname(path), { recursive: true })
  for (const [name, content] of [
    [path, text],
    [`${path}.json`, JSON.stringify(kept)],
  ] as const) {
    const aside = `${name}.${process.pid}.new`
    await writeFile(aside, content, { flush: true })
    await rename(aside, name)
  }
  return kept
}

/**
 * Every list that is kept of a source, with the file of its names, in an order that stays. One of which the particulars are missing was
 * being kept when everything stopped: it counts once it is fetched again.
 */
export async function keptOf(folder: string, source: SourceId): Promise<(KeptList & { path: string })[]> {
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
