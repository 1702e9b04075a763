// The changes of an import: planned, made, kept as they were, undone.

import { sql } from 'kysely'
import type { Tx } from '#/platform/database/database.ts'
import type { Stay } from '../people/index.ts'
import { type ChangeState, changes, type WhatChanges } from './import.ts'
import type { ImportKey } from './staging-store.ts'
import type { RosterTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<RosterTables>()

export type ChangeCount = { what: WhatChanges; state: ChangeState; count: number }

/** How many changes of each kind are planned, done, kept and undone. */
export async function countChanges(tx: Tx, { schoolId, importId }: ImportKey): Promise<ChangeCount[]> {
  const { rows } = await sql<ChangeCount>`
    select what, state, count(*)::int as count from rosters.change
     where school_id = ${schoolId} and import_id = ${importId} group by what, state`.execute(tx)
  return rows
}

export type Change = {
  id: string
  what: WhatChanges
  personId: string
  otherId: string | null
  name: string
  before: Record<string, unknown>
  after: Record<string, unknown>
  state: ChangeState
  why: string | null
}
const changeColumns = [
  'id',
  'what',
  'person_id as personId',
  'other_id as otherId',
  'name',
  'before',
  'after',
  'state',
  'why',
] as const

/** Changes of one kind by name: a page of the diff. */
export function changesOf(
  tx: Tx,
  { schoolId, importId }: ImportKey,
  { what, offset, most }: { what: WhatChanges; offset: number; most: number },
): Promise<Change[]> {
  return tables(tx)
    .selectFrom('rosters.change')
    .select(changeColumns)
    .where('school_id', '=', schoolId)
    .where('import_id', '=', importId)
    .where('what', '=', what)
    .orderBy('name')
    .orderBy('id')
    .offset(offset)
    .limit(most)
    .execute() as Promise<Change[]>
}

/** The next changes in that state, of one kind at a time: in their order, or the other way round to undo them. */
export async function nextChanges(
  tx: Tx,
  { schoolId, importId }: ImportKey,
  { state, most, backwards = false }: { state: ChangeState; most: number; backwards?: boolean },
): Promise<Change[]> {
  const direction = sql.raw(backwards ? 'desc' : 'asc')
  const { rows } = await sql<Change>`
    select id, what, person_id as "personId", other_id as "otherId", name, before, after, state, why
      from rosters.change c
     where school_id = ${schoolId} and import_id = ${importId} and state = ${state} and step = (
       select step from rosters.change where school_id = ${schoolId} and import_id = ${importId} and state = ${state}
        order by step ${direction} limit 1)
     order by person_id limit ${most}`.execute(tx)
  return rows
}

export type EndedChange = { id: string; state: ChangeState; why?: string; revision?: number }

/**
 * Notes what became of changes, as `nextChanges` gave them: those that ended alike in one statement. It names their stretch
 * of the order besides their ids: the rows came a moment ago, and without statistics all of an import's would be read.
 */
export async function saveChanges(
  tx: Tx,
  { schoolId, importId }: ImportKey,
  batch: readonly Change[],
  ended: readonly EndedChange[],
): Promise<void> {
  const [first, last] = [batch[0], batch.at(-1)]
  if (first === undefined || last === undefined) return
  const alike = Map.groupBy(ended, ({ state, why, revision }) => JSON.stringify([state, why, revision]))
  for (const some of alike.values()) {
    const { state, why = null, revision } = some[0] as EndedChange
    const seen = revision === undefined ? {} : { revision }
    await sql`
      update rosters.change set state = ${state}, why = coalesce(${why}, why), after = after || ${JSON.stringify(seen)}::jsonb
       where school_id = ${schoolId} and import_id = ${importId} and state = ${first.state} and step = ${changes[first.what].step}
         and person_id between ${first.personId} and ${last.personId} and id = any(${some.map(({ id }) => id)}::uuid[])`.execute(
      tx,
    )
  }
}

/** Notes what the leaving of these people ends, so that it can be given back. `batch` as `nextChanges` gave it. */
export async function saveEndedStays(
  tx: Tx,
  { schoolId, importId }: ImportKey,
  batch: readonly Change[],
  stays: readonly Stay[],
): Promise<void> {
  const [first, last] = [batch[0], batch.at(-1)]
  if (first === undefined || last === undefined || stays.length === 0) return
  const ofPerson = Map.groupBy(stays, ({ personId }) => personId)
  const ending = batch.map(({ id, personId }) => ({ id, stays: ofPerson.get(personId) ?? [] }))
  await sql`
    update rosters.change c set before = c.before || jsonb_build_object('stays', one.stays)
      from jsonb_to_recordset(${JSON.stringify(ending)}::jsonb) as one (id uuid, stays jsonb)
     where c.school_id = ${schoolId} and c.import_id = ${importId} and c.state = ${first.state}
       and c.step = ${changes[first.what].step} and c.person_id between ${first.personId} and ${last.personId} and c.id = one.id`.execute(
    tx,
  )
}

/** Those of the people whom a change of this import is about that was not taken back, because somebody has decided since. */
export async function keptFromUndo(
  tx: Tx,
  { schoolId, importId }: ImportKey,
  personIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`
    select unnest(array[person_id, other_id]) as id from rosters.change
     where school_id = ${schoolId} and import_id = ${importId} and state = 'notUndone'
       and (person_id = any(${[...personIds]}::uuid[]) or other_id = any(${[...personIds]}::uuid[]))`.execute(
    tx,
  )
  return new Set(rows.map(({ id }) => id))
}

/** SHA-256 over all planned changes in their order: what was confirmed is what is made. */
export async function hashChanges(tx: Tx, { schoolId, importId }: ImportKey): Promise<Buffer> {
  const { rows } = await sql<{ hash: Buffer }>`
    select sha256(coalesce(string_agg(sha256(convert_to(concat_ws('|', what, person_id, other_id, before, after), 'UTF8')), ''
                                      order by step, person_id, id), '')) as hash
      from rosters.change where school_id = ${schoolId} and import_id = ${importId} and state = 'planned'`.execute(
    tx,
  )
  return rows[0]?.hash ?? Buffer.alloc(32)
}

/** From now on the source's codes stand for these people and classes, and it may take back the guardians it gave. */
export async function linkStaged(tx: Tx, key: ImportKey, sourceId: string): Promise<void> {
  const { schoolId, importId } = key
  await sql`
    insert into rosters.link (school_id, source_id, what, code, ours)
    select ${schoolId}, ${sourceId}, what, code, ours from rosters.staged
     where school_id = ${schoolId} and import_id = ${importId} and what in ('person', 'class') and ours is not null and not gone
    on conflict (school_id, source_id, what, code) do update set ours = excluded.ours`.execute(tx)
  await sql`
    insert into rosters.guardian_link (school_id, source_id, guardian_id, pupil_id)
    select ${schoolId}, ${sourceId}, other_id, person_id from rosters.change
     where school_id = ${schoolId} and import_id = ${importId} and what = 'gainsGuardian' and state = 'done'
    on conflict do nothing`.execute(tx)
}

/** The source does not know these people any more: their joining was undone. */
export async function unlink(
  tx: Tx,
  schoolId: string,
  sourceId: string,
  personIds: readonly string[],
): Promise<void> {
  await sql`delete from rosters.link where school_id = ${schoolId} and source_id = ${sourceId} and what = 'person'
             and ours = any(${[...personIds]}::uuid[])`.execute(tx)
}

/** Whose record changed since an import set its revision, of these. */
export async function touchedSince(
  tx: Tx,
  schoolId: string,
  seen: readonly { personId: string; revision: number }[],
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`
    select p.id from people.on_roll p
      join jsonb_to_recordset(${JSON.stringify(seen)}::jsonb) as one ("personId" uuid, revision integer) on p.id = one."personId"
     where p.school_id = ${schoolId} and p.revision <> one.revision`.execute(tx)
  return new Set(rows.map(({ id }) => id))
}

/** The revisions of these people's records now. */
export async function revisionsOf(
  tx: Tx,
  schoolId: string,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ id: string; revision: number }>`
    select id, revision from people.on_roll where school_id = ${schoolId} and id = any(${[...personIds]}::uuid[])`.execute(
    tx,
  )
  return new Map(rows.map(({ id, revision }) => [id, revision]))
}
