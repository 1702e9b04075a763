import { addDays, instantAt, londonDate } from '#/kernel/london-time.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { giveTask } from '../tasks/index.ts'
import { remindDaysBefore } from './settings.ts'
import { sitesDueBy } from './store.ts'

/** Gives whoever checked a site the task to look through it again, before the check ends. Asked twice, it is one task. */
export function remindOfChecks(context: Context, actor: Actor): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const { schoolId } = actor
    const soon = addDays(londonDate(context.clock()), await readSetting(tx, schoolId, remindDaysBefore))
    for (const { id, checkedBy, validUntil } of await sitesDueBy(tx, schoolId, soon)) {
      await giveTask(context, tx, actor, {
        to: { personId: checkedBy },
        kind: 'checkedSites.check',
        title: 'Check a site again',
        about: { kind: 'checkedSite', id },
        path: `/checked-sites/${id}`,
        urgency: 'normal',
        due: { at: instantAt(validUntil, '16:00'), clock: 'schoolDays' },
        mergeKey: 'checkedSites.check',
      })
    }
  })
}
