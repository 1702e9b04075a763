// Sources, imports and their changes, as pages and commands read and write them.

import { sql, type Updateable } from 'kysely'
import { NotFound } from '#/kernel/refusal.ts'
import type { Tx } from '#/platform/database/database.ts'
import type { ImportState, SourceFormat } from './import.ts'
import type { Mapping } from './mapping.ts'
import type { ImportKey } from './staging-store.ts'
import type { RosterTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<RosterTables>()

export type Source = {
  id: string
  name: string
  format: SourceFormat
  mapping: Mapping | null
  schoolCode: string | null
}
const sourceColumns = ['id', 'name', 'format', 'mapping', 'school_code as schoolCode'] as const

/** The systems that files come from, in order of name. */
export function sourcesOf(tx: Tx, schoolId: string): Promise<Source[]> {
  return tables(tx)
    .selectFrom('rosters.source')
    .select(sourceColumns)
    .where('school_id', '=', schoolId)
    .orderBy('name')
    .execute()
}

/** One source. Not found in another school. */
export async function findSource(tx: Tx, schoolId: string, id: string): Promise<Source> {
  const found = (await sourcesOf(tx, schoolId)).find((source) => source.id === id)
  if (!found) throw new NotFound('source')
  return found
}

/** Without columns yet: those are matched when its first file is there. */
export async function insertSource(tx: Tx, row: RosterTables['rosters.source']): Promise<void> {
  await tables(tx)
    .insertInto('rosters.source')
    .values({ ...row, mapping: null })
    .execute()
}

/** Remembers what the columns of a source mean, or which of its schools is this one. */
export async function saveSource(
  tx: Tx,
  schoolId: string,
  id: string,
  change: { mapping?: Mapping; schoolCode?: string | null },
): Promise<void> {
  await tables(tx)
    .updateTable('rosters.source')
    .set({
      ...(change.mapping === undefined
        ? {}
        : { mapping: sql<Mapping>`${JSON.stringify(change.mapping)}::jsonb` }),
      ...(change.schoolCode === undefined ? {} : { school_code: change.schoolCode }),
    })
    .where('school_id', '=', schoolId)
    .where('id', '=', id)
    .execute()
}

export type Import = {
  id: string
  sourceId: string
  state: ImportState
  mode: 'bulk' | 'delta' | null
  begunAt: Date
  begunBy: string | null
  stepsDone: number
  steps: number
  problems: number
  known: number
  leavers: number
  mostPercent: number
  confirmedBy: string | null
  appliedAt: Date | null
  undoneAt: Date | null
  changesHash: Buffer | null
}
const importColumns = [
  'id',
  'source_id as sourceId',
  'state',
  'mode',
  'begun_at as begunAt',
  'begun_by as begunBy',
  'steps_done as stepsDone',
  'steps',
  'problems',
  'known',
  'leavers',
  'most_percent as mostPercent',
  'confirmed_by as confirmedBy',
  'applied_at as appliedAt',
  'undone_at as undoneAt',
  'changes_hash as changesHash',
] as const

/** The last imports, newest first. */
export function importsOf(tx: Tx, schoolId: string, most = 30): Promise<Import[]> {
  return tables(tx)
    .selectFrom('rosters.import')
    .select(importColumns)
    .where('school_id', '=', schoolId)
    .orderBy('begun_at', 'desc')
    .limit(most)
    .execute()
}

/** One import, locked until the commit where it is going to change. Not found in another school. */
export async function findImport(tx: Tx, schoolId: string, id: string, lock = false): Promise<Import> {
  const found = await tables(tx)
    .selectFrom('rosters.import')
    .select(importColumns)
    .where('school_id', '=', schoolId)
    .where('id', '=', id)
    .$if(lock, (query) => query.forUpdate())
    .executeTakeFirst()
  if (!found) throw new NotFound('import')
  return found
}

/** It holds nothing until its files are read, and changes nothing until somebody confirms it. */
export async function insertImport(
  tx: Tx,
  row: Pick<
    RosterTables['rosters.import'],
    'school_id' | 'id' | 'source_id' | 'state' | 'begun_at' | 'begun_by'
  >,
): Promise<void> {
  await tables(tx).insertInto('rosters.import').values(row).execute()
}

export type ImportChange = Updateable<RosterTables['rosters.import']>

/** Saves what is given of an import, and leaves the rest. */
export async function saveImport(
  tx: Tx,
  { schoolId, importId }: ImportKey,
  change: ImportChange,
): Promise<void> {
  await tables(tx)
    .updateTable('rosters.import')
    .set(change)
    .where('school_id', '=', schoolId)
    .where('id', '=', importId)
    .execute()
}

/** Whether another import is being read, looked at, made or undone. */
export async function runningImport(tx: Tx, schoolId: string): Promise<string | null> {
  const row = await tables(tx)
    .selectFrom('rosters.import')
    .select('id')
    .where('school_id', '=', schoolId)
    .where('state', 'in', ['reading', 'planned', 'applying', 'undoing'])
    .executeTakeFirst()
  return row?.id ?? null
}

/** One of the files that it was made from, which stays for looking up. */
export async function addImportFile(tx: Tx, row: RosterTables['rosters.import_file']): Promise<void> {
  await tables(tx).insertInto('rosters.import_file').values(row).execute()
}

export type ImportFile = { fileId: string; name: string }

/** The files of an import by name. */
export function filesOf(tx: Tx, { schoolId, importId }: ImportKey): Promise<ImportFile[]> {
  return tables(tx)
    .selectFrom('rosters.import_file')
    .select(['file_id as fileId', 'name'])
    .where('school_id', '=', schoolId)
    .where('import_id', '=', importId)
    .orderBy('name')
    .execute()
}

export type ShownProblem = {
  stops: boolean
  file: string
  line: number | null
  column: string | null
  sentence: string
}

/** What is wrong in the files, what stops first; at most 100. */
export function problemsOf(tx: Tx, { schoolId, importId }: ImportKey): Promise<ShownProblem[]> {
  return tables(tx)
    .selectFrom('rosters.problem')
    .select(['stops', 'file', 'line', 'column_name as column', 'sentence'])
    .where('school_id', '=', schoolId)
    .where('import_id', '=', importId)
    .orderBy('stops', 'desc')
    .orderBy('file')
    .orderBy('line')
    .limit(100)
    .execute()
}
