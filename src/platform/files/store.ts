import { sql } from 'kysely'
import { NotFound } from '#/kernel/refusal.ts'
import type { Tx } from '../database/database.ts'
import type { FileTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<FileTables>()

export type FileRow = FileTables['files.file']
export type ShownRow = FileTables['files.shown_copy']

/** `sealing`: nobody can read it any more, and bytes that the seal made superfluous are still to be destroyed. */
export type SealState = 'open' | 'sealing' | 'sealed'

/** A file as lists show it. */
export type FileFacts = {
  fileId: string
  name: string
  type: string
  sizeBytes: number
  sha256: Buffer
  source: string
  firstStoredAt: Date
  seal: SealState
  sealedAt: Date | null
  hasShownCopy: boolean
}

/** The file's row, with that of the copy that is shown, if it has one. */
export async function insertFile(tx: Tx, row: FileRow, shown: ShownRow | undefined): Promise<void> {
  await tables(tx).insertInto('files.file').values(row).execute()
  if (shown) await tables(tx).insertInto('files.shown_copy').values(shown).execute()
}

/** The file, of this record and no other. */
export async function findFile(tx: Tx, schoolId: string, aboutId: string, fileId: string): Promise<FileRow> {
  const row = await tables(tx)
    .selectFrom('files.file')
    .selectAll()
    .where('school_id', '=', schoolId)
    .where('id', '=', fileId)
    .where('about_id', '=', aboutId)
    .executeTakeFirst()
  if (!row) throw new NotFound('file')
  return row
}

/** The copy that is shown. Not found where the kind of file has none, and once the file is sealed. */
export async function findShownCopy(tx: Tx, schoolId: string, fileId: string): Promise<ShownRow> {
  const row = await tables(tx)
    .selectFrom('files.shown_copy')
    .selectAll()
    .where('school_id', '=', schoolId)
    .where('file_id', '=', fileId)
    .executeTakeFirst()
  if (!row) throw new NotFound('picture')
  return row
}

/** The files of a record, first stored first. */
export async function filesAbout(tx: Tx, schoolId: string, aboutId: string): Promise<FileFacts[]> {
  const rows = await factsOf(tx, schoolId).where('f.about_id', '=', aboutId).orderBy('f.id').execute()
  return rows.map(toFacts)
}

/** Every sealed file of the school. A backup made between `firstStoredAt` and the end of sealing may still open it. */
export async function sealedFiles(tx: Tx, schoolId: string): Promise<FileFacts[]> {
  const rows = await factsOf(tx, schoolId)
    .where('f.sealed_at', 'is not', null)
    .orderBy('f.sealed_at')
    .execute()
  return rows.map(toFacts)
}

/** Locks files until the commit, in one order, so that two sealings of the same record cannot block each other. */
export async function lockFiles(tx: Tx, schoolId: string, fileIds: readonly string[]): Promise<FileRow[]> {
  const wanted = [...new Set(fileIds)]
  const rows = await tables(tx)
    .selectFrom('files.file')
    .selectAll()
    .where('school_id', '=', schoolId)
    .where('id', '=', sql<string>`any(${wanted}::uuid[])`)
    .orderBy('id')
    .forUpdate()
    .execute()
  if (rows.length !== wanted.length) throw new NotFound('file')
  return rows
}

/** From here on the row has no key of ours: only the seal’s private half opens the file (decision S12). */
export async function saveSealed(
  tx: Tx,
  file: FileRow,
  sealed: { storedAs: string; sealVersion: number; sealedKey: Buffer; at: Date },
): Promise<void> {
  await tables(tx)
    .updateTable('files.file')
    .set({
      stored_as: sealed.storedAs,
      key_version: null,
      wrapped_key: null,
      seal_version: sealed.sealVersion,
      sealed_key: sealed.sealedKey,
      sealed_at: sealed.at,
    })
    .where('school_id', '=', file.school_id)
    .where('id', '=', file.id)
    .execute()
}

/** Forgets the stripped copy and returns the name its bytes lie under. */
export async function deleteShownCopy(tx: Tx, file: FileRow): Promise<string | undefined> {
  const gone = await tables(tx)
    .deleteFrom('files.shown_copy')
    .where('school_id', '=', file.school_id)
    .where('file_id', '=', file.id)
    .returning('stored_as')
    .executeTakeFirst()
  return gone?.stored_as
}

/** Lists bytes to be destroyed once the commit stands: a job works the list off, so a crash forgets none. */
export async function listToDestroy(
  tx: Tx,
  file: FileRow,
  names: readonly string[],
  since: Date,
): Promise<void> {
  if (names.length === 0) return
  await tables(tx)
    .insertInto('files.to_destroy')
    .values(names.map((stored_as) => ({ school_id: file.school_id, stored_as, file_id: file.id, since })))
    .execute()
}

export type OldBytes = { storedAs: string; fileId: string; about: { kind: string; id: string } }

/** What is to be destroyed, of all files of the school. */
export async function toDestroy(tx: Tx, schoolId: string): Promise<OldBytes[]> {
  const rows = await tables(tx)
    .selectFrom('files.to_destroy as d')
    .innerJoin('files.file as f', (join) =>
      join.onRef('f.school_id', '=', 'd.school_id').onRef('f.id', '=', 'd.file_id'),
    )
    .select(['d.stored_as', 'f.id', 'f.about_kind', 'f.about_id'])
    .where('d.school_id', '=', schoolId)
    .orderBy('d.stored_as')
    .execute()
  return rows.map((row) => ({
    storedAs: row.stored_as,
    fileId: row.id,
    about: { kind: row.about_kind, id: row.about_id },
  }))
}

/** Takes it off the list. Returns whether it was on it still. */
export async function noteDestroyed(tx: Tx, schoolId: string, storedAs: string): Promise<boolean> {
  const gone = await tables(tx)
    .deleteFrom('files.to_destroy')
    .where('school_id', '=', schoolId)
    .where('stored_as', '=', storedAs)
    .executeTakeFirst()
  return gone.numDeletedRows > 0n
}

/** The names under which bytes of the school must lie on the disk, each with its file. */
export async function neededNames(tx: Tx, schoolId: string): Promise<Map<string, string>> {
  const { rows } = await sql<{ stored_as: string; file_id: string }>`
    select stored_as, id as file_id from files.file where school_id = ${schoolId}
    union all
    select stored_as, file_id from files.shown_copy where school_id = ${schoolId}`.execute(tx)
  return new Map(rows.map((row) => [row.stored_as, row.file_id]))
}

function factsOf(tx: Tx, schoolId: string) {
  return tables(tx)
    .selectFrom('files.file as f')
    .leftJoin('files.shown_copy as s', (join) =>
      join.onRef('s.school_id', '=', 'f.school_id').onRef('s.file_id', '=', 'f.id'),
    )
    .select((row) => [
      'f.id',
      'f.name',
      'f.detected_type',
      'f.size_bytes',
      'f.sha256',
      'f.source',
      'f.first_stored_at',
      'f.sealed_at',
      's.file_id as shown',
      row
        .exists(
          row
            .selectFrom('files.to_destroy as d')
            .select('d.file_id')
            .whereRef('d.school_id', '=', 'f.school_id')
            .whereRef('d.file_id', '=', 'f.id'),
        )
        .as('old_bytes_left'),
    ])
    .where('f.school_id', '=', schoolId)
}

type FactsRow = Awaited<ReturnType<ReturnType<typeof factsOf>['execute']>>[number]

function toFacts(row: FactsRow): FileFacts {
  const sealed = row.old_bytes_left ? 'sealing' : 'sealed'
  return {
    fileId: row.id,
    name: row.name,
    type: row.detected_type,
    sizeBytes: row.size_bytes,
    sha256: row.sha256,
    source: row.source,
    firstStoredAt: row.first_stored_at,
    seal: row.sealed_at === null ? 'open' : sealed,
    sealedAt: row.sealed_at,
    hasShownCopy: row.shown !== null,
  }
}
