import { Refused } from '#/kernel/refusal.ts'
import { allow } from '#/platform/access/access.ts'
import { type Actor, personOf } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { endTasksAbout } from '../tasks/index.ts'
import { publishTask } from './adopt-version.ts'
import { queueLetters } from './mail-policy.ts'
import { openRound } from './open-round.ts'
import { findVersionToChange, saveVersion } from './version-store.ts'

/**
 * Puts the version in force on the public page, and asks everybody who must have read it to confirm that: each gets a
 * task, and an e-mail that says so; whom the settings name besides gets the address of the page. Refuses a version that is not in force.
 */
export function publishPolicy(context: Context, actor: Actor, versionId: string): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const version = await findVersionToChange(tx, actor, versionId)
    allow(context, actor, 'policies.publish')
    if (version.state !== 'adopted') throw new Refused('Only a version that is in force can be published.')
    if (version.publishedAt !== null) throw new Refused('This version is published already.')
    await saveVersion(tx, actor.schoolId, versionId, {
      published_at: context.clock(),
      published_by: personOf(actor),
    })
    record(tx, {
      did: 'policies.published',
      about: { kind: 'policy', id: version.policyId },
      detail: { number: version.number },
    })
    await endTasksAbout(context, tx, actor, {
      aboutId: version.policyId,
      mergeKey: publishTask,
      state: 'done',
      reason: 'It is published.',
    })
    const roundId = await openRound(context, tx, actor, version, 'published')
    await queueLetters(context, tx, actor, { version, roundId })
  })
}
