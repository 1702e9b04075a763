import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { NotFound } from '#/kernel/refusal.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { makePartOf } from '#/platform/access/kept-from.ts'
import type { Tx } from '#/platform/database/database.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import type { RegisterWanted } from '#/platform/web/register-routes.ts'
import { type IncidentViews, visibleIncidents } from '../incidents/index.ts'
import type { Sanction, State } from './sanction.ts'
import { alsoReadsStaff } from './settings.ts'
import type { SanctionTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<SanctionTables & IncidentViews>()

const columns = [
  's.id',
  's.incident_id as incidentId',
  's.person_id as personId',
  's.name_then as nameThen',
  's.of',
  's.ladder',
  's.ladder_version as ladderVersion',
  's.level',
  's.level_words as levelWords',
  's.approver',
  's.state',
  's.why',
  's.stops',
  's.tool',
  's.ends_on as endsOn',
  's.needs_talk as needsTalk',
  's.lado_advice as ladoAdvice',
  's.proposed_at as proposedAt',
  's.proposed_by as proposedBy',
  's.over_at as overAt',
] as const

export type SanctionOfIncident = Sanction & { incidentReference: string }

/** Whether the actor sees sanctions of adults: head, chair of governors and whom the school adds. */
export async function seesStaff(tx: Tx, actor: Actor): Promise<boolean> {
  if (actor.kind === 'system') return true
  if (actor.kind !== 'person') return false
  const also = await readSetting(tx, actor.schoolId, alsoReadsStaff)
  return ['head', 'chairOfGovernors', ...also].some((role) => actor.roles.has(role))
}

/** The row rule: the incident’s, and for adults the narrower one. */
async function visible(tx: Tx, actor: Actor): Promise<RawBuilder<SqlBool>> {
  const staff = await seesStaff(tx, actor)
  return sql<SqlBool>`(${await visibleIncidents(tx, actor)} and (s.of = 'pupil' or ${staff}))`
}

async function seenBy(tx: Tx, actor: Actor) {
  return tables(tx)
    .selectFrom('sanctions.sanction as s')
    .innerJoin('incidents.register_line as i', (join) =>
      join.onRef('i.school_id', '=', 's.school_id').onRef('i.id', '=', 's.incident_id'),
    )
    .where('s.school_id', '=', actor.schoolId)
    .where(await visible(tx, actor))
}

/** The sanction, if the actor may see it. */
export async function findSanction(tx: Tx, actor: Actor, id: string): Promise<SanctionOfIncident> {
  const found = await (await seenBy(tx, actor))
    .select([...columns, 'i.reference as incidentReference'])
    .where('s.id', '=', id)
    .executeTakeFirst()
  if (!found) throw new NotFound('sanction')
  return found
}

/** The same, held until the commit. */
export async function findSanctionToChange(tx: Tx, actor: Actor, id: string): Promise<SanctionOfIncident> {
  await tables(tx)
    .selectFrom('sanctions.sanction as s')
    .select('s.id')
    .where('s.school_id', '=', actor.schoolId)
    .where('s.id', '=', id)
    .forUpdate()
    .execute()
  return findSanction(tx, actor, id)
}

/** Of one incident, oldest first, for whoever may see the incident. */
export async function sanctionsOf(tx: Tx, actor: Actor, incidentId: string): Promise<SanctionOfIncident[]> {
  return (await seenBy(tx, actor))
    .select([...columns, 'i.reference as incidentReference'])
    .where('s.incident_id', '=', incidentId)
    .orderBy('s.proposed_at')
    .execute()
}

/** What this person had to bear, as far as the actor may see it. */
export async function sanctionsOn(tx: Tx, actor: Actor, personId: string): Promise<SanctionOfIncident[]> {
  return (await seenBy(tx, actor))
    .select([...columns, 'i.reference as incidentReference'])
    .where('s.person_id', '=', personId)
    .orderBy('s.proposed_at')
    .execute()
}

/** Lines of the register that the actor may see, and how many there are on all pages. */
export async function listSanctions(
  tx: Tx,
  actor: Actor,
  { filters, newestFirst, offset, most }: RegisterWanted,
): Promise<{ rows: SanctionOfIncident[]; total: number }> {
  let query = await seenBy(tx, actor)
  if (filters.state) query = query.where('s.state', '=', filters.state as State)
  if (filters.of) query = query.where('s.of', '=', filters.of as 'pupil' | 'staff')
  const { total } = await query
    .select(({ fn }) => fn.countAll<string>().as('total'))
    .executeTakeFirstOrThrow()
  const rows = await query
    .select([...columns, 'i.reference as incidentReference'])
    .orderBy('s.proposed_at', newestFirst ? 'desc' : 'asc')
    .orderBy('s.id')
    .offset(offset)
    .limit(most)
    .execute()
  return { rows, total: Number(total) }
}

/** Kept from whomever its incident is kept from, also when that is found out later. */
export async function insertSanction(tx: Tx, schoolId: string, one: Sanction): Promise<void> {
  await makePartOf(tx, { schoolId, partId: one.id, recordId: one.incidentId })
  await tables(tx)
    .insertInto('sanctions.sanction')
    .values({
      school_id: schoolId,
      id: one.id,
      incident_id: one.incidentId,
      person_id: one.personId,
      name_then: one.nameThen,
      of: one.of,
      ladder: one.ladder,
      ladder_version: one.ladderVersion,
      level: one.level,
      level_words: one.levelWords,
      approver: one.approver,
      state: one.state,
      why: one.why,
      stops: one.stops,
      tool: one.tool,
      ends_on: one.endsOn,
      needs_talk: one.needsTalk,
      lado_advice: one.ladoAdvice,
      proposed_at: one.proposedAt,
      proposed_by: one.proposedBy,
      over_at: one.overAt,
    })
    .execute()
}

/** Where it stands, and since when it is over; who bears it and why never change. */
export async function saveState(
  tx: Tx,
  schoolId: string,
  id: string,
  { state, overAt }: Pick<Sanction, 'state' | 'overAt'>,
): Promise<void> {
  await tables(tx)
    .updateTable('sanctions.sanction')
    .set({ state, over_at: overAt })
    .where('school_id', '=', schoolId)
    .where('id', '=', id)
    .execute()
}

/** In force, and their day has come. */
export function dueToEnd(tx: Tx, schoolId: string, today: string): Promise<Sanction[]> {
  return tables(tx)
    .selectFrom('sanctions.sanction as s')
    .select(columns)
    .where('s.school_id', '=', schoolId)
    .where('s.state', '=', 'inForce')
    .where('s.ends_on', '<=', today)
    .execute()
}
