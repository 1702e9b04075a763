import { londonDate } from '#/kernel/london-time.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { type Job, noPayload } from '#/platform/jobs/job.ts'
import { addToTimeline } from '../incidents/index.ts'
import { giveTask } from '../tasks/index.ts'
import { entriesOf, insertEntry } from './decision-store.ts'
import { dueToEnd } from './store.ts'
import { moveOn, talkTask } from './take-step.ts'

/** Ends what was stopped until today. Where a talk comes first and was not held, the head gets a task to hold it. */
export function endOnDate(context: Context, actor: Actor): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const now = context.clock()
    for (const sanction of await dueToEnd(tx, actor.schoolId, londonDate(now))) {
      const { id, incidentId, needsTalk, of, levelWords } = sanction
      const path = `/sanctions/${id}` as const
      const held = (await entriesOf(tx, actor.schoolId, id)).some(({ act }) => act === 'talk')
      if (needsTalk && !held) {
        await giveTask(context, tx, actor, {
          to: { role: 'head' },
          kind: 'sanctions.talk',
          title: 'Hold the talk that ends a sanction',
          about: { kind: 'incident', id: incidentId },
          path,
          urgency: 'normal',
          due: { at: now, clock: 'schoolDays' },
          mergeKey: talkTask(id),
        })
        continue
      }
      await insertEntry(tx, actor, sanction, { act: 'end', says: 'Its day has come.', at: now })
      await moveOn(context, tx, actor, sanction, 'end')
      if (of === 'pupil') {
        await addToTimeline(tx, actor, { incidentId, at: now, title: `Over: ${levelWords}`, path })
      }
    }
  })
}

/** Runs before the school day. */
export const endOnDateJob: Job = {
  name: 'sanctions.endOnDate',
  timetable: '15 0 * * *',
  payload: noPayload,
  run: endOnDate,
}
