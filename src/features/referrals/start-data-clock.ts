// Personal data that is lost starts the Information Commissioner’s 72 hours by itself (UK GDPR, article 33): nobody has to
// remember it. Whether there is a risk to people, and so something to tell, is for the data protection officer or the head.

import { type Actor, systemActor } from '#/platform/access/actor.ts'
import { asSchool } from '#/platform/access/as-school.ts'
import { record } from '#/platform/audit/trail.ts'
import type { Context } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { addToTimeline, findIncident, misuseKind } from '../incidents/index.ts'
import { askToMake } from './ask-to-make.ts'
import { blankReferral } from './make-referral.ts'
import { routeTo } from './referral-routes.ts'
import { dueOf } from './route-deadline.ts'
import { insertReferral, referralsOf } from './store.ts'

const why =
  'Personal data was lost or went to the wrong place. Tell the Information Commissioner unless a risk to people is unlikely; if it is, choose “Not needed” and write the reason.'

/**
 * Enters a referral to the Information Commissioner for an incident of this kind, due from when the school was told.
 * One for each incident, whatever became of the first. Refuses nothing.
 */
export function startDataClock(
  context: Context,
  tx: Tx,
  actor: Actor,
  { incidentId, kind }: { incidentId: string; kind: string },
): Promise<void> {
  const route = routeTo('ico')
  if (!misuseKind(kind)?.personalData || !route) return Promise.resolve()
  return asSchool(tx, async () => {
    const system = systemActor(actor.schoolId)
    const incident = await findIncident(tx, system, incidentId)
    const entered = await referralsOf(tx, system, incidentId)
    if (entered.some((one) => one.route === route.id)) return
    const due = await dueOf(tx, actor.schoolId, route, incident.toldAt)
    const blank = blankReferral(context, system, route, why)
    const referral = { ...blank, incidentId, dueAt: due?.at ?? null, dueClock: due?.clock ?? null }
    await insertReferral(tx, actor.schoolId, referral)
    await askToMake(context, tx, system, incident, referral, route)
    await addToTimeline(tx, system, {
      incidentId,
      at: context.clock(),
      title: `Referral to be made: ${route.name}`,
      path: `/referrals/${referral.id}`,
    })
    record(tx, {
      did: 'referrals.entered',
      about: { kind: 'referral', id: referral.id },
      detail: { route: route.id },
    })
  })
}
