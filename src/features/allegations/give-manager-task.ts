import { deadline } from '#/kernel/deadline.ts'
import type { Actor } from '#/platform/access/actor.ts'
import type { Context } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { readCalendar } from '../schools/index.ts'
import { endTasksAbout, giveTask } from '../tasks/index.ts'
import type { Allegation } from './allegation.ts'
import { reviewWorkingDays } from './settings.ts'

/** What a case manager has to do. Titles say nothing of an adult: a task list is seen over shoulders. */
export const managerTasks = {
  weigh: 'Open a confidential record',
  consultLado: 'Make the telephone call that a confidential record asks for',
  review: 'Review a confidential record',
} as const
export type ManagerTask = keyof typeof managerTasks

/**
 * Gives the case manager a task with its clock. `weigh` and `consultLado` share the LADO's one working day from when
 * the school was told; `soon` and not `now`, so that it passes to the chair only when that day is over.
 */
export async function giveManagerTask(
  context: Context,
  tx: Tx,
  actor: Actor,
  allegation: Allegation,
  task: ManagerTask,
): Promise<void> {
  const { id, schoolId, caseManager } = allegation
  if (caseManager === null) return
  await giveTask(context, tx, actor, {
    to: { role: caseManager },
    otherwise: 'chairOfGovernors',
    kind: `allegations.${task}`,
    title: managerTasks[task],
    about: { kind: 'allegation', id },
    path: `/staff-concerns/${id}`,
    urgency: task === 'review' ? 'normal' : 'soon',
    due: { at: await dueAt(context, tx, schoolId, allegation, task), clock: 'workingDays' },
    mergeKey: task,
  })
}

/** Ends what the case manager had to do. What an adviser was asked stays. */
export async function endManagerTasks(
  context: Context,
  tx: Tx,
  actor: Actor,
  aboutId: string,
  reason: string,
): Promise<void> {
  for (const mergeKey of Object.keys(managerTasks)) {
    await endTasksAbout(context, tx, actor, { aboutId, mergeKey, state: 'done', reason })
  }
}

async function dueAt(
  context: Context,
  tx: Tx,
  schoolId: string,
  allegation: Allegation,
  task: ManagerTask,
): Promise<Date> {
  const calendar = await readCalendar(tx, schoolId)
  const days = task === 'review' ? await readSetting(tx, schoolId, reviewWorkingDays) : 1
  const fresh = deadline(context.clock(), { count: days, clock: 'workingDays' }, calendar)
  // Raised again months later, the LADO's day counts from then.
  const isFirst = allegation.ladoDueAt >= context.clock()
  return task !== 'review' && isFirst ? allegation.ladoDueAt : fresh
}
