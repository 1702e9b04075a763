// By which code a source knows a person of ours, as later features ask.

import type { Tx } from '#/platform/database/database.ts'
import type { RosterTables } from './tables.ts'

/** Whether a roster says who this person is: their details and classes are the roster's, and nobody else writes them. */
export async function isOnRoster(tx: Tx, schoolId: string, personId: string): Promise<boolean> {
  const found = await tx
    .withTables<RosterTables>()
    .selectFrom('rosters.link')
    .select('code')
    .where('school_id', '=', schoolId)
    .where('what', '=', 'person')
    .where('ours', '=', personId)
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}
