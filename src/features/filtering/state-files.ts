// Where states lie: `engines/<hash>.index`, shared by schools, and for each school a folder with its states and
// `current`, the name of the one in force. Whatever is written is whole before its name points to it.

import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { indexBytes, indexFromBytes, type SiteIndex, writeWhole } from '#/engines/filter/index.ts'
import { Refused } from '#/kernel/refusal.ts'
import { readState, type SchoolState, stateText } from './school-state.ts'

/** Earlier ones that stay, to go back to. */
const keptBefore = 5

/** Saves the index under its hash, unless it lies there whole already, and returns the hash. */
export async function saveIndex(folder: string, index: SiteIndex): Promise<string> {
  const bytes = indexBytes(index)
  const hash = createHash('sha256').update(bytes).digest('hex')
  await mkdir(join(folder, 'engines'), { recursive: true })
  const isThere = await loadIndex(folder, hash).then(
    () => true,
    () => false,
  )
  if (!isThere) await writeWhole(indexPath(folder, hash), bytes)
  return hash
}

/** Reads an index by its hash; refuses, in words, one that is damaged. */
export async function loadIndex(folder: string, hash: string): Promise<SiteIndex> {
  return indexFromBytes(await readFile(indexPath(folder, hash)))
}

/** Makes the state the one in force and returns its hash. The ones before it stay, the last few of them. */
export async function saveState(folder: string, state: SchoolState): Promise<string> {
  const home = homeOf(folder, state.school.id)
  const { text, hash } = stateText(state)
  const name = `${String(state.version).padStart(9, '0')}-${hash.slice(0, 16)}.json`
  await mkdir(home, { recursive: true })
  await writeWhole(join(home, name), text)
  await writeWhole(join(home, 'current'), name)
  const older = (await statesIn(home)).filter((one) => one < name)
  for (const one of older.slice(keptBefore)) await unlink(join(home, one))
  return hash
}

export type LoadedState = {
  state: SchoolState
  index: SiteIndex
  /** Why it is an earlier one that serves; null when it is the one in force. */
  problem: string | null
}

/**
 * Loads the state in force with its index. Where either is damaged, the newest whole one before it serves, and
 * `problem` says so. Null where the school has none yet; refuses when all are damaged.
 */
export async function loadState(folder: string, schoolId: string): Promise<LoadedState | null> {
  return newestWhole(homeOf(folder, schoolId), async (state) => ({
    state,
    index: await loadIndex(folder, state.index),
  }))
}

/** The same without the index of then: engines have one of today for all schools. */
export function loadStateAlone(folder: string, schoolId: string): Promise<Omit<LoadedState, 'index'> | null> {
  return newestWhole(homeOf(folder, schoolId), async (state) => ({ state }))
}

async function newestWhole<Loaded>(
  home: string,
  load: (state: SchoolState) => Promise<Loaded>,
): Promise<(Loaded & { problem: string | null }) | null> {
  const inForce = await readFile(join(home, 'current'), 'utf8').catch(nothingThere)
  if (inForce === null) return null
  const problems: string[] = []
  for (const name of (await statesIn(home)).filter((one) => one <= inForce)) {
    try {
      const loaded = await load(readState(await readFile(join(home, name), 'utf8')))
      return { ...loaded, problem: problems[0] ?? (name === inForce ? null : 'The newest is missing.') }
    } catch (error) {
      problems.push(error instanceof Refused ? error.message : 'A file of the filter cannot be read.')
    }
  }
  throw new Refused(`No state of the filter can be read. ${problems[0] ?? 'They are missing.'}`)
}

/** The number of the state in force; null where it is missing or damaged, so that it is made anew. */
export async function numberInForce(folder: string, schoolId: string): Promise<number | null> {
  try {
    const home = homeOf(folder, schoolId)
    const name = await readFile(join(home, 'current'), 'utf8')
    return readState(await readFile(join(home, name), 'utf8')).version
  } catch {
    return null
  }
}

const homeOf = (folder: string, schoolId: string): string => join(folder, 'schools', schoolId)
/** Where engines look: indexes, and the snapshot of all schools. */
export const enginesFolder = (folder: string): string => join(folder, 'engines')
const indexPath = (folder: string, hash: string): string => join(enginesFolder(folder), `${hash}.index`)

/** Newest first. */
async function statesIn(home: string): Promise<string[]> {
  return (await readdir(home))
    .filter((name) => /^\d{9}-[0-9a-f]{16}\.json$/.test(name))
    .sort()
    .reverse()
}

function nothingThere(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null
  throw error
}
