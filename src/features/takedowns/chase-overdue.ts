import type { Actor } from '#/platform/access/actor.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { type Job, noPayload } from '#/platform/jobs/job.ts'
import { giveTask } from '../tasks/index.ts'
import { lookTask } from './ask-for-removal.ts'
import { overdueRequests } from './store.ts'

/** What nobody has answered in time goes to the co-ordinator too: look, ask again or take the next step. */
export function chaseOverdue(context: Context, actor: Actor): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    for (const { id, incidentId, answerBy } of await overdueRequests(tx, actor.schoolId, context.clock())) {
      await giveTask(context, tx, actor, {
        to: { role: 'coordinator' },
        kind: 'takedowns.chase',
        title: 'Look whether something was removed, or ask again',
        about: { kind: 'incident', id: incidentId },
        path: `/takedowns/${id}`,
        urgency: 'soon',
        due: { at: answerBy, clock: 'hours' },
        mergeKey: lookTask(id),
      })
    }
  })
}

export const chaseJob: Job = {
  name: 'takedowns.chaseOverdue',
  timetable: '40 7 * * *',
  payload: noPayload,
  run: chaseOverdue,
}
