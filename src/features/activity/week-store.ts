import { NotFound } from '#/kernel/refusal.ts'
import type { Tx } from '#/platform/database/database.ts'
import type { ActivityTables } from './tables.ts'
import type { Week } from './week.ts'

const tables = (tx: Tx) => tx.withTables<ActivityTables>()

/** Saves a report. False where there is one of that week. */
export async function insertWeek(
  tx: Tx,
  schoolId: string,
  { id, monday, numbers, madeAt }: Week,
): Promise<boolean> {
  const inserted = await tables(tx)
    .insertInto('activity.week')
    .values({ school_id: schoolId, id, monday, numbers: JSON.stringify(numbers), made_at: madeAt })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return inserted.numInsertedOrUpdatedRows === 1n
}

const ofSchool = (tx: Tx, schoolId: string) =>
  tables(tx)
    .selectFrom('activity.week')
    .select(['id', 'monday', 'numbers', 'made_at as madeAt'])
    .where('school_id', '=', schoolId)

/** One report. Not found in another school. */
export async function findWeek(tx: Tx, schoolId: string, id: string): Promise<Week> {
  const found = await ofSchool(tx, schoolId).where('id', '=', id).executeTakeFirst()
  if (!found) throw new NotFound('weekly report')
  return found
}

/** The newest reports. */
export function listWeeks(tx: Tx, schoolId: string, most: number): Promise<Week[]> {
  return ofSchool(tx, schoolId).orderBy('monday', 'desc').limit(most).execute()
}
