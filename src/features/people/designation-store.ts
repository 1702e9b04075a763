import { sql } from 'kysely'
import { NotFound } from '#/kernel/refusal.ts'
import type { Tx } from '#/platform/database/database.ts'
import type { Designation } from './designation.ts'
import type { PersonKind } from './person.ts'
import type { PeopleTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<PeopleTables>()

const columns = ['id', 'person_id as personId', 'role', 'starts_on as startsOn', 'ends_on as endsOn'] as const

/** Held until the commit, so that two people who give one single role at once do so one after the other. */
export async function lockDesignations(tx: Tx, schoolId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`people.designation ${schoolId}`}, 0))`.execute(
    tx,
  )
}

/** Everything the person was ever designated to, newest first. */
export function designationsOf(tx: Tx, schoolId: string, personId: string): Promise<Designation[]> {
  return designationsOfMany(tx, schoolId, [personId])
}

/** The same of many people. */
export function designationsOfMany(
  tx: Tx,
  schoolId: string,
  personIds: readonly string[],
): Promise<Designation[]> {
  return tables(tx)
    .selectFrom('people.designation')
    .select(columns)
    .where('school_id', '=', schoolId)
    .where('person_id', '=', sql<string>`any(${[...personIds]}::uuid[])`)
    .orderBy('starts_on', 'desc')
    .orderBy('id', 'desc')
    .execute()
}

/** Designations to a role that are in force on the day or begin later. */
export function designationsFrom(
  tx: Tx,
  schoolId: string,
  role: string,
  day: string,
): Promise<Designation[]> {
  return tables(tx)
    .selectFrom('people.designation')
    .select(columns)
    .where('school_id', '=', schoolId)
    .where('role', '=', role)
    .where((where) => where.or([where('ends_on', 'is', null), where('ends_on', '>=', day)]))
    .orderBy('starts_on')
    .execute()
}

/** One designation. Not found in another school. */
export async function findDesignation(tx: Tx, schoolId: string, id: string): Promise<Designation> {
  const found = await tables(tx)
    .selectFrom('people.designation')
    .select(columns)
    .where('school_id', '=', schoolId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!found) throw new NotFound('designation')
  return found
}

/** A role from a day on. Whether somebody may hold it beside others, the command has asked before. */
export async function addDesignation(tx: Tx, row: PeopleTables['people.designation']): Promise<void> {
  await tables(tx).insertInto('people.designation').values(row).execute()
}

/** Sets the last day of a designation. */
export async function saveEnd(tx: Tx, schoolId: string, id: string, endsOn: string): Promise<void> {
  await tables(tx)
    .updateTable('people.designation')
    .set({ ends_on: endsOn })
    .where('school_id', '=', schoolId)
    .where('id', '=', id)
    .execute()
}

export type Holder = {
  designationId: string
  role: string
  startsOn: string
  endsOn: string | null
  personId: string
  name: string
  kind: PersonKind
  jobTitle: string | null
}

/** Who holds which role on a day, those first who have held it longest. */
export async function allHoldersOn(tx: Tx, schoolId: string, day: string): Promise<Holder[]> {
  const { rows } = await sql<Holder>`
    select d.id as "designationId", d.role, d.starts_on as "startsOn", d.ends_on as "endsOn", p.id as "personId",
           coalesce(p.known_as, p.given_name) || ' ' || p.family_name as name, p.kind, p.job_title as "jobTitle"
      from people.designation d
      join people.person p on p.school_id = d.school_id and p.id = d.person_id
     where d.school_id = ${schoolId} and d.starts_on <= ${day} and (d.ends_on is null or d.ends_on >= ${day})
       and (p.left_on is null or p.left_on >= ${day})
     order by d.starts_on, p.family_name, p.given_name`.execute(tx)
  return rows
}

export type DesignationRequest = {
  id: string
  personId: string
  name: string
  role: string
  startsOn: string
  why: string
  askedBy: string
  askedByName: string
  askedAt: Date
  lapsesAt: Date
}

/** Requests for powerful roles that wait for a second person and have not lapsed, oldest first. */
export async function openRequests(tx: Tx, schoolId: string, now: Date): Promise<DesignationRequest[]> {
  const { rows } = await sql<DesignationRequest>`
    select r.id, r.person_id as "personId", r.role, r.starts_on as "startsOn", r.why, r.asked_by as "askedBy",
           r.asked_at as "askedAt", r.lapses_at as "lapsesAt",
           coalesce(p.known_as, p.given_name) || ' ' || p.family_name as name,
           coalesce(a.known_as, a.given_name) || ' ' || a.family_name as "askedByName"
      from people.designation_request r
      join people.person p on p.school_id = r.school_id and p.id = r.person_id
      join people.person a on a.school_id = r.school_id and a.id = r.asked_by
     where r.school_id = ${schoolId} and r.state = 'asked' and r.lapses_at > ${now}
     order by r.asked_at`.execute(tx)
  return rows
}

/** A powerful role that waits for a second person (decision X8). */
export async function addRequest(tx: Tx, row: PeopleTables['people.designation_request']): Promise<void> {
  await tables(tx).insertInto('people.designation_request').values(row).execute()
}

/** Writes the second person's decision; false when somebody decided before. */
export async function saveDecision(
  tx: Tx,
  schoolId: string,
  id: string,
  decision: { state: 'agreed' | 'refused'; by: string; at: Date; why: string | null },
): Promise<boolean> {
  const { numUpdatedRows } = await tables(tx)
    .updateTable('people.designation_request')
    .set({
      state: decision.state,
      decided_by: decision.by,
      decided_at: decision.at,
      decided_why: decision.why,
    })
    .where('school_id', '=', schoolId)
    .where('id', '=', id)
    .where('state', '=', 'asked')
    .where('asked_by', '<>', decision.by)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** When somebody was last designated to one of the roles. */
export async function latestDesignation(
  tx: Tx,
  schoolId: string,
  roles: readonly string[],
): Promise<Date | null> {
  const row = await tables(tx)
    .selectFrom('people.designation')
    .select((select) => select.fn.max('created_at').as('at'))
    .where('school_id', '=', schoolId)
    .where('role', 'in', [...roles])
    .executeTakeFirst()
  return row?.at ?? null
}
