// Whom the reporter cannot turn to, and who of them was let go because the words meant somebody else.

import { sql } from 'kysely'
import { asSchool } from '#/platform/access/as-school.ts'
import type { Tx } from '#/platform/database/database.ts'
import type { Incident } from './incident.ts'
import type { IncidentTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<IncidentTables>()

/** Notes whom the reporter cannot turn to. Somebody named again after a release is held back again. */
export async function insertNotApproachable(
  tx: Tx,
  schoolId: string,
  incidentId: string,
  personIds: readonly string[],
  at: Date,
): Promise<void> {
  if (personIds.length === 0) return
  await tables(tx)
    .insertInto('incidents.not_approachable')
    .values(
      personIds.map((personId) => ({
        school_id: schoolId,
        incident_id: incidentId,
        person_id: personId,
        said_at: at,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['school_id', 'incident_id', 'person_id']).doUpdateSet({ said_at: at }),
    )
    .execute()
}

/** Those whom the reporter cannot turn to and who were not let go since. Ask as the school: rows hide from whom they are about. */
export async function notApproachableOf(tx: Tx, schoolId: string, incidentId: string): Promise<string[]> {
  const { rows } = await sql<{ personId: string }>`
    select n.person_id as "personId" from incidents.not_approachable n
     where n.school_id = ${schoolId} and n.incident_id = ${incidentId}
       and not exists (select from incidents.release r
                        where r.school_id = n.school_id and r.incident_id = n.incident_id
                          and r.person_id = n.person_id and r.released_at >= n.said_at)`.execute(tx)
  return rows.map(({ personId }) => personId)
}

/** Whether a person who sees the incident now was once held back from it: what would tell them so is not shown to them. */
export function wasHeldBack(
  tx: Tx,
  { schoolId, id }: Pick<Incident, 'schoolId' | 'id'>,
  personId: string,
): Promise<boolean> {
  return asSchool(tx, async () => {
    const row = await tables(tx)
      .selectFrom('incidents.not_approachable')
      .select('person_id')
      .where('school_id', '=', schoolId)
      .where('incident_id', '=', id)
      .where('person_id', '=', personId)
      .executeTakeFirst()
    return row !== undefined
  })
}

export type NewRelease = {
  id: string
  incidentId: string
  personId: string
  why: string
  at: Date
  by: string | null
}

/** Keeps that somebody was let go, by whom and why. */
export async function insertRelease(tx: Tx, schoolId: string, release: NewRelease): Promise<void> {
  await tables(tx)
    .insertInto('incidents.release')
    .values({
      school_id: schoolId,
      id: release.id,
      incident_id: release.incidentId,
      person_id: release.personId,
      why: release.why,
      released_at: release.at,
      released_by: release.by,
    })
    .execute()
}

/** Who was let go, as far as the actor may know: their own release does not exist for them. */
export function releasesOf(
  tx: Tx,
  schoolId: string,
  incidentId: string,
): Promise<{ personId: string; why: string; at: Date; by: string | null }[]> {
  return tables(tx)
    .selectFrom('incidents.release')
    .select(['person_id as personId', 'why', 'released_at as at', 'released_by as by'])
    .where('school_id', '=', schoolId)
    .where('incident_id', '=', incidentId)
    .orderBy('released_at', 'desc')
    .execute()
}
