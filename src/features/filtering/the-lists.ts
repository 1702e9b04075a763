// From the lists that a school uses to the index that engines look names up in. Indexes are files, shared by all schools that use the same
// lists; a long list is compiled by a process of its own, so that no page waits for it.

import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { access, link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { compileIndex, type SiteIndex, writeWhole } from '#/engines/filter/index.ts'
import { Refused } from '#/kernel/refusal.ts'
import type { Vault } from '#/platform/files/files.ts'
import { categoryIds } from './category.ts'
import { keptOf, listParts, partPath } from './kept-lists.ts'
import { isSourceId } from './sources.ts'
import { starterLists, starterVersion } from './starter-lists.ts'
import { loadIndex, saveIndex } from './state-files.ts'

type FetchedList = Awaited<ReturnType<typeof keptOf>>[number]

const compileForMs = 180_000
const commands = fileURLToPath(new URL('../../cli/main.ts', import.meta.url))

/** Where the filter's files lie: lists as they were fetched, indexes, and a folder of states for each school. */
export const filterFolder = ({ dataFolder }: Pick<Vault, 'dataFolder'>): string => join(dataFolder, 'filter')

/** The hash of the index of the starter lists, of what was loaded from files, and of what was fetched of these sources. Made when it is not there yet. */
export async function indexOf(vault: Vault, sources: readonly string[]): Promise<string> {
  const folder = filterFolder(vault)
  const lists = await fetchedOf(folder, sources)
  const key = createHash('sha256')
    .update(
      `starter ${starterVersion}\n${lists.map(({ category, hash }) => `${category} ${hash}`).join('\n')}`,
    )
    .digest('hex')
  const known = join(folder, 'engines', `of-lists-${key}`)
  const hash = await readFile(known, 'utf8').catch(() => null)
  if (hash !== null && (await isIndex(folder, hash))) return hash
  const made =
    lists.length === 0 ? await saveIndex(folder, starterIndex()) : await compileApart(folder, key, lists)
  await writeWhole(known, made)
  return made
}

/** The index with its hash. One that is damaged is made anew: nothing that is agreed waits for somebody to find that out. */
export async function openIndex(
  vault: Vault,
  sources: readonly string[],
): Promise<{ index: SiteIndex; indexHash: string }> {
  const folder = filterFolder(vault)
  const indexHash = await indexOf(vault, sources)
  try {
    return { index: await loadIndex(folder, indexHash), indexHash }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    await rm(join(folder, 'engines', `${indexHash}.index`))
    const again = await indexOf(vault, sources)
    return { index: await loadIndex(folder, again), indexHash: again }
  }
}

/** Whether the index is there that was written down as made: what was cut off by a stop is made anew. */
const isIndex = (folder: string, hash: string): Promise<boolean> =>
  access(join(folder, 'engines', `${hash}.index`)).then(
    () => hash !== '',
    () => false,
  )

function starterIndex() {
  return compileIndex(
    categoryIds.map((category) => {
      const { names, expressions = [] } = starterLists[category]
      return { category, list: { names: [...names], urls: [], expressions: [...expressions] } }
    }),
  ).index
}

async function fetchedOf(folder: string, sources: readonly string[]): Promise<FetchedList[]> {
  const found: FetchedList[] = await keptOf(folder, 'operator')
  for (const source of [...sources].filter(isSourceId).sort()) found.push(...(await keptOf(folder, source)))
  return found
}

/** All lists in one folder of categories, and the command that makes an index of such a folder. */
async function compileApart(folder: string, key: string, lists: readonly FetchedList[]): Promise<string> {
  const work = join(folder, `work-${key.slice(0, 16)}-${process.pid}`)
  try {
    await layOut(work, lists)
    const file = join(work, 'made.index')
    await promisify(execFile)(process.execPath, [commands, 'compile-lists', join(work, 'lists'), file], {
      timeout: compileForMs,
    })
    const hash = createHash('sha256')
      .update(await readFile(file))
      .digest('hex')
    await mkdir(join(folder, 'engines'), { recursive: true })
    await rename(file, join(folder, 'engines', `${hash}.index`))
    return hash
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

async function layOut(work: string, lists: readonly FetchedList[]): Promise<void> {
  for (const category of categoryIds) {
    const home = join(work, 'lists', '0-starter', category)
    const { names, expressions = [] } = starterLists[category]
    await mkdir(home, { recursive: true })
    await writeFile(join(home, 'domains'), names.join('\n'))
    await writeFile(join(home, 'expressions'), expressions.join('\n'))
  }
  for (const [position, list] of lists.entries()) {
    const home = join(work, 'lists', `${position + 1}`, list.category)
    await mkdir(home, { recursive: true })
    for (const part of listParts)
      await linkIfThere(partPath(list.path, part), join(home, part === 'names' ? 'domains' : part))
  }
}

/** A list that was kept before it had parts has its names alone. */
async function linkIfThere(path: string, to: string): Promise<void> {
  await link(path, to).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
  })
}
