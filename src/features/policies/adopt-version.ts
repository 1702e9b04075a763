import { londonDate } from '#/kernel/london-time.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import type { Context } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { giveTask } from '../tasks/index.ts'
import { endReviewsByVersion } from './review-store.ts'
import { askNext } from './send-for-approval.ts'
import { reviewMonths } from './settings.ts'
import { savePolicy } from './store.ts'
import { monthsLater, stateAfter, type Version } from './version.ts'
import { saveVersion, versionInForce } from './version-store.ts'

export const publishTask = 'policies.publish'

/** The last step is taken: the version comes into force, the one before is replaced, and the next review has its day. */
export async function adoptVersion(context: Context, tx: Tx, actor: Actor, version: Version): Promise<void> {
  const { schoolId } = actor
  const today = londonDate(context.clock())
  const before = await versionInForce(tx, actor, version.policyId)
  if (before) {
    await saveVersion(tx, schoolId, before.id, { state: stateAfter(before.state, 'replace') })
  }
  await saveVersion(tx, schoolId, version.id, {
    state: stateAfter(version.state, 'adopt'),
    adopted_on: today,
    applies_from: version.appliesFrom ?? today,
  })
  const reviewDueOn = monthsLater(today, await readSetting(tx, schoolId, reviewMonths))
  await savePolicy(tx, schoolId, version.policyId, { title: version.title, reviewDueOn })
  await endReviewsByVersion(tx, actor, version, context.clock())
  record(tx, {
    did: 'policies.adopted',
    about: { kind: 'policy', id: version.policyId },
    detail: { number: version.number, reviewDueOn },
  })
  await askNext(context, tx, actor, version, null)
  await giveTask(context, tx, actor, {
    to: { role: version.owner },
    kind: 'policies.publish',
    title: 'Publish a policy that was adopted',
    about: { kind: 'policy', id: version.policyId },
    path: `/policy-register/${version.policyId}`,
    urgency: 'soon',
    mergeKey: publishTask,
  })
}
