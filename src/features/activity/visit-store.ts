import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { addDays, hourMs, instantAt, type WallTime, wallTimeOf } from '#/kernel/london-time.ts'
import type { Tx } from '#/platform/database/database.ts'
import { isAtOnce, isBecause, kindOf, mostAtOnce, mostCounted, type Visit } from './visit.ts'

/** Puts attempts down, all with one statement: a thousand or so. */
export async function insertAttempts(tx: Tx, schoolId: string, attempts: readonly Visit[]): Promise<void> {
  if (attempts.length === 0) return
  await sql`
    insert into activity.attempt (school_id, at, person_id, address, profile, site, because, category, rule, times)
    select ${schoolId}::uuid, * from unnest(${columnsOf(attempts)})`.execute(tx)
}

/** Puts visits down, blocked or not, all with one statement. */
export async function insertVisits(tx: Tx, schoolId: string, visits: readonly Visit[]): Promise<void> {
  if (visits.length === 0) return
  await sql`
    insert into activity.visit (school_id, at, person_id, address, profile, site, because, category, rule, times, allowed)
    select ${schoolId}::uuid, * from unnest(${columnsOf(visits)}, ${visits.map(({ allowed }) => allowed)}::boolean[])`.execute(
    tx,
  )
}

/** A statement of ten thousand values takes longer to read than to carry out: columns go as arrays. */
function columnsOf(visits: readonly Visit[]): RawBuilder<unknown> {
  const column = <Key extends keyof Visit>(key: Key): Visit[Key][] => visits.map((visit) => visit[key])
  return sql`${column('at').map((at) => at.toISOString())}::timestamptz[], ${column('personId')}::uuid[],
    ${column('address')}::text[], ${column('profile')}::text[], ${column('site')}::text[],
    ${column('because')}::text[], ${column('category')}::text[], ${column('rule')}::text[], ${column('times')}::integer[]`
}

/** Whose day it is: a person's, or that of a device which nobody answers for. */
export type Whose = { personId: string } | { address: string }

export type DayOf = { visits: readonly Visit[]; hasMore: boolean }

export type DayAsked = {
  whose: Whose
  day: string
  /** With what was not blocked. */
  open: boolean
  /** Groups that are left out, whatever device they sat at. */
  notOf: readonly string[]
  /** So many of the newest are left out: they stand on earlier pages. A moment would not do, since many lines may share one. */
  skip: number
  /** What opens the day to whoever asks, asked in the same breath: without it nothing is found. */
  shownBy: RawBuilder<SqlBool>
}

/** One day of somebody, the newest first, at most `mostAtOnce` lines. It reads the one table of that school and day. */
export async function dayOf(tx: Tx, schoolId: string, asked: DayAsked): Promise<DayOf> {
  const { rows } = await dayQuery(schoolId, asked).execute(tx)
  return { visits: rows.slice(0, mostAtOnce).map(toVisit), hasMore: rows.length > mostAtOnce }
}

/** The question itself, so that its plan can be read too. */
export const dayQuery = (
  schoolId: string,
  { whose, day, open, notOf, skip, shownBy }: DayAsked,
): RawBuilder<VisitRow> => sql<VisitRow>`
    select at, person_id, address, profile, site, ${open ? sql`allowed` : sql`false as allowed`}, because, category, rule, times
      from ${sql.table(open ? 'activity.visit' : 'activity.attempt')}
     where school_id = ${schoolId} and ${within(day, day)} and ${isOf(whose)} and ${shownBy}
       and profile <> all(${[...notOf]}::text[])
     order by at desc, site, because, times, address limit ${mostAtOnce + 1} offset ${skip}`

const isOf = (whose: Whose): RawBuilder<SqlBool> =>
  'personId' in whose
    ? sql<SqlBool>`person_id = ${whose.personId}`
    : sql<SqlBool>`person_id is null and address = ${whose.address}`

const within = (from: string, to: string): RawBuilder<SqlBool> =>
  sql<SqlBool>`at >= ${instantAt(from, '00:00')} and at < ${instantAt(addDays(to, 1), '00:00')}`

type VisitRow = {
  at: Date
  person_id: string | null
  address: string
  profile: string
  site: string
  allowed: boolean
  because: string
  category: string | null
  rule: string | null
  times: number
}

function toVisit({ person_id, because, ...row }: VisitRow): Visit {
  return { ...row, personId: person_id, because: isBecause(because) ? because : 'otherwise' }
}

/** How often something of these kinds was tried by somebody on a day. */
export async function timesOnDay(
  tx: Tx,
  schoolId: string,
  whose: Whose,
  day: string,
  categories: readonly string[],
): Promise<number> {
  const { rows } = await sql<{ times: number }>`
    select least(coalesce(sum(times), 0), ${mostCounted})::int as times from activity.attempt
     where school_id = ${schoolId} and ${within(day, day)} and ${isOf(whose)}
       and category = any(${[...categories]}::text[])`.execute(tx)
  return rows[0]?.times ?? 0
}

export type Counted = { day: string; hour: number; profile: string; kind: string; times: number }

/**
 * Attempts by day, hour of London, group and kind. What the safeguarding lead has a task of is not among them: a number
 * could tell somebody that it is about them (decision S3).
 */
export async function countAttempts(tx: Tx, schoolId: string, from: string, to: string): Promise<Counted[]> {
  // Clocks in London stand whole hours from the world's, so days and hours are told of the few lines that are left.
  const { rows } = await sql<{
    at: Date
    profile: string
    because: string
    category: string | null
    times: number
  }>`
    select date_trunc('hour', at) as at, profile, because, category, least(sum(times), ${mostCounted})::int as times
      from activity.attempt where school_id = ${schoolId} and ${within(from, to)}
     group by 1, 2, 3, 4`.execute(tx)
  const walls = new Map<number, WallTime>()
  const wallOf = (at: Date): WallTime => {
    const known = walls.get(at.getTime()) ?? wallTimeOf(at)
    walls.set(at.getTime(), known)
    return known
  }
  return rows
    .map(({ at, because, category, profile, times }) => ({
      day: wallOf(at).date,
      hour: wallOf(at).ms / hourMs,
      ...{ profile, times },
      kind: kindOf({ because: isBecause(because) ? because : 'otherwise', category }),
    }))
    .filter(({ kind }) => !isAtOnce(kind))
}
