// What ends when somebody leaves or no longer holds a role that can be on duty: their sign-in here, and their cover.

import { addDays, instantAt, londonDate } from '#/kernel/london-time.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import type { Context } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { type Heed, heed } from '#/platform/happenings/happenings.ts'
import { disableLogins, whoCanSignIn } from '#/platform/sign-in/sign-in.ts'
import { coveringRoles, coversFrom, saveCoverEnds, saveWithdrawn } from './duty-store.ts'
import { accessEnded, designationEnded, type Leaving, peopleLeft } from './happenings.ts'
import { dayBefore } from './leave-school.ts'
import { rolesOn } from './store.ts'

export const leavingHeeds: readonly Heed[] = [
  heed(peopleLeft, (context, tx, actor, { people }) => endCovers(context, tx, actor, people)),
  heed(accessEnded, async (context, tx, actor, { personIds }) => {
    const lastDay = dayBefore(londonDate(context.clock()))
    await endCovers(
      context,
      tx,
      actor,
      personIds.map((personId) => ({ personId, lastDay })),
    )
    const open = await whoCanSignIn(tx, actor.schoolId, personIds)
    await disableLogins(context, tx, actor, { personIds: [...open], why: 'Left the school.' })
  }),
  heed(designationEnded, async (context, tx, actor, { personId, lastDay }) => {
    const then = await rolesOn(tx, actor.schoolId, personId, addDays(lastDay, 1))
    if (!coveringRoles.some((role) => then.has(role)))
      await endCovers(context, tx, actor, [{ personId, lastDay }])
  }),
]

/** Cover that begins later is withdrawn; what runs over the last day ends with it. The watch over duty sees the gap. */
async function endCovers(
  context: Context,
  tx: Tx,
  actor: Actor,
  people: readonly Pick<Leaving, 'personId' | 'lastDay'>[],
): Promise<void> {
  const { schoolId } = actor
  const now = context.clock()
  const overAt = new Map(
    people.map(({ personId, lastDay }) => {
      const dayOver = instantAt(addDays(lastDay, 1), '00:00')
      return [personId, dayOver < now ? now : dayOver]
    }),
  )
  for (const cover of await coversFrom(tx, schoolId, [...overAt.keys()], now)) {
    const over = overAt.get(cover.personId) ?? now
    if (cover.endsAt <= over) continue
    if (cover.startsAt >= over) await saveWithdrawn(tx, schoolId, cover.id, now)
    else await saveCoverEnds(tx, schoolId, cover.id, over)
    record(tx, { did: 'people.coverWithdrawn', about: { kind: 'person', id: cover.personId } })
  }
}
