import { sql } from 'kysely'
import type { Edition } from '#/kernel/suppress.ts'
import type { Actor } from '#/platform/access/actor.ts'
import type { Tx } from '#/platform/database/database.ts'
import { visibleIncidents } from '../incidents/index.ts'
import type { ReportBody } from './governors-report.ts'
import type { OversightTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<OversightTables>()

export type Span = { from: Date; to: Date }
export type KindCount = { kind: string; over: number; open: number }

/** Incidents told in the span, by kind, and whether they are over: what the maker of the report may see of them. */
export async function countByKind(tx: Tx, actor: Actor, { from, to }: Span): Promise<KindCount[]> {
  const visible = await visibleIncidents(tx, actor, 'i')
  const { rows } = await sql<KindCount>`
    select i.kind,
           count(*) filter (where i.state in ('closed', 'duplicate', 'notOnlineSafety'))::int as "over",
           count(*) filter (where i.state not in ('closed', 'duplicate', 'notOnlineSafety'))::int as "open"
      from incidents.register_line i
     where i.school_id = ${actor.schoolId} and i.told_at >= ${from} and i.told_at < ${to}
       and i.register in ('pupil', 'staffVictim', 'technical') and ${visible}
     group by i.kind`.execute(tx)
  return rows
}

export type WhenCount = { inSchoolTime: number; outside: number; notKnown: number }

/** When what was told in the span happened: inside or outside school time. */
export async function countByWhen(tx: Tx, actor: Actor, { from, to }: Span): Promise<WhenCount> {
  const visible = await visibleIncidents(tx, actor, 'i')
  const { rows } = await sql<WhenCount>`
    select count(*) filter (where i.out_of_hours = false)::int as "inSchoolTime",
           count(*) filter (where i.out_of_hours)::int as "outside",
           count(*) filter (where i.out_of_hours is null)::int as "notKnown"
      from incidents.register_line i
     where i.school_id = ${actor.schoolId} and i.told_at >= ${from} and i.told_at < ${to}
       and i.register in ('pupil', 'staffVictim', 'technical') and ${visible}`.execute(tx)
  return rows[0] ?? { inSchoolTime: 0, outside: 0, notKnown: 0 }
}

/** Half of what was closed in the span took no longer than so many days; null when nothing was closed. */
export async function medianDaysToClose(tx: Tx, actor: Actor, { from, to }: Span): Promise<number | null> {
  const visible = await visibleIncidents(tx, actor, 'i')
  const { rows } = await sql<{ days: number | null }>`
    select percentile_cont(0.5) within group (order by extract(epoch from i.closed_at - i.told_at)) / 86400 as days
      from incidents.register_line i
     where i.school_id = ${actor.schoolId} and i.closed_at >= ${from} and i.closed_at < ${to}
       and i.register in ('pupil', 'staffVictim', 'technical') and ${visible}`.execute(tx)
  return rows[0]?.days ?? null
}

export type StoredReport = {
  id: string
  termName: string
  termFrom: string
  termTo: string
  edition: number
  body: ReportBody
  comment: string | null
  madeBy: string | null
  madeAt: Date
}

const columns = [
  'id',
  'term_name as termName',
  'term_from as termFrom',
  'term_to as termTo',
  'edition',
  'body',
  'comment',
  'made_by as madeBy',
  'made_at as madeAt',
] as const

/** The reports of the school, newest first. */
export async function listReports(tx: Tx, schoolId: string): Promise<StoredReport[]> {
  const rows = await tables(tx)
    .selectFrom('oversight.report')
    .select(columns)
    .where('school_id', '=', schoolId)
    .orderBy('term_from', 'desc')
    .orderBy('edition', 'desc')
    .execute()
  return rows.map((row) => ({ ...row, body: row.body as ReportBody }))
}

/** One report as it went out, or undefined. */
export async function findReport(tx: Tx, schoolId: string, id: string): Promise<StoredReport | undefined> {
  const row = await tables(tx)
    .selectFrom('oversight.report')
    .select(columns)
    .where('school_id', '=', schoolId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row && { ...row, body: row.body as ReportBody }
}

/** What earlier editions for the term printed and hid, by table, oldest first: later ones must not undo it (S15). */
export async function earlierEditions(
  tx: Tx,
  schoolId: string,
  termFrom: string,
): Promise<readonly Readonly<Record<string, Edition>>[]> {
  const rows = await tables(tx)
    .selectFrom('oversight.report')
    .select('editions')
    .where('school_id', '=', schoolId)
    .where('term_from', '=', termFrom)
    .orderBy('edition')
    .execute()
  return rows.map(({ editions }) => editions as Record<string, Edition>)
}

/** Keeps a report as it goes out. Two at once for one term: the second is refused by its edition's number. */
export async function saveReport(
  tx: Tx,
  schoolId: string,
  report: StoredReport & { editions: Readonly<Record<string, Edition>> },
): Promise<void> {
  await tables(tx)
    .insertInto('oversight.report')
    .values({
      school_id: schoolId,
      id: report.id,
      term_name: report.termName,
      term_from: report.termFrom,
      term_to: report.termTo,
      edition: report.edition,
      body: JSON.stringify(report.body),
      editions: JSON.stringify(report.editions),
      comment: report.comment,
      made_by: report.madeBy,
      made_at: report.madeAt,
    })
    .execute()
}
