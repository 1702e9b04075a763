import { makePartOf } from '#/platform/access/kept-from.ts'
import type { Tx } from '#/platform/database/database.ts'
import type { IncidentTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<IncidentTables>()

export type Closing = {
  id: string
  incidentId: string
  done: string
  told: string
  change: string
  closedAt: Date
  closedBy: string | null
}

/** Keeps what was said at a closing. */
export async function insertClosing(tx: Tx, schoolId: string, closing: Closing): Promise<void> {
  await makePartOf(tx, { schoolId, partId: closing.id, recordId: closing.incidentId })
  await tables(tx)
    .insertInto('incidents.closing')
    .values({
      school_id: schoolId,
      id: closing.id,
      incident_id: closing.incidentId,
      done: closing.done,
      told: closing.told,
      change: closing.change,
      closed_at: closing.closedAt,
      closed_by: closing.closedBy,
    })
    .execute()
}

/** What was said at each closing, the last first. */
export function listClosings(tx: Tx, schoolId: string, incidentId: string): Promise<Closing[]> {
  return closings(tx, schoolId).where('incident_id', '=', incidentId).orderBy('closed_at', 'desc').execute()
}

/** What the school said it would change, and nothing else of the incident; undefined when there is no such closing. */
export async function findLesson(
  tx: Tx,
  schoolId: string,
  closingId: string,
): Promise<Pick<Closing, 'id' | 'incidentId' | 'change' | 'closedAt'> | undefined> {
  return tables(tx)
    .selectFrom('incidents.closing')
    .select(['id', 'incident_id as incidentId', 'change', 'closed_at as closedAt'])
    .where('school_id', '=', schoolId)
    .where('id', '=', closingId)
    .executeTakeFirst()
}

function closings(tx: Tx, schoolId: string) {
  return tables(tx)
    .selectFrom('incidents.closing')
    .select([
      'id',
      'incident_id as incidentId',
      'done',
      'told',
      'change',
      'closed_at as closedAt',
      'closed_by as closedBy',
    ])
    .where('school_id', '=', schoolId)
}
