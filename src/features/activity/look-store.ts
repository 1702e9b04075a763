import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { NotFound } from '#/kernel/refusal.ts'
import { sensitive } from '#/kernel/sensitive.ts'
import type { Actor } from '#/platform/access/actor.ts'
import type { Tx } from '#/platform/database/database.ts'
import type { TrailRule } from '#/platform/feature.ts'
import { type Look, lookLastsMs } from './look.ts'
import type { ActivityTables } from './tables.ts'
import type { Whose } from './visit-store.ts'

const tables = (tx: Tx) => tx.withTables<ActivityTables>()

/** Writes a look down; it never changes. */
export async function insertLook(
  tx: Tx,
  schoolId: string,
  { id, whose, adult, day, reason, at, byId }: Omit<Look, 'opening'>,
): Promise<void> {
  await tables(tx)
    .insertInto('activity.look')
    .values({
      ...{ school_id: schoolId, id, adult, day, at, by_id: byId },
      person_id: 'personId' in whose ? whose.personId : null,
      address: 'address' in whose ? whose.address : null,
      reason: reason.reveal(),
    })
    .execute()
}

/** Opens the day of an adult to two people. The database refuses the same person twice, and the one it is about. */
export async function insertOpening(
  tx: Tx,
  schoolId: string,
  one: { lookId: string; personId: string; byId: string; withId: string; at: Date },
): Promise<void> {
  await tables(tx)
    .insertInto('activity.opening')
    .values({
      ...{ school_id: schoolId, look_id: one.lookId, at: one.at },
      ...{ by_id: one.byId, with_id: one.withId, person_id: one.personId },
    })
    .execute()
}

const readers = {
  children: ['head', 'dsl', 'deputyDsl'],
  adults: ['head', 'chairOfGovernors'],
} as const

/** The row rule: whoever asked, the second of two, and those who answer for looks at children, or at adults. */
function visible(actor: Actor): RawBuilder<SqlBool> {
  if (actor.kind === 'system') return sql<SqlBool>`true`
  if (actor.kind !== 'person') return sql<SqlBool>`false`
  const reads = (whose: keyof typeof readers): boolean => readers[whose].some((role) => actor.roles.has(role))
  return sql<SqlBool>`(l.by_id = ${actor.personId}
    or case when l.adult then ${reads('adults')}::boolean or coalesce(o.with_id = ${actor.personId}, false)
            else ${reads('children')}::boolean end)`
}

const looks = (schoolId: string) => sql`
  from activity.look l left join activity.opening o on o.school_id = l.school_id and o.look_id = l.id
 where l.school_id = ${schoolId}`

type Row = Omit<ActivityTables['activity.look'], 'school_id'> & {
  opened_at: Date | null
  with_id: string | null
}

const columns = sql`l.id, l.person_id, l.address, l.adult, l.day, l.reason, l.at, l.by_id, o.at as opened_at, o.with_id`

function toLook(row: Row): Look {
  const { id, day, at, by_id: byId, person_id: personId, address, reason, adult } = row
  const { opened_at: openedAt, with_id: withId } = row
  return {
    ...{ id, day, at, byId, adult },
    reason: sensitive(reason),
    whose: personId === null ? { address: address ?? '' } : { personId },
    opening: openedAt === null || withId === null ? null : { at: openedAt, withId },
  }
}

/** One look. Not found in another school, out of sight, or kept from whoever asks. */
export async function findLook(tx: Tx, actor: Actor, id: string): Promise<Look> {
  const { rows } = await sql<Row>`
    select ${columns} ${looks(actor.schoolId)} and l.id = ${id} and ${visible(actor)}`.execute(tx)
  if (!rows[0]) throw new NotFound('look')
  return toLook(rows[0])
}

/** The newest looks that the actor may know of. */
export async function listLooks(tx: Tx, actor: Actor, most: number): Promise<Look[]> {
  const { rows } = await sql<Row>`
    select ${columns} ${looks(actor.schoolId)} and ${visible(actor)} order by l.at desc, l.id limit ${most}`.execute(
    tx,
  )
  return rows.map(toLook)
}

/** About whom somebody asks a second person, and which day, for whoever decides who agrees. Not found where it is kept from them. */
export async function askedAbout(
  tx: Tx,
  schoolId: string,
  id: string,
): Promise<{ personId: string; day: string }> {
  const found = await tables(tx)
    .selectFrom('activity.look')
    .select(['person_id as personId', 'day'])
    .where('school_id', '=', schoolId)
    .where('id', '=', id)
    .where('adult', '=', true)
    .executeTakeFirst()
  if (!found || found.personId === null) throw new NotFound('look')
  return { personId: found.personId, day: found.day }
}

/**
 * Whether the look shows its day to that person now, as the database sees it. A question about somebody's day carries it, so
 * that no visit is read beside a look.
 */
export const shows = (
  schoolId: string,
  { id, whose, day }: { id: string; whose: Whose; day: string },
  personId: string,
  now: Date,
): RawBuilder<SqlBool> => sql<SqlBool>`exists (
  select ${looks(schoolId)} and l.id = ${id} and l.day = ${day}
     and l.person_id is not distinct from ${'personId' in whose ? whose.personId : null}::uuid
     and l.address is not distinct from ${'address' in whose ? whose.address : null}
     and case when l.adult then ${personId} in (o.by_id, o.with_id) else l.by_id = ${personId} end
     and case when l.adult then o.at else l.at end <= ${now}
     and case when l.adult then o.at else l.at end > ${new Date(now.getTime() - lookLastsMs)})`

/** How many looks at children and devices there were in a span. Those at adults are in no number that others read. */
export async function countLooks(tx: Tx, schoolId: string, from: Date, to: Date): Promise<number> {
  const { count } = await tables(tx)
    .selectFrom('activity.look')
    .select((expression) => expression.fn.countAll<number>().as('count'))
    .where('school_id', '=', schoolId)
    .where('adult', '=', false)
    .where('at', '>=', from)
    .where('at', '<', to)
    .executeTakeFirstOrThrow()
  return count
}

/** The trail says nothing of a look at an adult to whoever may not see it, and no number counts one. */
export const trailRule: TrailRule = {
  unseen: async (_tx, actor, id) => [
    sql<SqlBool>`exists (select ${looks(actor.schoolId)} and l.id = ${id} and l.adult and not ${visible(actor)})`,
  ],
  uncounted: (schoolId, id) => sql<SqlBool>`exists (
    select from activity.look l where l.school_id = ${schoolId} and l.id = ${id} and l.adult)`,
}
