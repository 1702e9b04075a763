import { NotFound } from '#/kernel/refusal.ts'
import type { Actor } from '#/platform/access/actor.ts'
import type { Tx } from '#/platform/database/database.ts'
import type { RegisterWanted } from '#/platform/web/register-routes.ts'
import type { ProfileKey } from '../filtering/index.ts'
import { type Look, wrongIn } from './look.ts'
import type { FilterChecksTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<FilterChecksTables>()

type Row = Pick<
  FilterChecksTables['filter_checks.look'],
  'id' | 'at' | 'looked_by' | 'device' | 'profile' | 'place' | 'action'
> & { results: Look['seen'] }

const asLook = (row: Row): Look => ({
  id: row.id,
  at: row.at,
  by: row.looked_by,
  device: row.device,
  profile: row.profile as ProfileKey,
  place: row.place,
  seen: row.results,
  action: row.action,
})

const ofSchool = (tx: Tx, schoolId: string) =>
  tables(tx).selectFrom('filter_checks.look').where('school_id', '=', schoolId)

/** One look. Not found in another school. */
export async function findLook(tx: Tx, schoolId: string, id: string): Promise<Look> {
  const found = await ofSchool(tx, schoolId).selectAll().where('id', '=', id).executeTakeFirst()
  if (!found) throw new NotFound('check of the filter')
  return asLook(found)
}

/** The newest look, of one person where they are named: what they typed last is what they type next. */
export async function newestLook(tx: Tx, schoolId: string, by?: string): Promise<Look | undefined> {
  let query = ofSchool(tx, schoolId).selectAll().orderBy('at', 'desc').orderBy('id', 'desc').limit(1)
  if (by !== undefined) query = query.where('looked_by', '=', by)
  const found = await query.executeTakeFirst()
  return found && asLook(found)
}

/** Lines of the log, and how many there are on all pages. */
export async function listLooks(
  tx: Tx,
  { schoolId }: Actor,
  { filters, newestFirst, offset, most }: RegisterWanted,
): Promise<{ rows: Look[]; total: number }> {
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
  return { rows: rows.map(asLook), total: Number(total) }
}

/** Puts a look on record; it is never changed. */
export async function insertLook(tx: Tx, schoolId: string, one: Look): Promise<void> {
  await tables(tx)
    .insertInto('filter_checks.look')
    .values({
      school_id: schoolId,
      id: one.id,
      at: one.at,
      looked_by: one.by,
      device: one.device,
      profile: one.profile,
      place: one.place,
      results: JSON.stringify(one.seen),
      came_through: wrongIn(one.seen).length > 0,
      action: one.action,
    })
    .execute()
}
