import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { isId } from '#/kernel/id.ts'
import type { Actor } from '../access/actor.ts'
import { type Context, reading } from '../context.ts'
import { partialEnding, schoolFolder } from './bytes-on-disk.ts'
import { neededNames, toDestroy } from './store.ts'
import type { Vault } from './vault.ts'

/** Younger than this, a file without a row may belong to an upload that is about to be saved. */
const leftAloneForMs = 24 * 3_600_000

/** `missing`: files that the records name and the disk has not. A person must hear of them. */
export type Swept = { removed: number; missing: string[] }

/** Removes what broken-off uploads and rolled-back changes left on the disk, once it is a day old. Runs weekly. */
export async function sweepFiles(context: Context, vault: Vault, actor: Actor): Promise<Swept> {
  const folder = schoolFolder(vault.dataFolder, actor.schoolId)
  const onDisk = await namesIn(folder)
  const known = await reading(context, actor, async (tx) => {
    const onItsWay = (await toDestroy(tx, actor.schoolId)).map((old) => old.storedAs)
    return new Set([...(await neededNames(tx, actor.schoolId)).keys(), ...onItsWay])
  })
  const olderThan = Date.now() - leftAloneForMs
  let removed = 0
  for (const entry of onDisk) {
    const name = entry.endsWith(partialEnding) ? entry.slice(0, -partialEnding.length) : entry
    if (!isId(name) || known.has(entry) || !(await isOlder(join(folder, entry), olderThan))) continue
    await rm(join(folder, entry), { force: true })
    removed += 1
  }
  return { removed, missing: await findMissing(context, vault, actor) }
}

/** Names are read before the disk and again after it, so that a file sealed or destroyed meanwhile is not called missing. */
async function findMissing(context: Context, vault: Vault, actor: Actor): Promise<string[]> {
  const { schoolId } = actor
  const readNames = () => reading(context, actor, (tx) => neededNames(tx, schoolId))
  const needed = await readNames()
  const onDisk = new Set(await namesIn(schoolFolder(vault.dataFolder, schoolId)))
  const absent = [...needed].filter(([storedAs]) => !onDisk.has(storedAs))
  if (absent.length === 0) return []
  const still = await readNames()
  return [...new Set(absent.filter(([storedAs]) => still.has(storedAs)).map(([, fileId]) => fileId))]
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

async function isOlder(path: string, thanMs: number): Promise<boolean> {
  const found = await stat(path).catch(() => undefined)
  return found !== undefined && found.mtimeMs < thanMs
}
