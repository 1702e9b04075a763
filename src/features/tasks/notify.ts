import { newId } from '#/kernel/id.ts'
import type { Context } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { queueJobs } from '#/platform/jobs/queue-job.ts'
import { mailTries } from '#/platform/mail/mail.ts'
import { addNotices, countUntried } from './notice-store.ts'
import type { Urgency } from './task.ts'

export const sendNoticeJob = { name: 'tasks.sendNotice', tries: mailTries } as const

type Of = { taskId: string | null; aboutId: string | null; urgency: Urgency }

/** Queues one e-mail for each of the people, in the same transaction. It says that there is a task, and no more (S14). */
export function notify(
  context: Context,
  tx: Tx,
  schoolId: string,
  people: readonly { id: string }[],
  of: Of,
): Promise<void> {
  return notifyEach(
    context,
    tx,
    schoolId,
    people.map(({ id }) => ({ personId: id, ...of })),
  )
}

/**
 * After an import hundreds are told of something that is due in days: neither pages nor the mail server wait for that. Many
 * transactions tell some each, so those that are queued already come first.
 */
const manyAtOnce = 20
const manyApartMs = 300

/** The same for people who have a task each. */
export async function notifyEach(
  context: Context,
  tx: Tx,
  schoolId: string,
  told: readonly (Of & { personId: string })[],
): Promise<void> {
  const notices = told.map((one) => ({ ...one, id: newId(), at: context.clock() }))
  const spread = told.length > manyAtOnce && told.every(({ urgency }) => urgency === 'normal')
  const before = spread ? await countUntried(tx, schoolId, context.clock()) : 0
  await addNotices(tx, schoolId, notices)
  await queueJobs(
    tx,
    sendNoticeJob,
    notices.map(({ id, aboutId }) => ({ payload: { noticeId: id, aboutId } })),
    spread ? { apartMs: manyApartMs, afterMs: before * manyApartMs } : {},
  )
}
