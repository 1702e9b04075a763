import { NotFound } from '#/kernel/refusal.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { announce } from '#/platform/happenings/happenings.ts'
import { addToTimeline } from '../incidents/index.ts'
import { endTasksAbout } from '../tasks/index.ts'
import { makeTask } from './ask-to-make.ts'
import { referred } from './happenings.ts'
import { askForAnswer, asSent, type SendReferral } from './make-referral.ts'
import { allowWork } from './record-act.ts'
import { stateAfter } from './referral.ts'
import { referralRoute } from './referral-routes.ts'
import { findReferralToChange, insertEntry, saveReferral } from './store.ts'

/** Records that a referral which was due has been made: how, to whom, when, and with whose consent. */
export function sendReferral(
  context: Context,
  actor: Actor,
  id: string,
  request: SendReferral,
): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const referral = await findReferralToChange(tx, actor, id)
    allowWork(context, actor, referral)
    stateAfter(referral.state, 'send')
    const route = referralRoute(referral.route)
    if (!route) throw new NotFound('route')
    const sent = await asSent(context, tx, actor.schoolId, referral, route, request)
    await saveReferral(tx, actor.schoolId, sent)
    const at = sent.sentAt ?? context.clock()
    await insertEntry(tx, actor, sent, { act: 'send', says: request.says, at })
    await askForAnswer(context, tx, actor, sent)
    if (sent.incidentId !== null) {
      const { incidentId } = sent
      await endTasksAbout(context, tx, actor, {
        aboutId: incidentId,
        mergeKey: makeTask(id),
        state: 'done',
        reason: 'The referral was made.',
      })
      await addToTimeline(tx, actor, {
        incidentId,
        at,
        title: `Referred: ${sent.routeWords}`,
        path: `/referrals/${id}`,
      })
    }
    record(tx, { did: 'referrals.sent', about: { kind: 'referral', id } })
    const { incidentId } = sent
    if (incidentId !== null)
      await announce(context, tx, actor, referred, { incidentId, referralId: id, route: route.id })
  })
}
