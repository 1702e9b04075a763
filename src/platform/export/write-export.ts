// Everything of one school in a folder that other programs read. It is read as the application, with the school and the
// person who asked set: row security itself leaves out other schools, and what is kept from that person.

import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { copyFile, cp, mkdir, readdir, writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { sql } from 'kysely'
import { Refused } from '#/kernel/refusal.ts'
import type { PersonActor } from '../access/actor.ts'
import { asSchool } from '../access/as-school.ts'
import { anchorFile } from '../audit/anchors.ts'
import { type Context, reading } from '../context.ts'
import { type CsvCell, csvLine } from '../csv/csv.ts'
import type { Tx } from '../database/database.ts'
import { readFile } from '../files/files.ts'

export type Exported = { tables: number; rows: number; files: number; sealed: number }

/**
 * Left out: what lets somebody in, what only the program needs, and the entries of the trail. Somebody who could count
 * the entries that they may not see would learn that something is kept from them; the chain is there without content.
 */
const leftOut = [
  'sign_in',
  'keys',
  'web',
  'exports',
  'audit',
  'access',
  'graphile_worker',
  'schoolkeeper',
  'backups',
]
const rowsAtOnce = 500
const verifierFolder = new URL('./verifier/', import.meta.url)

/** Writes the export. Refuses a folder that has anything in it. */
export async function writeExport(
  context: Context,
  actor: PersonActor,
  { folder, anchorFolder }: { folder: string; anchorFolder: string },
): Promise<Exported> {
  await refuseFull(folder)
  const done = await reading(context, actor, async (tx) => {
    await sql`set local statement_timeout = 0`.execute(tx)
    const tables = await tablesWithSchool(tx)
    let rows = 0
    for (const table of tables) rows += await writeTable(tx, actor.schoolId, table, join(folder, 'tables'))
    await writeChain(tx, actor.schoolId, join(folder, 'audit'))
    return { tables: tables.length, rows }
  })
  const files = await writeFiles(context, actor, folder)
  await copyFile(anchorFile(anchorFolder, actor.schoolId), join(folder, 'audit', 'anchors.jsonl')).catch(
    ifMissing,
  )
  await cp(verifierFolder, folder, { recursive: true })
  await writeManifest(folder, actor.schoolId, context.clock())
  return { ...done, ...files }
}

async function refuseFull(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  if ((await readdir(folder)).length > 0) {
    throw new Refused(`There is something in ${folder} already. Name a folder that is new or empty.`)
  }
}

type Named = { schema: string; name: string; columns: string[] }

async function tablesWithSchool(tx: Tx): Promise<Named[]> {
  const { rows } = await sql<Named>`
    select n.nspname as schema, c.relname as name,
           array(select a.attname::text from pg_attribute a
                  where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped order by a.attnum) as columns
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and not c.relispartition and n.nspname !~ '^(pg_|information_schema)' and n.nspname <> all(${leftOut})
       and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'school_id')
     order by 1, 2`.execute(tx)
  return rows
}

async function writeTable(tx: Tx, schoolId: string, table: Named, folder: string): Promise<number> {
  const path = join(folder, `${table.schema}.${table.name}`)
  const name = sql.id(table.schema, table.name)
  await mkdir(folder, { recursive: true })
  await sql`declare rows no scroll cursor for
    select to_jsonb(t) as row from ${name} t where school_id = ${sql.lit(schoolId)}`.execute(tx)
  const [csv, lines] = [createWriteStream(`${path}.csv`), createWriteStream(`${path}.jsonl`)]
  csv.write(csvLine(table.columns))
  let count = 0
  for await (const row of fetched<{ row: Record<string, unknown> }>(tx)) {
    csv.write(csvLine(table.columns.map((column) => cellOf(row.row[column]))))
    if (!lines.write(`${JSON.stringify(row.row)}\n`))
      await new Promise<void>((drained) => lines.once('drain', drained))
    count += 1
  }
  await Promise.all([csv, lines].map((file) => new Promise<void>((ended) => file.end(() => ended()))))
  return count
}

async function* fetched<Row>(tx: Tx): AsyncGenerator<Row> {
  while (true) {
    const { rows } = await sql<Row>`fetch ${sql.lit(rowsAtOnce)} from rows`.execute(tx)
    yield* rows
    if (rows.length < rowsAtOnce) break
  }
  await sql`close rows`.execute(tx)
}

function cellOf(value: unknown): CsvCell {
  if (value === null || value === undefined) return undefined
  if (typeof value === 'number' || typeof value === 'string') return value
  return JSON.stringify(value)
}

/** Number, hash and previous hash of every entry: enough to check that the chain is whole and fits its anchors. */
async function writeChain(tx: Tx, schoolId: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  // Of all entries alike, so that nobody can tell which of them they may not see.
  const { rows } = await asSchool(tx, () =>
    sql<{ line: string }>`
      select json_build_object('number', number, 'previousHash', encode(previous_hash, 'hex'), 'hash', encode(hash, 'hex'))::text as line
        from audit.entry where school_id = ${schoolId} order by number`.execute(tx),
  )
  await writeFile(join(folder, 'chain.jsonl'), rows.map(({ line }) => `${line}\n`).join(''))
  const { rows: heads } = await sql<{ entries: number; hash: string }>`
    select entries, encode(hash, 'hex') as hash from audit.head where school_id = ${schoolId}`.execute(tx)
  await writeFile(join(folder, 'head.json'), `${JSON.stringify(heads[0] ?? { entries: 0, hash: '' })}\n`)
}

type FileRow = { id: string; about_kind: string; about_id: string; sealed: boolean }

async function writeFiles(context: Context, actor: PersonActor, folder: string) {
  const { rows } = await reading(context, actor, (tx) =>
    sql<FileRow>`select id, about_kind, about_id, sealed_at is not null as sealed from files.file
      where school_id = ${actor.schoolId} order by id`.execute(tx),
  )
  const open = rows.filter(({ sealed }) => !sealed)
  for (const { id, about_kind: kind, about_id } of open) {
    const about = { kind, id: about_id }
    const { bytes } = await readFile(context, context.vault, actor, { fileId: id, about, copy: 'original' })
    const path = join(folder, 'files', id)
    await mkdir(dirname(path), { recursive: true })
    await pipeline(bytes, createWriteStream(path, { mode: 0o600 }))
  }
  return { files: open.length, sealed: rows.length - open.length }
}

/** The SHA-256 of every file of the folder, in the form that `sha256sum --check` reads. */
async function writeManifest(folder: string, schoolId: string, at: Date): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  const lines: string[] = []
  for (const path of paths.sort()) {
    const hash = createHash('sha256')
    await pipeline(createReadStream(path), hash)
    lines.push(`${hash.digest('hex')}  ${relative(folder, path)}`)
  }
  await writeFile(join(folder, 'SHA256SUMS'), `${lines.join('\n')}\n`)
  await writeFile(
    join(folder, 'export.json'),
    `${JSON.stringify({ schoolId, exportedAt: at.toISOString(), leftOut })}\n`,
  )
}

function ifMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error
}
