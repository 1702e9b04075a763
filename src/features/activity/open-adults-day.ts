import { NotFound, Refused } from '#/kernel/refusal.ts'
import { allow, requirePerson } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { useGrant } from '#/platform/two-person/two-person.ts'
import { giveTask } from '../tasks/index.ts'
import { openAdultsDayAction, requireAsks } from './ask-about-adult.ts'
import { lookLastsMs } from './look.ts'
import { requireOthers } from './look-at-day.ts'
import { findLook, insertOpening } from './look-store.ts'

/**
 * Opens the day to who asked and who agreed, once, for an hour. Not allowed before a second person has agreed; refused a
 * second time; not found for anybody else than who asked.
 */
export function openAdultsDay(context: Context, actor: Actor, lookId: string): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const who = requirePerson(actor)
    const { schoolId, personId: byId } = who
    const look = await findLook(tx, actor, lookId)
    const { whose, day } = look
    if (!look.adult || !('personId' in whose) || look.byId !== byId) throw new NotFound('look')
    // Somebody may have been found to be close since it was asked.
    const close = await requireOthers(tx, who, whose.personId)
    allow(context, actor, 'activity.askAboutAdult')
    await requireAsks(tx, who)
    if (look.opening !== null)
      throw new Refused('It was opened before. To look again, ask again and say why.')
    const withId = await useGrant(context, tx, actor, openAdultsDayAction, lookId)
    if (close.some(({ personId }) => personId === withId))
      throw new Refused('Whoever agreed may not look at this. Ask again, so that somebody else decides.')
    const at = context.clock()
    await insertOpening(tx, schoolId, { lookId, personId: whose.personId, byId, withId, at })
    record(tx, { did: 'activity.adultOpened', about: { kind: 'activityLook', id: lookId }, detail: { day } })
    await giveTask(context, tx, actor, {
      to: { personId: withId },
      kind: 'activity.lookTogether',
      title: 'Look together at what you agreed to open',
      about: { kind: 'activityLook', id: lookId },
      path: `/activity/looks/${lookId}`,
      urgency: 'soon',
      lapsesAt: new Date(at.getTime() + lookLastsMs),
    })
  })
}
