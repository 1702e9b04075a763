import { type SqlBool, sql } from 'kysely'
import { Sensitive } from '#/kernel/sensitive.ts'
import type { Actor } from '#/platform/access/actor.ts'
import type { Tx } from '#/platform/database/database.ts'
import type { TrailRule } from '#/platform/feature.ts'
import { visibleIncidentIds } from '../incidents/index.ts'
import type { Message, Report } from './report.ts'
import type { ReportTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<ReportTables>()

/** The trail says nothing of a report to whoever may not see the incident that it led to. */
export const trailRule: TrailRule = {
  unseen: async (tx, actor, id) => [
    sql<SqlBool>`exists (
      select from reports.report r
       where r.school_id = ${actor.schoolId} and r.id = ${id}
         and r.incident_id not in ${await visibleIncidentIds(tx, actor)})`,
  ],
}

export type NewReport = Omit<Report, 'hasReplyCode'> & {
  classSessionId: string | null
  replyCodeHmac: Buffer | null
}

/** Keeps a report, for good. */
export async function insertReport(tx: Tx, schoolId: string, report: NewReport): Promise<void> {
  await tables(tx)
    .insertInto('reports.report')
    .values({
      school_id: schoolId,
      id: report.id,
      incident_id: report.incidentId,
      channel: report.channel,
      reporter_id: report.reporterId,
      class_session_id: report.classSessionId,
      contact: report.contact?.reveal() ?? null,
      said: JSON.stringify(report.said.map((one) => ({ ...one, answer: one.answer.reveal() }))),
      about_adult: report.aboutAdult,
      danger: report.danger,
      received_at: report.receivedAt,
      reply_code_hmac: report.replyCodeHmac,
    })
    .execute()
}

/** Reports that led to an incident, in the order in which they came. */
export async function reportsOf(tx: Tx, schoolId: string, incidentId: string): Promise<Report[]> {
  const rows = await reports(tx, schoolId)
    .where('incident_id', '=', incidentId)
    .orderBy('received_at')
    .execute()
  return rows.map(toReport)
}

/** What a person told us themselves, the newest first. */
export async function reportsBy(tx: Tx, schoolId: string, personId: string): Promise<Report[]> {
  const rows = await reports(tx, schoolId)
    .where('reporter_id', '=', personId)
    .orderBy('received_at', 'desc')
    .limit(100)
    .execute()
  return rows.map(toReport)
}

/** What a person told us, for whoever may see what came of it. */
export async function reportsHeldOn(tx: Tx, actor: Actor, personId: string): Promise<Report[]> {
  const visible = await visibleIncidentIds(tx, actor)
  const rows = await reports(tx, actor.schoolId)
    .where('reporter_id', '=', personId)
    .where('incident_id', 'in', visible)
    .orderBy('received_at')
    .execute()
  return rows.map(toReport)
}

/** Undefined in another school, or when it is kept from whoever asks; reporters always find their own. */
export async function findReport(tx: Tx, schoolId: string, reportId: string): Promise<Report | undefined> {
  const row = await reports(tx, schoolId).where('id', '=', reportId).executeTakeFirst()
  return row && toReport(row)
}

/** By the keyed hash of a reply code: the code itself is nowhere. */
export async function findReportByCode(tx: Tx, schoolId: string, hmac: Buffer): Promise<Report | undefined> {
  const row = await reports(tx, schoolId).where('reply_code_hmac', '=', hmac).executeTakeFirst()
  return row && toReport(row)
}

/** Adds a message of either side. */
export async function insertMessage(
  tx: Tx,
  schoolId: string,
  message: Omit<Message, 'firstReadAt'> & { report: Report; personId: string | null },
): Promise<void> {
  await tables(tx)
    .insertInto('reports.message')
    .values({
      school_id: schoolId,
      id: message.id,
      report_id: message.report.id,
      incident_id: message.report.incidentId,
      reporter_id: message.report.reporterId,
      written_by: message.writtenBy,
      person_id: message.personId,
      text: message.text.reveal(),
      written_at: message.writtenAt,
      first_read_at: null,
    })
    .execute()
}

/** What was written to and fro about a report, oldest first. */
export async function messagesOf(tx: Tx, schoolId: string, reportId: string): Promise<Message[]> {
  const rows = await tables(tx)
    .selectFrom('reports.message')
    .select([
      'id',
      'written_by as writtenBy',
      'text',
      'written_at as writtenAt',
      'first_read_at as firstReadAt',
    ])
    .where('school_id', '=', schoolId)
    .where('report_id', '=', reportId)
    .orderBy('written_at')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({ ...row, text: new Sensitive(row.text) }))
}

/** Notes that the other side has read what was written to them. */
export async function markRead(
  tx: Tx,
  schoolId: string,
  reportId: string,
  writtenBy: Message['writtenBy'],
  at: Date,
): Promise<void> {
  await tables(tx)
    .updateTable('reports.message')
    .set({ first_read_at: at })
    .where('school_id', '=', schoolId)
    .where('report_id', '=', reportId)
    .where('written_by', '=', writtenBy)
    .where('first_read_at', 'is', null)
    .execute()
}

/** How many reports came from one moment to another, and when the last did: the evidence that telling works. */
export function countBetween(tx: Tx, schoolId: string, from: Date, to: Date) {
  return tables(tx)
    .selectFrom('reports.report')
    .select((of) => [of.fn.countAll<number>().as('count'), of.fn.max('received_at').as('lastAt')])
    .where('school_id', '=', schoolId)
    .where('received_at', '>=', from)
    .where('received_at', '<=', to)
    .executeTakeFirstOrThrow()
}

function reports(tx: Tx, schoolId: string) {
  return tables(tx).selectFrom('reports.report').selectAll().where('school_id', '=', schoolId)
}

type Row = Awaited<ReturnType<ReturnType<typeof reports>['executeTakeFirstOrThrow']>>

function toReport(row: Row): Report {
  return {
    id: row.id,
    incidentId: row.incident_id,
    channel: row.channel,
    reporterId: row.reporter_id,
    contact: row.contact === null ? null : new Sensitive(row.contact),
    said: row.said.map((one) => ({ ...one, answer: new Sensitive(one.answer) })),
    aboutAdult: row.about_adult,
    danger: row.danger,
    receivedAt: row.received_at,
    hasReplyCode: row.reply_code_hmac !== null,
  }
}
