// A backup put back, whole or not at all: rows are committed and files get their places after the last part was checked.

import { createWriteStream, existsSync } from 'node:fs'
import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { isId } from '#/kernel/id.ts'
import { Refused } from '#/kernel/refusal.ts'
import { anchorFile } from '../audit/anchors.ts'
import { Damaged } from '../files/files.ts'
import type { MasterKey } from '../keys/master-key.ts'
import { openArchive } from './archive.ts'
import { type Beginning, beginningPart, type Manifest, manifestPart } from './manifest.ts'
import { type Part, type PartFacts, readParts } from './parts.ts'
import { openTables, type RestoredTables } from './restore-tables.ts'

export type RestoreParts = {
  path: string
  master: MasterKey
  ownerUrl: string
  jobsUrl: string
  dataFolder: string
  anchorFolder: string
  /** Makes the tables as the backup's release had them. Refuses a database that has gone further. */
  prepare: (beginning: Beginning) => Promise<void>
}

export type Restored = { beginning: Beginning; rows: number; files: number; filesGone: readonly string[] }

/** Puts a backup into an empty database and an empty folder of files; refuses any other. */
export async function restoreBackup(parts: RestoreParts): Promise<Restored> {
  const files = join(parts.dataFolder, 'files')
  if (existsSync(files) && (await readdir(files)).length > 0) {
    throw new Refused(`There are files in ${files} already. Restore into an empty DATA_DIR.`)
  }
  const waiting = `${files}.restoring`
  await rm(waiting, { recursive: true, force: true })
  try {
    return await restoreParts(parts, waiting)
  } finally {
    await rm(waiting, { recursive: true, force: true })
  }
}

async function restoreParts(parts: RestoreParts, waiting: string): Promise<Restored> {
  const archive = readParts(openArchive(parts.path, parts.master))
  const first = await archive.next()
  if (first.done || first.value.name !== beginningPart) throw new Damaged()
  const beginning = await jsonIn<Beginning>(first.value)
  const facts: PartFacts[] = [first.value.facts()]
  await parts.prepare(beginning)
  const tables = await openTables(parts.ownerUrl, parts.jobsUrl, beginning)
  try {
    let manifest: Manifest | undefined
    for await (const part of archive) {
      if (part.name === manifestPart) manifest = await jsonIn<Manifest>(part)
      else facts.push(await restorePart(part, tables, { waiting, anchors: parts.anchorFolder }))
    }
    check(manifest, facts, tables.rows)
    if (existsSync(waiting)) await putInPlace(waiting, join(parts.dataFolder, 'files'))
    await tables.commit()
    return {
      beginning,
      rows: Object.values(tables.rows).reduce((sum, rows) => sum + rows, 0),
      files: facts.filter(({ name }) => name.startsWith('files/')).length,
      filesGone: manifest.filesGone,
    }
  } finally {
    await tables.close()
  }
}

async function restorePart(
  part: Part,
  tables: RestoredTables,
  folders: { waiting: string; anchors: string },
): Promise<PartFacts> {
  const [kind, first = '', second = ''] = part.name.split('/')
  if (kind === 'tables') await tables.fill(first, part.content)
  else if (kind === 'files' && isId(first) && isId(second))
    await writeTo(join(folders.waiting, first, second), part.content)
  else if (kind === 'anchors' && isId(first))
    await restoreAnchors(anchorFile(folders.anchors, first), part.content)
  else throw new Damaged()
  return part.facts()
}

/** Anchors that are here already are the same and newer ones: they are what says how much was lost. */
async function restoreAnchors(path: string, content: AsyncIterable<Buffer>): Promise<void> {
  if (!existsSync(path)) return writeTo(path, content)
  for await (const _ of content);
}

async function writeTo(path: string, content: AsyncIterable<Buffer>): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  await pipeline(content, createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true }))
}

async function putInPlace(waiting: string, files: string): Promise<void> {
  await rm(files, { recursive: true, force: true })
  await rename(waiting, files)
}

/** Every part that the manifest names was read, with the same bytes, and every row arrived. */
function check(
  manifest: Manifest | undefined,
  facts: readonly PartFacts[],
  rows: Readonly<Record<string, number>>,
): asserts manifest is Manifest {
  if (!manifest)
    throw new Refused('This backup was broken off before its end. Nothing was restored; take another one.')
  const isSame = JSON.stringify(manifest.parts) === JSON.stringify(facts)
  const isWhole = Object.entries(manifest.rows).every(([table, count]) => rows[table] === count)
  if (!isSame || !isWhole) {
    throw new Refused(
      'This backup does not hold what its manifest says. Nothing was restored; take another one.',
    )
  }
}

async function jsonIn<T>({ content }: Part): Promise<T> {
  const pieces: Buffer[] = []
  for await (const piece of content) pieces.push(piece)
  return JSON.parse(Buffer.concat(pieces).toString('utf8')) as T
}
