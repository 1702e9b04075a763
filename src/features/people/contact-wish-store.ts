import type { Tx } from '#/platform/database/database.ts'
import type { ContactWay } from './person.ts'
import type { PeopleTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<PeopleTables>()

export type ContactWish = { way: ContactWay | null; telephone: string | null; note: string | null }

/** How somebody would rather be reached. */
export async function contactWishOf(tx: Tx, schoolId: string, personId: string): Promise<ContactWish> {
  const row = await tables(tx)
    .selectFrom('people.person')
    .select(['prefers_contact as way', 'telephone', 'contact_note as note'])
    .where('school_id', '=', schoolId)
    .where('id', '=', personId)
    .executeTakeFirst()
  return row ?? { way: null, telephone: null, note: null }
}

/** How they want to be reached. Whether they may be is the guardian’s row to say (decision S10). */
export async function saveContactWish(
  tx: Tx,
  schoolId: string,
  personId: string,
  wish: ContactWish,
): Promise<void> {
  await tables(tx)
    .updateTable('people.person')
    .set({ prefers_contact: wish.way, telephone: wish.telephone, contact_note: wish.note })
    .where('school_id', '=', schoolId)
    .where('id', '=', personId)
    .execute()
}
