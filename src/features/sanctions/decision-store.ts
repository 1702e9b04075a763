// Who decided on a sanction, and what was done about it.

import { newId } from '#/kernel/id.ts'
import { type Actor, personOf } from '#/platform/access/actor.ts'
import type { Tx } from '#/platform/database/database.ts'
import type { Act, Sanction } from './sanction.ts'
import type { SanctionTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<SanctionTables>()

export type Decision = {
  party: number
  decision: 'approved' | 'refused'
  says: string | null
  decidedAt: Date
  decidedBy: string
}

/** One party’s answer; a second answer of the same party is refused by the table’s key. */
export async function insertDecision(
  tx: Tx,
  schoolId: string,
  sanction: Pick<Sanction, 'id' | 'incidentId'>,
  made: Decision,
): Promise<void> {
  await tables(tx)
    .insertInto('sanctions.decision')
    .values({
      school_id: schoolId,
      sanction_id: sanction.id,
      incident_id: sanction.incidentId,
      party: made.party,
      decision: made.decision,
      says: made.says,
      decided_at: made.decidedAt,
      decided_by: made.decidedBy,
    })
    .execute()
}

/** Who decided so far, in order: head and governors each for themselves. */
export function decisionsOn(tx: Tx, schoolId: string, sanctionId: string): Promise<Decision[]> {
  return tables(tx)
    .selectFrom('sanctions.decision')
    .select(['party', 'decision', 'says', 'decided_at as decidedAt', 'decided_by as decidedBy'])
    .where('school_id', '=', schoolId)
    .where('sanction_id', '=', sanctionId)
    .orderBy('decided_at')
    .execute()
}

export type Entry = { act: Act; says: string | null; at: Date; writtenBy: string | null }

/** One thing that was done about it; nothing in the record is edited. */
export async function insertEntry(
  tx: Tx,
  actor: Actor,
  sanction: Pick<Sanction, 'id' | 'incidentId'>,
  entry: Omit<Entry, 'writtenBy'>,
): Promise<void> {
  await tables(tx)
    .insertInto('sanctions.entry')
    .values({
      school_id: actor.schoolId,
      id: newId(),
      sanction_id: sanction.id,
      incident_id: sanction.incidentId,
      act: entry.act,
      says: entry.says,
      at: entry.at,
      written_by: personOf(actor),
    })
    .execute()
}

/** What was done about it, in order. */
export function entriesOf(tx: Tx, schoolId: string, sanctionId: string): Promise<Entry[]> {
  return tables(tx)
    .selectFrom('sanctions.entry')
    .select(['act', 'says', 'at', 'written_by as writtenBy'])
    .where('school_id', '=', schoolId)
    .where('sanction_id', '=', sanctionId)
    .orderBy('at')
    .orderBy('id')
    .execute()
}
