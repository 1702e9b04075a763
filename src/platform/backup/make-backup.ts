// A backup of everything while it is in use (decision X13): one snapshot of every table, the files that it names, the anchors.

import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { newId } from '#/kernel/id.ts'
import { Refused } from '#/kernel/refusal.ts'
import { anchorFile, schoolsAnchored } from '../audit/anchors.ts'
import { schoolFolder } from '../files/bytes-on-disk.ts'
import { masterKeyNamed } from '../keys/keyring.ts'
import { type Keyring, newKey } from '../keys/keys.ts'
import { writeArchive } from './archive.ts'
import { fullName, quoted, sequencesOf, tablesOf } from './catalogue.ts'
import { copyOut } from './copy-stream.ts'
import {
  anchorsPart,
  type Beginning,
  beginningPart,
  filePart,
  type Manifest,
  manifestPart,
  tablePart,
} from './manifest.ts'
import { framePart, type PartFacts } from './parts.ts'

export type BackupParts = {
  backupUrl: string
  dataFolder: string
  anchorFolder: string
  keyring: Keyring
  /** Where the archive is written. */
  folder: string
}

export type BackupMade = {
  id: string
  fileName: string
  takenAt: Date
  masterKeyId: string
  sizeBytes: number
  rows: number
  files: number
  filesGone: readonly string[]
}

/** Writes one encrypted archive. It gets its name when it is whole and on the disk; a backup that fails leaves nothing. */
export async function makeBackup(parts: BackupParts): Promise<BackupMade> {
  const client = new pg.Client({ connectionString: parts.backupUrl })
  await client.connect()
  try {
    await client.query(`set datestyle to 'ISO, YMD'; begin isolation level repeatable read read only`)
    return await writeBackup(client, parts)
  } finally {
    await client.end()
  }
}

async function writeBackup(client: pg.Client, parts: BackupParts): Promise<BackupMade> {
  const beginning = await readBeginning(client)
  const { id } = beginning
  const takenAt = new Date(beginning.takenAt)
  const fileName = `schoolkeeper-${beginning.takenAt.slice(0, 19).replaceAll(':', '')}Z.backup`
  const path = join(parts.folder, fileName)
  const master = await masterKeyNamed(parts.keyring, await masterKeyOf(client, parts.keyring))
  const written: Written = { facts: [], rows: {}, filesGone: [] }
  try {
    await mkdir(parts.folder, { recursive: true, mode: 0o700 })
    const content = contentOf(client, parts, beginning, written)
    const archive = writeArchive({ id, madeAt: takenAt, master, key: newKey() }, content)
    await pipeline(archive, createWriteStream(`${path}.part`, { flags: 'wx', mode: 0o600, flush: true }))
    await rename(`${path}.part`, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') {
      throw new Refused(
        `There is ${path}.part already: another backup is being made, or one was broken off. Remove it if not.`,
      )
    }
    await rm(`${path}.part`, { force: true })
    throw asNoRoom(error, parts.folder)
  }
  return {
    id,
    fileName,
    takenAt,
    masterKeyId: master.id,
    sizeBytes: (await stat(path)).size,
    rows: Object.values(written.rows).reduce((sum, rows) => sum + rows, 0),
    files: written.facts.filter(({ name }) => name.startsWith('files/')).length,
    filesGone: written.filesGone,
  }
}

async function readBeginning(client: pg.Client): Promise<Beginning> {
  // The first query takes the snapshot.
  const { rows } = await client.query(
    `select current_setting('server_version') as postgres, clock_timestamp() as at`,
  )
  const migrations = await client.query('select name, sha256 from schoolkeeper.migration order by name')
  const chains = await client.query(
    `select school_id as "schoolId", entries::float8 as entries, encode(hash, 'hex') as hash from audit.head order by school_id`,
  )
  return {
    id: newId(),
    takenAt: rows[0].at.toISOString(),
    postgres: rows[0].postgres,
    migrations: migrations.rows,
    tables: await tablesOf(client),
    sequences: await sequencesOf(client),
    chains: chains.rows,
  }
}

/** The master key that wraps this snapshot's keys, so that one paper opens the archive and what is in it. */
async function masterKeyOf(client: pg.Client, keyring: Keyring): Promise<string> {
  const { rows } = await client.query('select key_id from keys.master_key_in_use')
  return rows[0]?.key_id ?? keyring.keys.current.id
}

type Written = { facts: PartFacts[]; rows: Record<string, number>; filesGone: string[] }

async function* contentOf(
  client: pg.Client,
  parts: BackupParts,
  beginning: Beginning,
  written: Written,
): AsyncGenerator<Buffer> {
  written.facts.push(yield* framePart(beginningPart, jsonOf(beginning)))
  for (const table of beginning.tables) {
    const rows = copyOut(
      client,
      `copy (select ${table.columns.map(pg.escapeIdentifier).join(', ')} from ${quoted(table)}) to stdout`,
    )
    const counted = counting(rows, (count) => {
      written.rows[fullName(table)] = count
    })
    written.facts.push(yield* framePart(tablePart(fullName(table)), counted))
  }
  yield* filesOf(client, parts.dataFolder, written)
  for (const schoolId of await schoolsAnchored(parts.anchorFolder)) {
    const anchors = createReadStream(anchorFile(parts.anchorFolder, schoolId))
    written.facts.push(yield* framePart(anchorsPart(schoolId), anchors))
  }
  const manifest: Manifest = { parts: written.facts, rows: written.rows, filesGone: written.filesGone }
  yield* framePart(manifestPart, jsonOf(manifest))
}

async function* counting(
  rows: AsyncGenerator<Buffer, number>,
  count: (rows: number) => void,
): AsyncGenerator<Buffer> {
  count(yield* rows)
}

/** The bytes that the snapshot's records name, as they lie on the disk: encrypted, the sealed ones beyond our reach. */
async function* filesOf(client: pg.Client, dataFolder: string, written: Written): AsyncGenerator<Buffer> {
  const { rows } = await client.query<{ school_id: string; stored_as: string }>(
    'select school_id, stored_as from files.file union select school_id, stored_as from files.shown_copy order by 1, 2',
  )
  for (const { school_id: schoolId, stored_as: storedAs } of rows) {
    const path = join(schoolFolder(dataFolder, schoolId), storedAs)
    const isThere = await stat(path).then(
      () => true,
      () => false,
    )
    if (isThere) written.facts.push(yield* framePart(filePart(schoolId, storedAs), createReadStream(path)))
    else written.filesGone.push(`${schoolId}/${storedAs}`)
  }
}

async function* jsonOf(value: unknown): AsyncGenerator<Buffer> {
  yield Buffer.from(JSON.stringify(value))
}

function asNoRoom(error: unknown, folder: string): unknown {
  const code = (error as NodeJS.ErrnoException).code ?? ''
  if (code !== 'ENOSPC' && code !== 'EDQUOT') return error
  return new Refused(
    `There is no room left in ${folder}. Nothing of this backup was kept. Make room, or name another folder.`,
  )
}
