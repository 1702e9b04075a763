// Passwords that several people know: changed in their time, and when somebody who knew one has left.

import { deadline } from '#/kernel/deadline.ts'
import { dayMs } from '#/kernel/london-time.ts'
import type { Actor } from '#/platform/access/actor.ts'
import type { Context } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { heed } from '#/platform/happenings/happenings.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { accessEnded } from '../people/index.ts'
import { readCalendar } from '../schools/index.ts'
import { giveTask } from '../tasks/index.ts'
import { sharedDue, sharedKnownTo } from './password-store.ts'
import { rotateGenericDays } from './settings-logons.ts'

/** Each shared password whose time has come is a task for whoever looks after logons. */
export async function rotateInTime(context: Context, tx: Tx, actor: Actor): Promise<void> {
  const { schoolId } = actor
  const days = await readSetting(tx, schoolId, rotateGenericDays)
  const due = await sharedDue(tx, schoolId, new Date(context.clock().getTime() - days * dayMs))
  await askToRotate(context, tx, actor, due, inTimeDays)
}

/** The moment that somebody's access ends, so does what they know: who answered for a logon, or opened it for a class. */
export const rotateAfterLeavers = heed(accessEnded, async (context, tx, actor, { personIds }) => {
  const known = await sharedKnownTo(tx, actor.schoolId, personIds)
  await askToRotate(context, tx, actor, known, afterLeaverDays)
})

const inTimeDays = 5
const afterLeaverDays = 1

async function askToRotate(
  context: Context,
  tx: Tx,
  actor: Actor,
  accounts: readonly { id: string }[],
  days: number,
): Promise<void> {
  if (accounts.length === 0) return
  const calendar = await readCalendar(tx, actor.schoolId)
  const at = deadline(context.clock(), { count: days, clock: 'schoolDays' }, calendar)
  for (const { id } of accounts) {
    await giveTask(context, tx, actor, {
      to: { role: 'technician' },
      kind: 'accounts.rotate',
      title: 'Change the password of a logon that several people use',
      about: { kind: 'account', id },
      path: `/accounts/${id}`,
      urgency: days === afterLeaverDays ? 'soon' : 'normal',
      due: { at, clock: 'schoolDays' },
      mergeKey: 'rotate',
    })
  }
}
