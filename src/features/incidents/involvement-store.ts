import { NotFound } from '#/kernel/refusal.ts'
import type { Tx } from '#/platform/database/database.ts'
import { type Involvement, type Part, subjectParts } from './involvement.ts'
import type { IncidentTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<IncidentTables>()

const columns = [
  'id',
  'incident_id as incidentId',
  'person_id as personId',
  'described',
  'role as part',
  'name_then as nameThen',
  'kind_then as kindThen',
  'class_then as classThen',
  'outcome',
  'added_at as addedAt',
  'added_by as addedBy',
  'removed_at as removedAt',
  'removed_why as removedWhy',
] as const

export type NewInvolvement = {
  id: string
  incidentId: string
  personId: string | null
  described: string | null
  part: Part
  nameThen: string
  kindThen: string
  classId: string | null
  classThen: string | null
  addedAt: Date
  addedBy: string | null
}

/** Adds a person in a role. False when they stand there in that role already. */
export async function insertInvolvement(tx: Tx, schoolId: string, row: NewInvolvement): Promise<boolean> {
  const added = await tables(tx)
    .insertInto('incidents.involvement')
    .values({
      school_id: schoolId,
      id: row.id,
      incident_id: row.incidentId,
      person_id: row.personId,
      described: row.described,
      role: row.part,
      name_then: row.nameThen,
      kind_then: row.kindThen,
      class_id: row.classId,
      class_then: row.classThen,
      outcome: null,
      added_at: row.addedAt,
      added_by: row.addedBy,
      removed_at: null,
      removed_by: null,
      removed_why: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return added.numInsertedOrUpdatedRows === 1n
}

/** Everybody who is or was in it, in the order in which they were added. */
export function listInvolvement(tx: Tx, schoolId: string, incidentId: string): Promise<Involvement[]> {
  return tables(tx)
    .selectFrom('incidents.involvement')
    .select(columns)
    .where('school_id', '=', schoolId)
    .where('incident_id', '=', incidentId)
    .orderBy('added_at')
    .orderBy('id')
    .execute()
}

/** One person in one role, still standing. Not found in another incident or school, or when taken out before. */
export async function findInvolvement(
  tx: Tx,
  schoolId: string,
  incidentId: string,
  involvementId: string,
): Promise<Involvement> {
  const found = await tables(tx)
    .selectFrom('incidents.involvement')
    .select(columns)
    .where('school_id', '=', schoolId)
    .where('incident_id', '=', incidentId)
    .where('id', '=', involvementId)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  if (!found) throw new NotFound('person in the incident')
  return found
}

/** Takes a person out of a role; the line stays, with who did it and why. */
export async function saveRemoval(
  tx: Tx,
  schoolId: string,
  involvementId: string,
  removal: { at: Date; by: string | null; why: string },
): Promise<void> {
  await tables(tx)
    .updateTable('incidents.involvement')
    .set({ removed_at: removal.at, removed_by: removal.by, removed_why: removal.why })
    .where('school_id', '=', schoolId)
    .where('id', '=', involvementId)
    .execute()
}

/** What came of it for this person. */
export async function saveOutcome(
  tx: Tx,
  schoolId: string,
  involvementId: string,
  outcome: string,
): Promise<void> {
  await tables(tx)
    .updateTable('incidents.involvement')
    .set({ outcome })
    .where('school_id', '=', schoolId)
    .where('id', '=', involvementId)
    .execute()
}

/** Those whom it is about, once each. */
export async function subjectsOf(tx: Tx, schoolId: string, incidentId: string): Promise<string[]> {
  const rows = await tables(tx)
    .selectFrom('incidents.involvement')
    .select('person_id')
    .distinct()
    .where('school_id', '=', schoolId)
    .where('incident_id', '=', incidentId)
    .where('role', 'in', subjectParts)
    .where('removed_at', 'is', null)
    .where('person_id', 'is not', null)
    .execute()
  return rows.flatMap((row) => (row.person_id === null ? [] : [row.person_id]))
}
