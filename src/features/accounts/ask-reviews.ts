import { deadline } from '#/kernel/deadline.ts'
import { dayMs, londonDate } from '#/kernel/london-time.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { type Job, noPayload } from '#/platform/jobs/job.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { readCalendar } from '../schools/index.ts'
import { giveTask } from '../tasks/index.ts'
import { findResource, reviewsDue, rightsOver } from './access-store.ts'
import { forgottenOf } from './forgotten-store.ts'
import { removeRights, reviewTask } from './keep-access.ts'
import { forgottenAfterDays, reviewDays } from './settings-logons.ts'

/** Each week: rights that are over end, owners confirm lists whose time has come, forgotten logons become a task. */
export function reviewAccess(context: Context, actor: Actor): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const { schoolId } = actor
    const now = context.clock()
    const today = londonDate(now)
    const over = await rightsOver(tx, schoolId, today)
    for (const resourceId of new Set(over.map((one) => one.resourceId))) {
      const resource = await findResource(tx, schoolId, resourceId)
      const gone = over.filter((one) => one.resourceId === resourceId)
      await removeRights(context, tx, actor, resource, gone, 'Its last day is over.')
    }
    const calendar = await readCalendar(tx, schoolId)
    const due = {
      at: deadline(now, { count: 10, clock: 'schoolDays' }, calendar),
      clock: 'schoolDays',
    } as const
    const daysAgo = (days: number) => new Date(now.getTime() - days * dayMs)
    for (const { id, ownerId } of await reviewsDue(
      tx,
      schoolId,
      daysAgo(await readSetting(tx, schoolId, reviewDays)),
    )) {
      await giveTask(context, tx, actor, {
        to: { personId: ownerId },
        kind: 'accounts.reviewAccess',
        title: 'Confirm who can reach a folder or system',
        about: { kind: 'resource', id },
        path: `/access/${id}`,
        urgency: 'normal',
        due,
        mergeKey: reviewTask,
      })
    }
    const unusedSince = daysAgo(await readSetting(tx, schoolId, forgottenAfterDays))
    if ((await forgottenOf(tx, schoolId, { today, unusedSince })).length === 0) return
    await giveTask(context, tx, actor, {
      to: { role: 'technician' },
      kind: 'accounts.forgotten',
      title: 'Look through forgotten logons',
      about: { kind: 'school', id: schoolId },
      path: '/accounts/forgotten',
      urgency: 'normal',
      due,
      mergeKey: 'forgotten logons',
    })
  })
}

export const reviewAccessJob: Job = {
  name: 'accounts.reviewAccess',
  timetable: '0 6 * * 1',
  payload: noPayload,
  run: reviewAccess,
}
