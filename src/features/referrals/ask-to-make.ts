import type { Actor } from '#/platform/access/actor.ts'
import type { Context } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { type Incident, letIn } from '../incidents/index.ts'
import { onDutyNow } from '../people/index.ts'
import { giveTask, type Recipient } from '../tasks/index.ts'
import type { Referral } from './referral.ts'
import type { ReferralRoute } from './referral-routes.ts'

/** The task to make it. */
export const makeTask = (referralId: string): string => `referral ${referralId} make`

/** What runs on hours cannot wait: it goes to whoever is on duty, too, day and night (S1). */
export async function askToMake(
  context: Context,
  tx: Tx,
  actor: Actor,
  incident: Incident,
  referral: Referral,
  route: ReferralRoute,
): Promise<void> {
  const now = context.clock()
  const pressing = referral.dueClock === 'hours' && route.by.includes('dsl')
  const onDuty = pressing ? await onDutyNow(tx, actor.schoolId, now) : []
  const to: Recipient[] = [
    ...whoMakes(route, incident).map((role) => ({ role })),
    ...(pressing ? [{ role: 'deputyDsl' as const }] : []),
    ...onDuty.filter(({ because }) => because === 'cover').map(({ person }) => ({ personId: person.id })),
  ]
  const given = await giveTask(context, tx, actor, {
    to,
    kind: 'referrals.make',
    title: 'Make a referral',
    about: { kind: 'incident', id: incident.id },
    path: `/referrals/${referral.id}`,
    urgency: pressing ? 'now' : 'soon',
    ...(referral.dueAt && referral.dueClock ? { due: { at: referral.dueAt, clock: referral.dueClock } } : {}),
    mergeKey: makeTask(referral.id),
  })
  await letIn(context, tx, incident, given.people, 'Has a referral to make.')
}

/** What concerns an adult of the school stays with the fewest: whoever only advises on data is not let into it. */
function whoMakes({ by }: ReferralRoute, { register }: Incident): ReferralRoute['by'] {
  const head = by.filter((role) => role === 'head')
  return register === 'adult' && head.length > 0 ? head : by
}
