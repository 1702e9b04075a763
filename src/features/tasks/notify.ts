import { newId } from '#/kernel/id.ts'
import type { Context } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { queueJob } from '#/platform/jobs/queue-job.ts'
import { addNotice } from './notice-store.ts'
import type { Urgency } from './task.ts'

/** Twelve tries reach over half a day, so that a mail server which is mended in the morning still gets the night's. */
export const sendNoticeJob = { name: 'tasks.sendNotice', tries: 12 } as const

/** Queues one e-mail for each of the people, in the same transaction. It says that there is a task, and no more (S14). */
export async function notify(
  context: Context,
  tx: Tx,
  schoolId: string,
  people: readonly { id: string }[],
  of: { taskId: string | null; aboutId: string | null; urgency: Urgency },
): Promise<void> {
  for (const person of people) {
    const notice = { id: newId(), personId: person.id, at: context.clock(), ...of }
    await addNotice(tx, schoolId, notice)
    await queueJob(tx, sendNoticeJob, { noticeId: notice.id, aboutId: of.aboutId })
  }
}
