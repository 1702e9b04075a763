// What belongs to one matter: the children, what was told, the LADO's advice, the entries, the outcome.

import { newId } from '#/kernel/id.ts'
import { type Sensitive, sensitive } from '#/kernel/sensitive.ts'
import type { Tx } from '#/platform/database/database.ts'
import type { AllegationTables, EntryKind } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<AllegationTables>()
type Of = { schoolId: string; id: string }

export type ConcernedChild = { personId: string | null; described: string | null }

/** Named or described, one of them: the table refuses both and neither. */
export async function insertChildren(tx: Tx, of: Of, children: readonly ConcernedChild[]): Promise<void> {
  if (children.length === 0) return
  await tables(tx)
    .insertInto('allegations.child')
    .values(
      children.map(({ personId, described }) => ({
        school_id: of.schoolId,
        id: newId(),
        allegation_id: of.id,
        person_id: personId,
        described,
      })),
    )
    .execute()
}

/** In the order in which they were named. An adviser learns only how many they are. */
export function childrenOf(tx: Tx, of: Of): Promise<ConcernedChild[]> {
  return tables(tx)
    .selectFrom('allegations.child')
    .select(['person_id as personId', 'described'])
    .where('school_id', '=', of.schoolId)
    .where('allegation_id', '=', of.id)
    .orderBy('id')
    .execute()
}

/** What somebody told, word for word. Returns its id; nothing updates it. */
export async function insertTold(
  tx: Tx,
  of: Of,
  told: { reporterId: string; account: Sensitive | null; at: Date },
): Promise<string> {
  const id = newId()
  await tables(tx)
    .insertInto('allegations.told')
    .values({
      school_id: of.schoolId,
      id,
      allegation_id: of.id,
      reporter_id: told.reporterId,
      account: told.account?.reveal() ?? null,
      told_at: told.at,
    })
    .execute()
  return id
}

export type Told = { id: string; account: Sensitive | null; toldAt: Date }

/** What a person told us themselves, newest first: the only thing about it that they may read. */
export async function toldBy(tx: Tx, schoolId: string, reporterId: string): Promise<Told[]> {
  const rows = await tables(tx)
    .selectFrom('allegations.told')
    .select(['id', 'account', 'told_at as toldAt'])
    .where('school_id', '=', schoolId)
    .where('reporter_id', '=', reporterId)
    .orderBy('told_at', 'desc')
    .execute()
  return rows.map((row) => ({ ...row, account: row.account === null ? null : sensitive(row.account) }))
}

/** Who told us, for the case manager. */
export function reportersOf(tx: Tx, of: Of): Promise<{ reporterId: string; toldAt: Date }[]> {
  return tables(tx)
    .selectFrom('allegations.told')
    .select(['reporter_id as reporterId', 'told_at as toldAt'])
    .where('school_id', '=', of.schoolId)
    .where('allegation_id', '=', of.id)
    .orderBy('told_at')
    .execute()
}

export type Consultation = Omit<
  AllegationTables['allegations.consultation'],
  'school_id' | 'id' | 'allegation_id'
>

/** What the LADO advised. From the first on, the database lets the adult be told (migration 0160). */
export async function insertConsultation(tx: Tx, of: Of, consultation: Consultation): Promise<void> {
  await tables(tx)
    .insertInto('allegations.consultation')
    .values({ ...consultation, school_id: of.schoolId, id: newId(), allegation_id: of.id })
    .execute()
}

/** What the LADO advised, newest first. */
export function consultationsOf(tx: Tx, of: Of): Promise<Consultation[]> {
  return tables(tx)
    .selectFrom('allegations.consultation')
    .select([
      'consulted_at',
      'officer',
      'lado_reference',
      'advice',
      'words',
      'adult_may_be_told',
      'written_at',
      'written_by',
    ])
    .where('school_id', '=', of.schoolId)
    .where('allegation_id', '=', of.id)
    .orderBy('written_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
}

export type NewEntry = {
  kind: EntryKind
  title: string
  says?: string | null
  at: Date
  writtenAt: Date
  by: string | null
}
export type Entry = {
  id: string
  kind: EntryKind
  title: string
  says: string | null
  at: Date
  writtenBy: string | null
}

/** Adds to the record of a matter. The database refuses what may not happen before the LADO has advised. */
export async function insertEntry(tx: Tx, of: Of, entry: NewEntry): Promise<void> {
  await tables(tx)
    .insertInto('allegations.entry')
    .values({
      school_id: of.schoolId,
      id: newId(),
      allegation_id: of.id,
      kind: entry.kind,
      title: entry.title,
      says: entry.says ?? null,
      at: entry.at,
      written_at: entry.writtenAt,
      written_by: entry.by,
    })
    .execute()
}

/** The record of the matter, newest first. */
export function entriesOf(tx: Tx, of: Of): Promise<Entry[]> {
  return tables(tx)
    .selectFrom('allegations.entry')
    .select(['id', 'kind', 'title', 'says', 'at', 'written_by as writtenBy'])
    .where('school_id', '=', of.schoolId)
    .where('allegation_id', '=', of.id)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .execute()
}

export type RecordedOutcome = Omit<
  AllegationTables['allegations.outcome'],
  'school_id' | 'id' | 'allegation_id'
>

/** A later one stands beside the first; the newest counts. */
export async function insertOutcome(tx: Tx, of: Of, outcome: RecordedOutcome): Promise<void> {
  await tables(tx)
    .insertInto('allegations.outcome')
    .values({ ...outcome, school_id: of.schoolId, id: newId(), allegation_id: of.id })
    .execute()
}

/** The latest outcome, or nothing. */
export function outcomeOf(tx: Tx, of: Of): Promise<RecordedOutcome | undefined> {
  return tables(tx)
    .selectFrom('allegations.outcome')
    .select([
      'outcome',
      'reasons',
      'measure',
      'gross_misconduct',
      'removed_for_risk',
      'dbs',
      'tra',
      'referral_reasons',
      'staff_file',
      'decided_at',
      'decided_by',
    ])
    .where('school_id', '=', of.schoolId)
    .where('allegation_id', '=', of.id)
    .orderBy('decided_at', 'desc')
    .executeTakeFirst()
}
