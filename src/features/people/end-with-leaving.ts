// What ends when somebody leaves or no longer holds a role that can be on duty: their sign-in here, and their cover.

import { addDays, instantAt, londonDate } from '#/kernel/london-time.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import type { Context } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { type Heed, heed } from '#/platform/happenings/happenings.ts'
import { disableLogin, whoCanSignIn } from '#/platform/sign-in/sign-in.ts'
import { coveringRoles, coversFrom, saveCoverEnds, saveWithdrawn } from './duty-store.ts'
import { accessEnded, designationEnded, personLeft } from './happenings.ts'
import { dayBefore } from './leave-school.ts'
import { rolesOn } from './store.ts'

export const leavingHeeds: readonly Heed[] = [
  heed(personLeft, async (context, tx, actor, { personId, lastDay }) => {
    await endCover(context, tx, actor, personId, lastDay)
  }),
  heed(accessEnded, async (context, tx, actor, { personId }) => {
    await endCover(context, tx, actor, personId, dayBefore(londonDate(context.clock())))
    await closeSignIn(context, tx, actor, personId)
  }),
  heed(designationEnded, async (context, tx, actor, { personId, lastDay }) => {
    const then = await rolesOn(tx, actor.schoolId, personId, addDays(lastDay, 1))
    if (!coveringRoles.some((role) => then.has(role))) await endCover(context, tx, actor, personId, lastDay)
  }),
]

async function closeSignIn(context: Context, tx: Tx, actor: Actor, personId: string): Promise<void> {
  const open = await whoCanSignIn(tx, actor.schoolId, [personId])
  if (open.size > 0) await disableLogin(context, tx, actor, { personId, why: 'Left the school.' })
}

/** Cover that begins later is withdrawn; what runs over the last day ends with it. The watch over duty sees the gap. */
async function endCover(
  context: Context,
  tx: Tx,
  actor: Actor,
  personId: string,
  lastDay: string,
): Promise<void> {
  const { schoolId } = actor
  const now = context.clock()
  const dayOver = instantAt(addDays(lastDay, 1), '00:00')
  const over = dayOver < now ? now : dayOver
  for (const cover of await coversFrom(tx, schoolId, personId, over)) {
    if (cover.startsAt >= over) await saveWithdrawn(tx, schoolId, cover.id, now)
    else await saveCoverEnds(tx, schoolId, cover.id, over)
    record(tx, { did: 'people.coverWithdrawn', about: { kind: 'person', id: personId } })
  }
}
