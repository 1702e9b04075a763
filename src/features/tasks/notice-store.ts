import { sql } from 'kysely'
import { hourMs } from '#/kernel/london-time.ts'
import type { Tx } from '#/platform/database/database.ts'
import type { TaskTables } from './tables.ts'
import type { Urgency } from './task.ts'

const tables = (tx: Tx) => tx.withTables<TaskTables>()

export type NewNotice = {
  id: string
  personId: string
  taskId: string | null
  aboutId: string | null
  urgency: Urgency
  at: Date
}

/** E-mails that are owed to people. They hold no words: those are made when they are sent (decision S14). */
export async function addNotices(tx: Tx, schoolId: string, notices: readonly NewNotice[]): Promise<void> {
  if (notices.length === 0) return
  await tables(tx)
    .insertInto('tasks.notice')
    .values(
      notices.map((notice) => ({
        school_id: schoolId,
        id: notice.id,
        person_id: notice.personId,
        task_id: notice.taskId,
        about_id: notice.aboutId,
        urgency: notice.urgency,
        created_at: notice.at,
        sent_at: null,
        failed_at: null,
        failure: null,
        withdrawn_at: null,
      })),
    )
    .execute()
}

/** How many e-mails of the last hour nobody has tried to send yet. */
export async function countUntried(tx: Tx, schoolId: string, now: Date): Promise<number> {
  const { count } = await tables(tx)
    .selectFrom('tasks.notice')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('school_id', '=', schoolId)
    .where('created_at', '>', new Date(now.getTime() - hourMs))
    .where('sent_at', 'is', null)
    .where('failed_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirstOrThrow()
  return count
}

export type WaitingNotice = {
  id: string
  personId: string
  taskId: string | null
  aboutId: string | null
  urgency: Urgency
}

/** The notice, if it still waits to be sent. */
export function findWaiting(tx: Tx, schoolId: string, noticeId: string): Promise<WaitingNotice | undefined> {
  return tables(tx)
    .selectFrom('tasks.notice')
    .select(['id', 'person_id as personId', 'task_id as taskId', 'about_id as aboutId', 'urgency'])
    .where('school_id', '=', schoolId)
    .where('id', '=', noticeId)
    .where('sent_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst()
}

export type NoticeEnd = { sentAt: Date } | { withdrawnAt: Date } | { failedAt: Date; failure: string }

/** What became of it. A failure is no end: it is tried again. */
export async function saveNoticeEnd(
  tx: Tx,
  schoolId: string,
  noticeId: string,
  end: NoticeEnd,
): Promise<void> {
  const set =
    'sentAt' in end
      ? { sent_at: end.sentAt, failed_at: null, failure: null }
      : 'withdrawnAt' in end
        ? { withdrawn_at: end.withdrawnAt }
        : { failed_at: end.failedAt, failure: end.failure }
  await tables(tx)
    .updateTable('tasks.notice')
    .set(set)
    .where('school_id', '=', schoolId)
    .where('id', '=', noticeId)
    .execute()
}

/** Withdraws what waits to be sent about a record to these people. */
export async function withdrawNotices(
  tx: Tx,
  schoolId: string,
  aboutId: string,
  personIds: readonly string[],
  at: Date,
): Promise<void> {
  await tables(tx)
    .updateTable('tasks.notice')
    .set({ withdrawn_at: at })
    .where('school_id', '=', schoolId)
    .where('about_id', '=', aboutId)
    .where('person_id', '=', sql<string>`any(${[...personIds]}::uuid[])`)
    .where('sent_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .execute()
}

export type NoticeLine = {
  id: string
  personId: string
  urgency: Urgency
  createdAt: Date
  sentAt: Date | null
  failedAt: Date | null
  failure: string | null
  withdrawnAt: Date | null
}

/** The newest notices. Row rules leave out those about records that are kept from whoever asks. */
export function newestNotices(tx: Tx, schoolId: string, most: number): Promise<NoticeLine[]> {
  return tables(tx)
    .selectFrom('tasks.notice')
    .select([
      'id',
      'person_id as personId',
      'urgency',
      'created_at as createdAt',
      'sent_at as sentAt',
      'failed_at as failedAt',
      'failure',
      'withdrawn_at as withdrawnAt',
    ])
    .where('school_id', '=', schoolId)
    .orderBy('created_at', 'desc')
    .limit(most)
    .execute()
}
