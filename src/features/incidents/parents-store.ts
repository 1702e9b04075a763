import type { Tx } from '#/platform/database/database.ts'
import type { IncidentTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<IncidentTables>()

export type TellingDecision = {
  id: string
  incidentId: string
  pupilId: string
  decision: 'mayBeTold' | 'mustNotBeTold'
  why: string
  decidedAt: Date
  decidedBy: string | null
}

export type ParentsInformed = {
  id: string
  incidentId: string
  pupilId: string
  guardianId: string
  how: IncidentTables['incidents.parents_informed']['how']
  said: string
  informedAt: Date
  informedBy: string | null
}

/** For one child. A later decision stands beside it, and the newest counts. */
export async function insertTellingDecision(tx: Tx, schoolId: string, row: TellingDecision): Promise<void> {
  await tables(tx)
    .insertInto('incidents.telling_decision')
    .values({
      school_id: schoolId,
      id: row.id,
      incident_id: row.incidentId,
      pupil_id: row.pupilId,
      decision: row.decision,
      why: row.why,
      decided_at: row.decidedAt,
      decided_by: row.decidedBy,
    })
    .execute()
}

/** What the safeguarding lead decided last about this child; undefined while nothing is decided. */
export function lastTellingDecision(
  tx: Tx,
  schoolId: string,
  incidentId: string,
  pupilId: string,
): Promise<Pick<TellingDecision, 'decision' | 'why' | 'decidedAt'> | undefined> {
  return tables(tx)
    .selectFrom('incidents.telling_decision')
    .select(['decision', 'why', 'decided_at as decidedAt'])
    .where('school_id', '=', schoolId)
    .where('incident_id', '=', incidentId)
    .where('pupil_id', '=', pupilId)
    .orderBy('decided_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** Children of the incident whose families have been told. */
export async function childrenTold(
  tx: Tx,
  schoolId: string,
  incidentId: string,
): Promise<ReadonlySet<string>> {
  const rows = await tables(tx)
    .selectFrom('incidents.parents_informed')
    .select('pupil_id as pupilId')
    .where('school_id', '=', schoolId)
    .where('incident_id', '=', incidentId)
    .execute()
  return new Set(rows.map(({ pupilId }) => pupilId))
}

/** That one parent was told: only after a decision that allows it (inform-parents.ts). */
export async function insertParentsInformed(tx: Tx, schoolId: string, row: ParentsInformed): Promise<void> {
  await tables(tx)
    .insertInto('incidents.parents_informed')
    .values({
      school_id: schoolId,
      id: row.id,
      incident_id: row.incidentId,
      pupil_id: row.pupilId,
      guardian_id: row.guardianId,
      how: row.how,
      said: row.said,
      informed_at: row.informedAt,
      informed_by: row.informedBy,
    })
    .execute()
}
