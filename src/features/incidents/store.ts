import { randomInt } from 'node:crypto'
import { sql } from 'kysely'
import { NotFound } from '#/kernel/refusal.ts'
import { Sensitive } from '#/kernel/sensitive.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { asSchool } from '#/platform/access/as-school.ts'
import type { Tx } from '#/platform/database/database.ts'
import type { Incident } from './incident.ts'
import type { IncidentTables } from './tables.ts'
import { visibleIncidents } from './visible-store.ts'

const tables = (tx: Tx) => tx.withTables<IncidentTables>()

const incidentColumns = [
  'i.id',
  'i.school_id as schoolId',
  'i.reference',
  'i.register',
  'i.kind',
  'i.catalogue_version as catalogueVersion',
  'i.state',
  'i.happened_at as happenedAt',
  'i.happened_precision as happenedPrecision',
  'i.out_of_hours as outOfHours',
  'i.happened_where as happenedWhere',
  'i.online_service as onlineService',
  'i.told_at as toldAt',
  'i.description',
  'i.serious',
  'i.persistent',
  'i.safeguarding',
  'i.possible_child_image as possibleChildImage',
  'i.restricted',
  'i.nobody_involved as nobodyInvolved',
  'i.next_due_at as nextDueAt',
  'i.duplicate_of as duplicateOf',
  'i.opened_by as openedBy',
  'i.opened_at as openedAt',
  'i.closed_at as closedAt',
  'i.revision',
] as const

/** The incident, if the actor may see it. Not found in another school, out of sight, or kept from them. */
export async function findIncident(tx: Tx, actor: Actor, incidentId: string): Promise<Incident> {
  const incident = await findSeen(tx, actor, incidentId).executeTakeFirst()
  return asIncident(incident)
}

/** The same, held until the commit: of two people who change it at once, the second waits and reads what the first did. */
export async function findIncidentToChange(tx: Tx, actor: Actor, incidentId: string): Promise<Incident> {
  const visible = await visibleIncidents(tx, actor)
  const incident = await findById(tx, actor.schoolId, incidentId)
    .where(visible)
    .forUpdate()
    .executeTakeFirst()
  return asIncident(incident)
}

/** Two incidents, held in one order, so that two people who work from the two pages never wait for each other. */
export async function findTwoToChange(
  tx: Tx,
  actor: Actor,
  one: string,
  other: string,
): Promise<readonly [Incident, Incident]> {
  if (one > other) {
    const [second, first] = await findTwoToChange(tx, actor, other, one)
    return [first, second]
  }
  return [await findIncidentToChange(tx, actor, one), await findIncidentToChange(tx, actor, other)]
}

/** Whether the actor may see the incident. */
export async function seesIncident(tx: Tx, actor: Actor, incidentId: string): Promise<boolean> {
  return (await findSeen(tx, actor, incidentId).executeTakeFirst()) !== undefined
}

function findSeen(tx: Tx, actor: Actor, incidentId: string) {
  return {
    executeTakeFirst: async () =>
      findById(tx, actor.schoolId, incidentId)
        .where(await visibleIncidents(tx, actor))
        .executeTakeFirst(),
  }
}

function findById(tx: Tx, schoolId: string, incidentId: string) {
  return tables(tx)
    .selectFrom('incidents.incident as i')
    .select(incidentColumns)
    .where('i.school_id', '=', schoolId)
    .where('i.id', '=', incidentId)
}

type Row = Omit<Incident, 'description'> & { description: string }

function asIncident(row: Row | undefined): Incident {
  if (!row) throw new NotFound('incident')
  return { ...row, description: new Sensitive(row.description) }
}

/** Writes a new incident down. */
export async function insertIncident(tx: Tx, incident: Incident): Promise<void> {
  await tables(tx)
    .insertInto('incidents.incident')
    .values({
      ...changeable(incident),
      school_id: incident.schoolId,
      id: incident.id,
      reference: incident.reference,
      told_at: incident.toldAt,
      description: incident.description.reveal(),
      opened_by: incident.openedBy,
      opened_at: incident.openedAt,
    })
    .execute()
}

/** Saves what may change: everything but the account and how it began. Counts the revision on. */
export async function saveIncident(tx: Tx, incident: Incident): Promise<void> {
  await tables(tx)
    .updateTable('incidents.incident')
    .set({ ...changeable(incident), revision: sql<number>`revision + 1` })
    .where('school_id', '=', incident.schoolId)
    .where('id', '=', incident.id)
    .execute()
}

/** When the next thing is owed; null when nothing is. */
export async function setNextDue(
  tx: Tx,
  schoolId: string,
  incidentId: string,
  at: Date | null,
): Promise<void> {
  await tables(tx)
    .updateTable('incidents.incident')
    .set({ next_due_at: at })
    .where('school_id', '=', schoolId)
    .where('id', '=', incidentId)
    .execute()
}

function changeable(incident: Incident) {
  return {
    register: incident.register,
    kind: incident.kind,
    catalogue_version: incident.catalogueVersion,
    state: incident.state,
    happened_at: incident.happenedAt,
    happened_precision: incident.happenedPrecision,
    out_of_hours: incident.outOfHours,
    happened_where: incident.happenedWhere,
    online_service: incident.onlineService,
    serious: incident.serious,
    persistent: incident.persistent,
    safeguarding: incident.safeguarding,
    possible_child_image: incident.possibleChildImage,
    restricted: incident.restricted,
    nobody_involved: incident.nobodyInvolved,
    next_due_at: incident.nextDueAt,
    duplicate_of: incident.duplicateOf,
    closed_at: incident.closedAt,
  }
}

/**
 * Gives the incident the next reference of its school year, AL-2026-0143, by which it is found from then on. Whoever asks
 * next waits until the commit, so it is one statement, and the last but the chain's.
 */
export function giveReference(
  tx: Tx,
  { schoolId, id }: Pick<Incident, 'schoolId' | 'id'>,
  { prefix, schoolYear }: { prefix: string; schoolYear: number },
): Promise<string> {
  return asSchool(tx, async () => {
    const { rows } = await sql<{ reference: string }>`
      with counted as (
        insert into incidents.reference_count as c (school_id, school_year, last) values (${schoolId}, ${schoolYear}, 1)
        on conflict (school_id, school_year) do update set last = c.last + 1
        returning lpad(last::text, greatest(4, length(last::text)), '0') as number
      ), found as (
        insert into incidents.word (school_id, word, record_id) select ${schoolId}, number, ${id} from counted
        on conflict do nothing
      )
      update incidents.incident set reference = ${`${prefix}-${schoolYear}-`} || counted.number
        from counted where school_id = ${schoolId} and id = ${id}
      returning reference`.execute(tx)
    const [row] = rows
    if (!row) throw new NotFound('incident')
    return row.reference
  })
}

// No I, L, O, U: read aloud and written by hand, they are taken for others.
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** A reference that tells nothing of how many there are: AL-K7M2QX9D. */
export function unguessableReference(prefix: string): string {
  const drawn = Array.from({ length: 8 }, () => letters[randomInt(letters.length)])
  return `${prefix}-${drawn.join('')}`
}
