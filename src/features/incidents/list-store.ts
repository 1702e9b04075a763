// The log as a list: what one may see, narrowed and sorted, a page at a time.

import { sql } from 'kysely'
import type { Actor } from '#/platform/access/actor.ts'
import type { Tx } from '#/platform/database/database.ts'
import { type Incident, openStateNames, type RegisterName, type State } from './incident.ts'
import { type Part, subjectParts } from './involvement.ts'
import type { IncidentTables } from './tables.ts'
import { visibleIncidents } from './visible-store.ts'

const tables = (tx: Tx) => tx.withTables<IncidentTables>()

export type ListWanted = {
  state?: State | 'open' | 'overdue'
  register?: RegisterName
  /** Any of these. */
  registers?: readonly RegisterName[]
  kind?: string
  classId?: string
  /** Told on or after, and before, these instants. */
  from?: Date
  before?: Date
  newestFirst: boolean
  offset: number
  most: number
  now: Date
}

export type ListLine = Pick<
  Incident,
  'id' | 'reference' | 'register' | 'kind' | 'state' | 'toldAt' | 'nextDueAt' | 'serious' | 'safeguarding'
>

/** One page of the log. */
export async function listIncidents(tx: Tx, actor: Actor, wanted: ListWanted): Promise<ListLine[]> {
  const direction = wanted.newestFirst ? 'desc' : 'asc'
  return (await matching(tx, actor, wanted))
    .select([
      'i.id',
      'i.reference',
      'i.register',
      'i.kind',
      'i.state',
      'i.told_at as toldAt',
      'i.next_due_at as nextDueAt',
      'i.serious',
      'i.safeguarding',
    ])
    .orderBy('i.told_at', direction)
    .orderBy('i.id', direction)
    .offset(wanted.offset)
    .limit(wanted.most)
    .execute()
}

/** How many there are on all pages. */
export async function countIncidents(tx: Tx, actor: Actor, wanted: ListWanted): Promise<number> {
  const query = await matching(tx, actor, wanted)
  const { count } = await query.select((of) => of.fn.countAll<number>().as('count')).executeTakeFirstOrThrow()
  return count
}

/** How many that may harm a child nobody has opened, of those that the actor may see. */
export async function countUnopenedHarm(tx: Tx, actor: Actor): Promise<number> {
  const { count } = await tables(tx)
    .selectFrom('incidents.incident as i')
    .select((of) => of.fn.countAll<number>().as('count'))
    .where('i.school_id', '=', actor.schoolId)
    .where('i.state', '=', 'new')
    .where('i.safeguarding', '=', true)
    .where(await visibleIncidents(tx, actor))
    .executeTakeFirstOrThrow()
  return count
}

async function matching(tx: Tx, actor: Actor, wanted: ListWanted) {
  let query = tables(tx)
    .selectFrom('incidents.incident as i')
    .where('i.school_id', '=', actor.schoolId)
    .where(await visibleIncidents(tx, actor))
  if (wanted.state === 'open') query = query.where('i.state', 'in', openStateNames)
  else if (wanted.state === 'overdue') query = query.where('i.next_due_at', '<', wanted.now)
  else if (wanted.state) query = query.where('i.state', '=', wanted.state)
  if (wanted.register) query = query.where('i.register', '=', wanted.register)
  if (wanted.registers) query = query.where('i.register', 'in', wanted.registers)
  if (wanted.kind) query = query.where('i.kind', '=', wanted.kind)
  if (wanted.from) query = query.where('i.told_at', '>=', wanted.from)
  if (wanted.before) query = query.where('i.told_at', '<', wanted.before)
  if (wanted.classId) {
    query = query.where(
      sql<boolean>`i.id in (select v.incident_id from incidents.involvement v
        where v.school_id = ${actor.schoolId} and v.class_id = ${wanted.classId} and v.removed_at is null)`,
    )
  }
  return query
}

export type NamedIn = { incidentId: string; nameThen: string; classThen: string | null; part: Part }

/** Whom these incidents are about, for the names column of a page. */
export function subjectsIn(tx: Tx, schoolId: string, incidentIds: readonly string[]): Promise<NamedIn[]> {
  return tables(tx)
    .selectFrom('incidents.involvement')
    .select(['incident_id as incidentId', 'name_then as nameThen', 'class_then as classThen', 'role as part'])
    .where('school_id', '=', schoolId)
    .where('incident_id', '=', sql<string>`any(${[...incidentIds]}::uuid[])`)
    .where('role', 'in', subjectParts)
    .where('removed_at', 'is', null)
    .orderBy('added_at')
    .execute()
}

export type Earlier = {
  id: string
  reference: string
  kind: string
  state: State
  toldAt: Date
  personId: string
  part: Part
}

/** Other incidents in which the same people stand, among those that the actor may see, the newest first. */
export async function otherIncidentsOf(
  tx: Tx,
  actor: Actor,
  incidentId: string,
  personIds: readonly string[],
  most = 20,
): Promise<Earlier[]> {
  if (personIds.length === 0) return []
  const visible = await visibleIncidents(tx, actor)
  return tables(tx)
    .selectFrom('incidents.involvement as v')
    .innerJoin('incidents.incident as i', (join) =>
      join.onRef('i.school_id', '=', 'v.school_id').onRef('i.id', '=', 'v.incident_id'),
    )
    .select([
      'i.id',
      'i.reference',
      'i.kind',
      'i.state',
      'i.told_at as toldAt',
      'v.role as part',
      sql<string>`v.person_id`.as('personId'),
    ])
    .where('v.school_id', '=', actor.schoolId)
    .where('v.person_id', '=', sql<string>`any(${[...personIds]}::uuid[])`)
    .where('v.removed_at', 'is', null)
    .where('v.role', 'in', subjectParts)
    .where('i.id', '<>', incidentId)
    .where(visible)
    .orderBy('i.told_at', 'desc')
    .limit(most)
    .execute()
}

/** Classes that stand in the log, for the filter. */
export async function classesInLog(tx: Tx, schoolId: string): Promise<{ id: string; name: string }[]> {
  const rows = await tables(tx)
    .selectFrom('incidents.involvement')
    .select(['class_id as id', 'class_then as name'])
    .distinct()
    .where('school_id', '=', schoolId)
    .where('class_id', 'is not', null)
    .orderBy('class_then')
    .limit(200)
    .execute()
  return rows.flatMap(({ id, name }) => (id === null ? [] : [{ id, name: name ?? 'Class' }]))
}
