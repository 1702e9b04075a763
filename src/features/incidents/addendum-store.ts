import { Sensitive } from '#/kernel/sensitive.ts'
import type { Tx } from '#/platform/database/database.ts'
import type { IncidentTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<IncidentTables>()

export type Addendum = {
  id: string
  incidentId: string
  kind: 'note' | 'decision' | 'correction' | 'ownAccount'
  text: Sensitive
  supersedes: string | null
  writtenAt: Date
  writtenBy: string | null
}

/** Keeps an addendum, for good. */
export async function insertAddendum(tx: Tx, schoolId: string, addendum: Addendum): Promise<void> {
  await tables(tx)
    .insertInto('incidents.addendum')
    .values({
      school_id: schoolId,
      id: addendum.id,
      incident_id: addendum.incidentId,
      kind: addendum.kind,
      text: addendum.text.reveal(),
      supersedes: addendum.supersedes,
      written_at: addendum.writtenAt,
      written_by: addendum.writtenBy,
    })
    .execute()
}

/** Everything that was added, oldest first. */
export async function listAddenda(tx: Tx, schoolId: string, incidentId: string): Promise<Addendum[]> {
  const rows = await tables(tx)
    .selectFrom('incidents.addendum')
    .select([
      'id',
      'incident_id as incidentId',
      'kind',
      'text',
      'supersedes',
      'written_at as writtenAt',
      'written_by as writtenBy',
    ])
    .where('school_id', '=', schoolId)
    .where('incident_id', '=', incidentId)
    .orderBy('written_at')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({ ...row, text: new Sensitive(row.text) }))
}
