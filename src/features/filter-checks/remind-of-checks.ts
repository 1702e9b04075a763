import type { Actor } from '#/platform/access/actor.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { giveTask } from '../tasks/index.ts'
import { newestLook } from './look-store.ts'
import { lookEveryDays, looker } from './settings.ts'

const dayMs = 86_400_000

/** Gives a task when nobody has tried the filter by hand for too long. Asked twice, it is one task. */
export function remindOfChecks(context: Context, actor: Actor): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const { schoolId } = actor
    const now = context.clock().getTime()
    const last = await newestLook(tx, schoolId)
    const every = (await readSetting(tx, schoolId, lookEveryDays)) * dayMs
    if (last !== undefined && now - last.at.getTime() < every) return
    await giveTask(context, tx, actor, {
      to: { role: await readSetting(tx, schoolId, looker) },
      kind: 'filterChecks.look',
      title: 'Try the filter with a device in your hands',
      about: { kind: 'school', id: schoolId },
      path: '/filter-checks/look',
      urgency: 'normal',
      mergeKey: 'filterChecks.look',
    })
  })
}
