import { sql } from 'kysely'
import { NotFound } from '#/kernel/refusal.ts'
import type { Actor } from '#/platform/access/actor.ts'
import type { Tx } from '#/platform/database/database.ts'
import type { RegisterWanted } from '#/platform/web/register-routes.ts'
import type { ProfileKey } from '../filtering/index.ts'
import type { FilterChecksTables } from './tables.ts'
import { type Trial, wrongIn } from './trial.ts'

const tables = (tx: Tx) => tx.withTables<FilterChecksTables>()

type Row = Pick<
  FilterChecksTables['filter_checks.trial'],
  'id' | 'at' | 'tried_by' | 'device' | 'profile' | 'place' | 'action'
> & { results: Trial['seen'] }

const asTrial = (row: Row): Trial => ({
  id: row.id,
  at: row.at,
  by: row.tried_by,
  device: row.device,
  profile: row.profile as ProfileKey,
  place: row.place,
  seen: row.results,
  action: row.action,
})

const ofSchool = (tx: Tx, schoolId: string) =>
  tables(tx).selectFrom('filter_checks.trial').where('school_id', '=', schoolId)

/** One trial. Not found in another school. */
export async function findTrial(tx: Tx, schoolId: string, id: string): Promise<Trial> {
  const found = await ofSchool(tx, schoolId).selectAll().where('id', '=', id).executeTakeFirst()
  if (!found) throw new NotFound('check of the filter')
  return asTrial(found)
}

/** The newest trial, of one person where they are named: what they typed last is what they type next. */
export async function newestTrial(tx: Tx, schoolId: string, by?: string): Promise<Trial | undefined> {
  let query = ofSchool(tx, schoolId).selectAll().orderBy('at', 'desc').orderBy('id', 'desc').limit(1)
  if (by !== undefined) query = query.where('tried_by', '=', by)
  const found = await query.executeTakeFirst()
  return found && asTrial(found)
}

/** What was tried by hand since then, the newest first. */
export async function trialsSince(tx: Tx, schoolId: string, since: Date): Promise<Trial[]> {
  const rows = await ofSchool(tx, schoolId)
    .selectAll()
    .where('at', '>=', since)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .execute()
  return rows.map(asTrial)
}

/** The newest trial before then in which somebody tried a page of strong language; null where nobody has. */
export async function wordsTriedBefore(tx: Tx, schoolId: string, before: Date): Promise<Trial | null> {
  const found = await ofSchool(tx, schoolId)
    .selectAll()
    .where('at', '<=', before)
    .where(sql<boolean>`results->>'language' <> 'notTried'`)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return found ? asTrial(found) : null
}

/** Lines of the log, and how many there are on all pages. */
export async function listTrials(
  tx: Tx,
  { schoolId }: Actor,
  { filters, newestFirst, offset, most }: RegisterWanted,
): Promise<{ rows: Trial[]; total: number }> {
  let query = ofSchool(tx, schoolId)
  if (filters.profile) query = query.where('profile', '=', filters.profile)
  if (filters.came) query = query.where('came_through', '=', filters.came === 'wrong')
  const { total } = await query
    .select(({ fn }) => fn.countAll<string>().as('total'))
    .executeTakeFirstOrThrow()
  const rows = await query
    .selectAll()
    .orderBy('at', newestFirst ? 'desc' : 'asc')
    .orderBy('id')
    .offset(offset)
    .limit(most)
    .execute()
  return { rows: rows.map(asTrial), total: Number(total) }
}

/** Puts a trial on record; it is never changed. */
export async function insertTrial(tx: Tx, schoolId: string, one: Trial): Promise<void> {
  await tables(tx)
    .insertInto('filter_checks.trial')
    .values({
      school_id: schoolId,
      id: one.id,
      at: one.at,
      tried_by: one.by,
      device: one.device,
      profile: one.profile,
      place: one.place,
      results: JSON.stringify(one.seen),
      came_through: wrongIn(one.seen).length > 0,
      action: one.action,
    })
    .execute()
}
