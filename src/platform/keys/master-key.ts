// The master key: 256 bits in a file of its own, outside the data and the backups, so that whoever copies those has nothing.
// While a rotation is under way a second file lies beside it, named `.next`; both keys are then accepted.

import { type KeyObject, randomBytes, randomUUID } from 'node:crypto'
import { link, mkdir, open, readFile, realpath, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve, sep } from 'node:path'
import { Refused } from '#/kernel/refusal.ts'
import { printKey, readPrintedKey } from './printed-key.ts'
import { keyFrom, keyId } from './wrap.ts'

export type MasterKey = { id: string; key: KeyObject }

/** `next` is there while a rotation is unfinished. */
export type MasterKeys = { current: MasterKey; next: MasterKey | undefined }

/** Where the key lies, and the folders (data, backups) that it may not lie in. */
export type KeyFile = { path: string; apartFrom: readonly string[] }

/** Makes the master key and returns it as it is to be printed. Refuses to replace one, or to lie among data or backups. */
export function createMasterKey(file: KeyFile): Promise<string> {
  return writeMasterKey(file, printKey('master', randomBytes(32)))
}

/** Puts a printed master key back into a file, on a new machine for instance. Refuses to replace one, and any but that which is `needed`. */
export async function restoreMasterKey(
  file: KeyFile,
  typed: string,
  needed: string | null = null,
): Promise<string> {
  const read = () => readPrintedKey('master', typed)
  if (needed !== null && keyId(keyFrom(read())) !== needed)
    throw new Refused(
      'This is a master key, but not the one that the database here needs. Look at the date and the machine on the paper.',
    )
  return writeMasterKey(file, printKey('master', read()))
}

/** Whether what was typed from the paper is the key in the file. Refuses a slip and says where it is. */
export async function confirmPrinted(file: KeyFile, typed: string): Promise<void> {
  const { current, next } = await openMasterKeys(file)
  if (keyId(keyFrom(readPrintedKey('master', typed))) !== (next ?? current).id) {
    throw new Refused(
      'This is a master key, but not the one in use here. Look at the date and the machine on the paper.',
    )
  }
}

/** Reads the master key. Refuses a file that others can read, that is missing, damaged, or lies among data or backups. */
export async function openMasterKeys(file: KeyFile): Promise<MasterKeys> {
  const current = await readMasterKey(file)
  const next = await readMasterKey(nextFile(file)).catch((error: unknown) => {
    if (error instanceof NoKeyFile) return undefined
    throw error
  })
  return { current, next }
}

/** Makes the key that is to follow, or takes the one that an unfinished rotation left, and returns it as printed. */
export async function prepareNextMasterKey(file: KeyFile): Promise<string> {
  const { next } = await openMasterKeys(file)
  return next ? printKey('master', next.key.export()) : createMasterKey(nextFile(file))
}

/** Puts the next key in the place of the current one, which is then gone from this machine. */
export async function promoteNextMasterKey(file: KeyFile): Promise<void> {
  await rename(nextFile(file).path, file.path)
  await syncFolder(dirname(file.path))
}

class NoKeyFile extends Refused {
  override name = 'NoKeyFile'
}

function nextFile(file: KeyFile): KeyFile {
  return { ...file, path: `${file.path}.next` }
}

async function readMasterKey(file: KeyFile): Promise<MasterKey> {
  const found = await stat(file.path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
    throw new NoKeyFile(
      `There is no master key at ${file.path}. Set SCHOOLKEEPER_KEY_FILE to where it lies, or put it back from the printed copy.`,
    )
  })
  if (!found.isFile()) throw new Refused(`${file.path} is not a file, so it cannot hold the master key.`)
  if ((found.mode & 0o077) !== 0) {
    throw new Refused(`Others on this machine can read the master key. Run: chmod 600 ${file.path}`)
  }
  await refuseAmongData(file)
  const key = keyFrom(await readKeyLine(file.path))
  return { id: keyId(key), key }
}

async function readKeyLine(path: string): Promise<Buffer> {
  const line = await readFile(path, 'ascii')
  try {
    return readPrintedKey('master', line)
  } catch {
    throw new Refused(`The master key at ${path} is damaged. Put it back from the printed copy.`)
  }
}

/** Whole or not at all, and never over another: written beside its place and then linked into it. */
async function writeMasterKey(file: KeyFile, printed: string): Promise<string> {
  await refuseAmongData(file)
  await mkdir(dirname(file.path), { recursive: true, mode: 0o700 })
  const partial = `${file.path}.${randomUUID()}.part`
  try {
    await writeDurably(partial, `${printed}\n`)
    await link(partial, file.path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    throw new Refused(
      `There is a master key at ${file.path} already. It is not replaced: what it wraps would be lost.`,
    )
  } finally {
    await rm(partial, { force: true })
  }
  await syncFolder(dirname(file.path))
  return printed
}

async function writeDurably(path: string, text: string): Promise<void> {
  const handle = await open(path, 'wx', 0o600)
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function refuseAmongData(file: KeyFile): Promise<void> {
  const place = await realPlace(file.path)
  for (const folder of file.apartFrom) {
    const inside = `${await realPlace(folder)}${sep}`
    if (place.startsWith(inside)) {
      throw new Refused(
        `The master key may not lie in ${folder}: a copy of that folder would hold both the lock and the key. Set SCHOOLKEEPER_KEY_FILE to a path outside it.`,
      )
    }
  }
}

/** The path with its links followed, also where its last parts do not exist yet. */
async function realPlace(path: string): Promise<string> {
  const whole = resolve(path)
  try {
    return await realpath(whole)
  } catch {
    const parent = dirname(whole)
    return parent === whole ? whole : join(await realPlace(parent), basename(whole))
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
