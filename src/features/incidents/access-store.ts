import { newId } from '#/kernel/id.ts'
import type { Tx } from '#/platform/database/database.ts'
import type { Incident } from './incident.ts'
import type { IncidentTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<IncidentTables>()

export type NamedAccess = { id: string; personId: string; why: string; givenAt: Date; endedAt: Date | null }

/**
 * Puts a person on the incident's list. False when they stand there already: but what was given for good takes the
 * place of what was given while on duty.
 */
export async function giveAccessTo(
  tx: Tx,
  incident: Pick<Incident, 'schoolId' | 'id'>,
  personId: string,
  given: { why: string; at: Date; by: string | null; whileOnDuty?: boolean },
): Promise<boolean> {
  const { whileOnDuty = false } = given
  if (!whileOnDuty) {
    await endOn(tx, incident, personId, given).where('while_on_duty', '=', true).execute()
  }
  const added = await tables(tx)
    .insertInto('incidents.access')
    .values({
      school_id: incident.schoolId,
      id: newId(),
      incident_id: incident.id,
      person_id: personId,
      why: given.why,
      given_at: given.at,
      given_by: given.by,
      ended_at: null,
      ended_by: null,
      while_on_duty: whileOnDuty,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return added.numInsertedOrUpdatedRows === 1n
}

/** Takes a person off the list. False when they were not on it. */
export async function endAccessOf(
  tx: Tx,
  incident: Pick<Incident, 'schoolId' | 'id'>,
  personId: string,
  ended: { at: Date; by: string | null },
): Promise<boolean> {
  const { numUpdatedRows } = await endOn(tx, incident, personId, ended).executeTakeFirst()
  return numUpdatedRows === 1n
}

function endOn(
  tx: Tx,
  incident: Pick<Incident, 'schoolId' | 'id'>,
  personId: string,
  ended: { at: Date; by: string | null },
) {
  return tables(tx)
    .updateTable('incidents.access')
    .set({ ended_at: ended.at, ended_by: ended.by })
    .where('school_id', '=', incident.schoolId)
    .where('incident_id', '=', incident.id)
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
}

/** Who was let in to what because they were on duty, and still is. */
export function givenWhileOnDuty(
  tx: Tx,
  schoolId: string,
): Promise<{ incidentId: string; personId: string }[]> {
  return tables(tx)
    .selectFrom('incidents.access')
    .select(['incident_id as incidentId', 'person_id as personId'])
    .where('school_id', '=', schoolId)
    .where('while_on_duty', '=', true)
    .where('ended_at', 'is', null)
    .execute()
}

/** Who is on the list now. */
export function listAccess(tx: Tx, schoolId: string, incidentId: string): Promise<NamedAccess[]> {
  return tables(tx)
    .selectFrom('incidents.access')
    .select(['id', 'person_id as personId', 'why', 'given_at as givenAt', 'ended_at as endedAt'])
    .where('school_id', '=', schoolId)
    .where('incident_id', '=', incidentId)
    .where('ended_at', 'is', null)
    .orderBy('given_at')
    .execute()
}
