import { NotFound } from '#/kernel/refusal.ts'
import type { Tx } from '#/platform/database/database.ts'
import type { ProfileKey } from '../filtering/index.ts'
import type { Inspection } from './inspection.ts'
import type { InspectionTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<InspectionTables>()

type Row = InspectionTables['inspection.proposal']

const asInspection = (row: Row): Inspection => ({
  id: row.id,
  profiles: row.profiles as ProfileKey[],
  why: row.why,
  state: row.state,
  proposedAt: row.proposed_at,
  proposedBy: row.proposed_by,
  decidedAt: row.decided_at,
  decidedBy: row.decided_by,
  decidedWhy: row.decided_why,
  endedAt: row.ended_at,
  endedBy: row.ended_by,
  endedWhy: row.ended_why,
})

const ofSchool = (tx: Tx, schoolId: string) =>
  tables(tx).selectFrom('inspection.proposal').selectAll().where('school_id', '=', schoolId)

/** Everything that was ever proposed about it, newest first. */
export async function inspectionsOf(tx: Tx, schoolId: string): Promise<Inspection[]> {
  return (await ofSchool(tx, schoolId).orderBy('proposed_at', 'desc').execute()).map(asInspection)
}

/** What is on now, if it is on. */
export async function inspectionInForce(tx: Tx, schoolId: string): Promise<Inspection | undefined> {
  const found = await ofSchool(tx, schoolId).where('state', '=', 'inForce').executeTakeFirst()
  return found && asInspection(found)
}

/** One, held until the commit where it is to change. Not found in another school. */
export async function findInspection(
  tx: Tx,
  schoolId: string,
  id: string,
  toChange = false,
): Promise<Inspection> {
  const query = ofSchool(tx, schoolId).where('id', '=', id)
  const found = await (toChange ? query.forUpdate() : query).executeTakeFirst()
  if (!found) throw new NotFound('inspection')
  return asInspection(found)
}

/** A proposal; the database refuses a second one beside it. */
export async function insertInspection(tx: Tx, schoolId: string, one: Inspection): Promise<void> {
  await tables(tx)
    .insertInto('inspection.proposal')
    .values({
      school_id: schoolId,
      id: one.id,
      profiles: [...one.profiles],
      why: one.why,
      proposed_at: one.proposedAt,
      proposed_by: one.proposedBy,
      ...outcomeOf(one),
    })
    .execute()
}

/** Saves what was decided; for whom and why it was proposed stays. */
export async function saveInspection(tx: Tx, schoolId: string, one: Inspection): Promise<void> {
  await tables(tx)
    .updateTable('inspection.proposal')
    .set(outcomeOf(one))
    .where('school_id', '=', schoolId)
    .where('id', '=', one.id)
    .execute()
}

const outcomeOf = (one: Inspection) => ({
  state: one.state,
  decided_at: one.decidedAt,
  decided_by: one.decidedBy,
  decided_why: one.decidedWhy,
  ended_at: one.endedAt,
  ended_by: one.endedBy,
  ended_why: one.endedWhy,
})
