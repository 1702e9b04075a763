// What the school can show for the clauses about logons, passwords and access.

import { sql } from 'kysely'
import { countInPublic } from '#/kernel/limits.ts'
import { dayMs, formatInstant } from '#/kernel/london-time.ts'
import type { Evidence } from '#/platform/controls/control.ts'
import type { Tx } from '#/platform/database/database.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { reviewsDue } from './access-store.ts'
import { sharedDue } from './password-store.ts'
import { reviewDays, rotateGenericDays } from './settings-logons.ts'

type Counted = { count: number; lastAt: Date | null }

const told = (sentence: string, { lastAt }: Counted, inDate = true): Evidence => ({
  sentence: lastAt === null ? sentence : `${sentence} The last on ${formatInstant(lastAt)}.`,
  lastAt,
  inDate,
})

/** Logons in use, by kind; and how many that several people use have nobody who answers for them. */
export async function seenOfLogons(tx: Tx, schoolId: string): Promise<Evidence> {
  const { rows } = await sql<{
    own: number
    shared: number
    temporary: number
    lost: number
    lastAt: Date | null
  }>`
    select count(*) filter (where kind = 'individual')::int as own,
           count(*) filter (where person_id is null)::int as shared,
           count(*) filter (where kind = 'temporary')::int as temporary,
           count(*) filter (where person_id is null and owner_id is null)::int as lost,
           max(created_at) as "lastAt"
      from accounts.account where school_id = ${schoolId} and closed_at is null`.execute(tx)
  const { own = 0, shared = 0, temporary = 0, lost = 0, lastAt = null } = rows[0] ?? {}
  const sentence = `Logons of one person’s own: ${countInPublic(own)}; that several use: ${countInPublic(shared)}, of those with nobody who answers for them: ${countInPublic(lost)}; temporary: ${countInPublic(temporary)}.`
  return { sentence, lastAt, inDate: lost === 0 }
}

/** What is stopped now, and for how many a leaver’s hold stands. */
export async function seenOfHolds(tx: Tx, schoolId: string, at: Date): Promise<Evidence> {
  const { rows } = await sql<Counted & { leavers: number }>`
    select count(*)::int as count, count(*) filter (where because_kind = 'left')::int as leavers,
           max(placed_at) as "lastAt"
      from accounts.hold
     where school_id = ${schoolId} and released_at is null and starts_at <= ${at}`.execute(tx)
  const { count = 0, leavers = 0, lastAt = null } = rows[0] ?? {}
  const sentence = `Reasons that stop somebody’s network now: ${countInPublic(count)}, of those leavers’: ${countInPublic(leavers)}.`
  return told(sentence, { count, lastAt })
}

/** Passwords set through Schoolkeeper, and how many have to be changed. */
export async function seenOfPasswords(tx: Tx, schoolId: string): Promise<Evidence> {
  const { rows } = await sql<Counted & { due: number }>`
    select count(*)::int as count, count(must_change)::int as due, max(set_at) as "lastAt"
      from accounts.password where school_id = ${schoolId}`.execute(tx)
  const { count = 0, due = 0, lastAt = null } = rows[0] ?? {}
  return told(
    `Passwords set by the school’s rule: ${countInPublic(count)}; to be changed at the next logon: ${countInPublic(due)}.`,
    {
      count,
      lastAt,
    },
  )
}

/** Days after its day before something that a timetable asks for needs attention: the task for it has ten school days. */
const graceDays = 28

const before = (at: Date, days: number) => new Date(at.getTime() - (days + graceDays) * dayMs)

/** The same, and whether each password that several know was changed when its time came. */
export async function seenOfPasswordAges(tx: Tx, schoolId: string, at: Date): Promise<Evidence> {
  const [seen, days] = [
    await seenOfPasswords(tx, schoolId),
    await readSetting(tx, schoolId, rotateGenericDays),
  ]
  const late = await sharedDue(tx, schoolId, before(at, days))
  if (late.length === 0) return seen
  const sentence = `${seen.sentence} Of logons that several use, not changed in time: ${countInPublic(late.length)}.`
  return { ...seen, sentence, inDate: false, mendAt: '/accounts' }
}

/** Passwords told to ICT support, and how many of those were not changed since. */
export async function seenOfDisclosures(tx: Tx, schoolId: string): Promise<Evidence> {
  const { rows } = await sql<Counted & { open: number }>`
    select count(*)::int as count, count(*) filter (where changed_at is null)::int as open, max(told_at) as "lastAt"
      from accounts.disclosure where school_id = ${schoolId}`.execute(tx)
  const { count = 0, open = 0, lastAt = null } = rows[0] ?? {}
  return told(
    `Passwords told to ICT support: ${countInPublic(count)}; not changed yet: ${countInPublic(open)}.`,
    { count, lastAt },
    open === 0,
  )
}

/** Lessons in which it is on record who sat where. */
export async function seenOfSeatings(tx: Tx, schoolId: string): Promise<Evidence> {
  const { rows } = await sql<Counted>`
    select count(*)::int as count, max(opened_at) as "lastAt" from accounts.seating
     where school_id = ${schoolId}`.execute(tx)
  const { count = 0, lastAt = null } = rows[0] ?? {}
  return told(`Lessons with an adult and each child’s device on record: ${countInPublic(count)}.`, {
    count,
    lastAt,
  })
}

/** Folders and systems on the list, their rights, and when an owner last confirmed. */
export async function seenOfAccess(tx: Tx, schoolId: string): Promise<Evidence> {
  const { rows } = await sql<Counted & { rights: number }>`
    select (select count(*)::int from accounts.resource where school_id = ${schoolId} and closed_at is null) as count,
           (select count(*)::int from accounts.access_right where school_id = ${schoolId} and ended_at is null) as rights,
           (select max(confirmed_at) from accounts.access_review where school_id = ${schoolId}) as "lastAt"`.execute(
    tx,
  )
  const { count = 0, rights = 0, lastAt = null } = rows[0] ?? {}
  const confirmed =
    lastAt === null
      ? 'No owner has confirmed a list yet.'
      : `A list was last confirmed on ${formatInstant(lastAt)}.`
  return {
    sentence: `${count} folders and systems with ${rights} rights. ${confirmed}`,
    lastAt,
    inDate: count > 0,
  }
}

/** The same, and whether each owner confirmed their list when its time came. */
export async function seenOfReviews(tx: Tx, schoolId: string, at: Date): Promise<Evidence> {
  const [seen, days] = [await seenOfAccess(tx, schoolId), await readSetting(tx, schoolId, reviewDays)]
  const late = await reviewsDue(tx, schoolId, before(at, days))
  if (late.length === 0) return seen
  const sentence = `${seen.sentence} Lists that their owner has not confirmed in time: ${countInPublic(late.length)}.`
  return { ...seen, sentence, inDate: false, mendAt: '/access' }
}
