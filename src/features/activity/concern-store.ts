import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { NotFound } from '#/kernel/refusal.ts'
import type { Actor } from '#/platform/access/actor.ts'
import type { Tx } from '#/platform/database/database.ts'
import type { TrailRule } from '#/platform/feature.ts'
import type { Concern, ConcernKind } from './concern.ts'
import type { ActivityTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<ActivityTables>()

type Row = ActivityTables['activity.concern']

const toConcern = (row: Row): Concern => ({
  id: row.id,
  day: row.day,
  kind: row.kind,
  personId: row.person_id,
  address: row.address,
  profile: row.profile,
  adult: row.adult,
  categories: row.categories,
  firstAt: row.first_at,
  lastAt: row.last_at,
  times: row.times,
  state: row.state,
  outcome: row.outcome,
  lookedAt: row.looked_at,
  lookedBy: row.looked_by,
  incidentId: row.incident_id,
})

const readers = { children: ['head', 'dsl', 'deputyDsl'], adults: ['head', 'chairOfGovernors'] } as const

/** The row rule: children's are for the safeguarding leads and the head, adults' for the head and the chair. */
function visible(actor: Actor): RawBuilder<SqlBool> {
  if (actor.kind === 'system') return sql<SqlBool>`true`
  if (actor.kind !== 'person') return sql<SqlBool>`false`
  const reads = (whose: keyof typeof readers): boolean => readers[whose].some((role) => actor.roles.has(role))
  return sql<SqlBool>`case when c.adult then ${reads('adults')}::boolean else ${reads('children')}::boolean end`
}

/** The trail says nothing of a concern to whoever may not see it, and no number counts one. */
export const trailRule: TrailRule = {
  unseen: async (_tx, actor, id) => [
    sql<SqlBool>`exists (
      select from activity.concern c
       where c.school_id = ${actor.schoolId} and c.id = ${id} and not ${visible(actor)})`,
  ],
  uncounted: (schoolId, id) => sql<SqlBool>`exists (
    select from activity.concern c where c.school_id = ${schoolId} and c.id = ${id})`,
}

const seen = (tx: Tx, actor: Actor) =>
  tables(tx)
    .selectFrom('activity.concern as c')
    .selectAll()
    .where('c.school_id', '=', actor.schoolId)
    .where(visible(actor))

/** The concern, if the actor may see it. Not found in another school, out of sight, or kept from them. */
export async function findConcern(tx: Tx, actor: Actor, id: string): Promise<Concern> {
  const found = await seen(tx, actor).where('c.id', '=', id).executeTakeFirst()
  if (!found) throw new NotFound('what the filter told')
  return toConcern(found)
}

/** The same, held until the commit. */
export async function findConcernToChange(tx: Tx, actor: Actor, id: string): Promise<Concern> {
  const found = await seen(tx, actor).where('c.id', '=', id).forUpdate().executeTakeFirst()
  if (!found) throw new NotFound('what the filter told')
  return toConcern(found)
}

/** The newest that the actor may see, those that nobody has looked at first. */
export async function listConcerns(tx: Tx, actor: Actor, most: number): Promise<Concern[]> {
  const rows = await seen(tx, actor)
    .orderBy(sql`c.state = 'open'`, 'desc')
    .orderBy('c.last_at', 'desc')
    .orderBy('c.id')
    .limit(most)
    .execute()
  return rows.map(toConcern)
}

/** The one of that day for a person, or for a device that nobody answers for. */
export async function findOfDay(
  tx: Tx,
  schoolId: string,
  {
    day,
    kind,
    personId,
    address,
  }: { day: string; kind: ConcernKind; personId: string | null; address: string },
): Promise<Concern | null> {
  const found = await tables(tx)
    .selectFrom('activity.concern')
    .selectAll()
    .where('school_id', '=', schoolId)
    .where('day', '=', day)
    .where('kind', '=', kind)
    .where(sql<SqlBool>`coalesce(person_id::text, address) = ${personId ?? address}`)
    .forUpdate()
    .executeTakeFirst()
  return found ? toConcern(found) : null
}

/** Writes a new one down. */
export async function insertConcern(tx: Tx, schoolId: string, concern: Concern): Promise<void> {
  const { id, day, kind, personId, address, profile, adult, firstAt } = concern
  await tables(tx)
    .insertInto('activity.concern')
    .values({
      ...changing(concern),
      ...{ school_id: schoolId, id, day, kind, address, profile, adult },
      person_id: personId,
      first_at: firstAt,
    })
    .execute()
}

/** Saves what may change of it. */
export async function saveConcern(tx: Tx, schoolId: string, concern: Concern): Promise<void> {
  await tables(tx)
    .updateTable('activity.concern')
    .set(changing(concern))
    .where('school_id', '=', schoolId)
    .where('id', '=', concern.id)
    .execute()
}

const changing = (concern: Concern) => ({
  categories: [...concern.categories],
  last_at: concern.lastAt,
  times: concern.times,
  state: concern.state,
  outcome: concern.outcome,
  looked_at: concern.lookedAt,
  looked_by: concern.lookedBy,
  incident_id: concern.incidentId,
})

/** For the school's evidence: how many since a moment, and how many nobody has looked at: for a day, or a week where they only repeat. */
export async function countForEvidence(tx: Tx, schoolId: string, since: Date, at: Date) {
  const { rows } = await sql<{ count: number; late: number; last_at: Date | null }>`
    select count(*) filter (where first_at >= ${since})::int as count, max(first_at) as last_at,
           count(*) filter (where state = 'open' and last_at < ${at}::timestamptz - case kind when 'atOnce' then interval '1 day' else interval '7 days' end)::int as late
      from activity.concern where school_id = ${schoolId} and not adult`.execute(tx)
  const { count = 0, late = 0, last_at = null } = rows[0] ?? {}
  return { count, late, lastAt: last_at }
}
