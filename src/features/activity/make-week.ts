import { newId } from '#/kernel/id.ts'
import { addDays, instantAt, londonDate } from '#/kernel/london-time.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { giveTask } from '../tasks/index.ts'
import { countLooks } from './look-store.ts'
import { weekTo } from './settings.ts'
import { takenIn } from './taken-store.ts'
import { countAttempts } from './visit-store.ts'
import { mondayOf, type Week, weekNumbers } from './week.ts'
import { insertWeek } from './week-store.ts'

/**
 * Makes the report of the week before this one, also where nothing was blocked, and gives each role that the school
 * chose a task to read it. Does nothing where it was made already. Returns its id.
 */
export function makeWeek(context: Context, actor: Actor): Promise<string | null> {
  return inTransaction(context, actor, async (tx) => {
    const { schoolId } = actor
    const madeAt = context.clock()
    const monday = addDays(mondayOf(londonDate(madeAt)), -7)
    const sunday = addDays(monday, 6)
    const [from, to] = [instantAt(monday, '00:00'), instantAt(addDays(sunday, 1), '00:00')]
    const numbers = weekNumbers(monday, await countAttempts(tx, schoolId, monday, sunday), {
      looks: await countLooks(tx, schoolId, from, to),
      lost: (await takenIn(tx, schoolId, from, to)).lost,
    })
    const week: Week = { id: newId(madeAt.getTime()), monday, numbers, madeAt }
    if (!(await insertWeek(tx, schoolId, week))) return null
    record(tx, { did: 'activity.weekMade', about: { kind: 'activityWeek', id: week.id }, detail: { monday } })
    for (const role of await readSetting(tx, schoolId, weekTo))
      await giveTask(context, tx, actor, {
        to: { role },
        kind: 'activity.readWeek',
        title: 'Read what the filter blocked last week',
        about: { kind: 'activityWeek', id: week.id },
        path: `/activity/weeks/${week.id}`,
        urgency: 'normal',
        mergeKey: `activity.readWeek.${role}`,
      })
    return week.id
  })
}
