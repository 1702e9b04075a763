import * as z from 'zod'
import { NotFound } from '#/kernel/refusal.ts'
import { allow } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { said } from '#/platform/forms/answers.ts'
import { giveTask } from '../tasks/index.ts'
import { askForAnswer, asSent, blankReferral, sending } from './make-referral.ts'
import { referralRoute } from './referral-routes.ts'
import { insertEntry, insertReferral } from './store.ts'

const { consent, consentWhy, ...rest } = sending
export const tellOwnForm = z
  .object({
    route: z
      .string('Choose whom you told')
      .refine((id) => referralRoute(id) !== undefined, 'Choose whom you told'),
    why: said('Say what it was about', 4000),
    whoMayKnow: z.enum(['leads', 'nobody'], 'Choose who may read this'),
    ...rest,
    consent,
    consentWhy,
  })
  .refine((form) => form.consent === 'given' || form.consentWhy !== null, {
    path: ['consentWhy'],
    message: 'Say why it was made without agreement: asking would add risk, for one',
  })
export type TellOwn = z.infer<typeof tellOwnForm>

/**
 * Anyone may refer: any adult of the school records that they told an outside body themselves. The safeguarding leads
 * read it, unless whoever made it keeps it to themselves because it may be about one of them.
 */
export function tellOwn(context: Context, actor: Actor, request: TellOwn): Promise<string> {
  return inTransaction(context, actor, async (tx) => {
    allow(context, actor, 'referrals.tellOwn')
    const route = referralRoute(request.route)
    if (!route) throw new NotFound('route')
    const forLeads = request.whoMayKnow === 'leads'
    const blank = { ...blankReferral(context, actor, route, request.why), forLeads }
    const referral = await asSent(context, tx, actor.schoolId, blank, route, request)
    await insertReferral(tx, actor.schoolId, referral)
    const at = referral.sentAt ?? context.clock()
    await insertEntry(tx, actor, referral, { act: 'send', says: request.says, at })
    if (forLeads) {
      await giveTask(context, tx, actor, {
        to: [{ role: 'dsl' }, { role: 'deputyDsl' }],
        kind: 'referrals.readOwn',
        title: 'Read what a member of staff told somebody outside',
        about: { kind: 'referral', id: referral.id },
        path: `/referrals/${referral.id}`,
        urgency: 'now',
      })
    }
    await askForAnswer(context, tx, actor, referral)
    record(tx, { did: 'referrals.toldOwn', about: { kind: 'referral', id: referral.id } })
    return referral.id
  })
}
