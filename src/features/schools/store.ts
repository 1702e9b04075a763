import { sql } from 'kysely'
import { NotFound } from '#/kernel/refusal.ts'
import type { SchoolCalendar } from '#/kernel/school-calendar.ts'
import type { Db, Tx } from '#/platform/database/database.ts'
import type { Phase, School, SchoolClass } from './school.ts'
import type { SchoolTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<SchoolTables>()

/** The id of the school with this name in addresses, before any school is set (decision X1). */
export async function schoolIdBySlug(db: Db, slug: string): Promise<string | null> {
  const { rows } = await sql<{ id: string | null }>`select schools.school_by_slug(${slug}) as id`.execute(db)
  return rows[0]?.id ?? null
}

/** The ids of every school, for work that runs by itself, before any school is set (decision X1). */
export async function allSchoolIds(db: Db): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from schools.all_schools() as id`.execute(db)
  return rows.map(({ id }) => id)
}

/** The school itself. */
export async function findSchool(tx: Tx, schoolId: string): Promise<School> {
  const school = await tables(tx)
    .selectFrom('schools.school')
    .select([
      'id',
      'slug',
      'name',
      'email',
      'policy_code as policyCode',
      'trust_id as trustId',
      'network_ranges as networkRanges',
      'day_starts_at as dayStartsAt',
      'day_ends_at as dayEndsAt',
      'set_up_at as setUpAt',
    ])
    .where('id', '=', schoolId)
    .executeTakeFirst()
  if (!school) throw new NotFound('school')
  return school
}

/** The school's terms, closed days and day: what its clocks count by. */
export async function readCalendar(tx: Tx, schoolId: string): Promise<SchoolCalendar> {
  // Nearly every page asks whether school is on, so this is one question and not three.
  const { rows } = await sql<SchoolCalendar>`
    select to_char(s.day_starts_at, 'HH24:MI') as "dayStartsAt", to_char(s.day_ends_at, 'HH24:MI') as "dayEndsAt",
           (select coalesce(json_agg(json_build_object('name', t.name, 'from', t.starts_on, 'to', t.ends_on)
                                     order by t.starts_on), '[]')
              from schools.term t where t.school_id = s.id) as terms,
           array(select c.on_day::text from schools.closed_day c where c.school_id = s.id order by c.on_day) as "closedDays"
      from schools.school s where s.id = ${schoolId}`.execute(tx)
  if (!rows[0]) throw new NotFound('school')
  return rows[0]
}

/** The school's parts, youngest first. */
export function phasesOfSchool(tx: Tx, schoolId: string): Promise<Phase[]> {
  return tables(tx)
    .selectFrom('schools.phase')
    .select(['id', 'key', 'name'])
    .where('school_id', '=', schoolId)
    .orderBy(
      sql`array_position(array['earlyYears','keyStage1','keyStage2','keyStage3','keyStage4','sixthForm'], key)`,
    )
    .execute()
}

/** Every class, those of today first, by year group and name. */
export function classesOfSchool(tx: Tx, schoolId: string): Promise<SchoolClass[]> {
  return tables(tx)
    .selectFrom('schools.class')
    .select([
      'id',
      'phase_id as phaseId',
      'name',
      'year_group as yearGroup',
      'starts_on as startsOn',
      'ends_on as endsOn',
    ])
    .where('school_id', '=', schoolId)
    .orderBy(sql`ends_on is null`, 'desc')
    .orderBy('year_group')
    .orderBy('name')
    .execute()
}

/** The trust above the school, where there is one. */
export async function trustOf(
  tx: Tx,
  trustId: string | null,
): Promise<{ id: string; name: string } | undefined> {
  if (trustId === null) return undefined
  return tables(tx).selectFrom('schools.trust').selectAll().where('id', '=', trustId).executeTakeFirst()
}

/** Names of people who did something, as the people feature publishes them. Nobody's id is no name. */
export async function namesOf(
  tx: Tx,
  schoolId: string,
  personIds: readonly (string | null)[],
): Promise<ReadonlyMap<string, string>> {
  const ids = personIds.filter((id) => id !== null)
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from people.named where school_id = ${schoolId} and id = any(${ids}::uuid[])`.execute(tx)
  return new Map(rows.map(({ id, name }) => [id, name]))
}
