import { NotFound } from '#/kernel/refusal.ts'
import { type Sensitive, sensitive } from '#/kernel/sensitive.ts'
import type { Tx } from '#/platform/database/database.ts'
import type { ActivityTables } from './tables.ts'
import type { Whose } from './visit-store.ts'

export type Look = { id: string; whose: Whose; day: string; reason: Sensitive; at: Date; byId: string }

const tables = (tx: Tx) => tx.withTables<ActivityTables>()

/** Writes a look down; it never changes. */
export async function insertLook(
  tx: Tx,
  schoolId: string,
  { id, whose, day, reason, at, byId }: Look,
): Promise<void> {
  await tables(tx)
    .insertInto('activity.look')
    .values({
      ...{ school_id: schoolId, id, day, at, by_id: byId },
      person_id: 'personId' in whose ? whose.personId : null,
      address: 'address' in whose ? whose.address : null,
      reason: reason.reveal(),
    })
    .execute()
}

const ofSchool = (tx: Tx, schoolId: string) =>
  tables(tx).selectFrom('activity.look').selectAll().where('school_id', '=', schoolId)

function toLook(row: ActivityTables['activity.look']): Look {
  const { id, day, at, by_id: byId, person_id: personId, address, reason } = row
  return {
    id,
    day,
    at,
    byId,
    reason: sensitive(reason),
    whose: personId === null ? { address: address ?? '' } : { personId },
  }
}

/** One look. Not found in another school, or kept from whoever asks. */
export async function findLook(tx: Tx, schoolId: string, id: string): Promise<Look> {
  const found = await ofSchool(tx, schoolId).where('id', '=', id).executeTakeFirst()
  if (!found) throw new NotFound('look')
  return toLook(found)
}

/** The newest looks that whoever asks may know of. */
export async function listLooks(tx: Tx, schoolId: string, most: number): Promise<Look[]> {
  const rows = await ofSchool(tx, schoolId).orderBy('at', 'desc').orderBy('id').limit(most).execute()
  return rows.map(toLook)
}

/** How many looks there were in a span. */
export async function countLooks(tx: Tx, schoolId: string, from: Date, to: Date): Promise<number> {
  const { count } = await tables(tx)
    .selectFrom('activity.look')
    .select((expression) => expression.fn.countAll<number>().as('count'))
    .where('school_id', '=', schoolId)
    .where('at', '>=', from)
    .where('at', '<', to)
    .executeTakeFirstOrThrow()
  return count
}
