import { newId } from '#/kernel/id.ts'
import type { Tx } from '#/platform/database/database.ts'
import type { TriageTables } from './tables.ts'
import type { Entry } from './walk-flow.ts'

const tables = (tx: Tx) => tx.withTables<TriageTables>()

/** Everything that was answered about an incident, in order. */
export async function repliesOf(tx: Tx, schoolId: string, incidentId: string): Promise<Entry[]> {
  const rows = await tables(tx)
    .selectFrom('triage.reply')
    .select([
      'flow_id as flowId',
      'node_id as nodeId',
      'means',
      'answer',
      'reason',
      'answered_by as by',
      'answered_at as at',
      'record_kind as recordKind',
      'record_id as recordId',
    ])
    .where('school_id', '=', schoolId)
    .where('incident_id', '=', incidentId)
    .orderBy('number')
    .execute()
  return rows.map(({ recordKind, recordId, ...entry }) =>
    recordKind && recordId ? { ...entry, endedBy: { kind: recordKind, id: recordId } } : entry,
  )
}

/** Adds an answer at its place. The incident must be held by the caller, so that no two get the same number. */
export async function addReply(
  tx: Tx,
  schoolId: string,
  incidentId: string,
  number: number,
  entry: Entry,
): Promise<void> {
  await tables(tx)
    .insertInto('triage.reply')
    .values({
      school_id: schoolId,
      id: newId(entry.at.getTime()),
      incident_id: incidentId,
      number,
      flow_id: entry.flowId,
      node_id: entry.nodeId,
      means: entry.means,
      answer: entry.answer,
      reason: entry.reason,
      record_kind: entry.endedBy?.kind ?? null,
      record_id: entry.endedBy?.id ?? null,
      answered_by: entry.by,
      answered_at: entry.at,
    })
    .execute()
}
