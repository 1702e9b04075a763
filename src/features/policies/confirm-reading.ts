import * as z from 'zod'
import { Refused } from '#/kernel/refusal.ts'
import { allow, requirePerson } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { endTasksAbout } from '../tasks/index.ts'
import { readTask } from './open-round.ts'
import { findRound, saveRead } from './reading-store.ts'
import { findVersion } from './version-store.ts'

export const confirmReadingForm = z.object({
  confirmed: z.literal('yes', 'Tick the box when you have read it and understood it'),
  hash: z.string().regex(/^[0-9a-f]{64}$/, 'Open the page again: the text is not the one you read'),
})
export type ConfirmReading = z.infer<typeof confirmReadingForm>

/**
 * Confirms that the actor has read the version of a round. Refuses another text than the one that was shown, a round that
 * is over, and whoever is not asked.
 */
export function confirmReading(
  context: Context,
  actor: Actor,
  roundId: string,
  request: ConfirmReading,
): Promise<void> {
  const who = requirePerson(actor)
  return inTransaction(context, actor, async (tx) => {
    const round = await findRound(tx, actor.schoolId, roundId)
    allow(context, actor, 'policies.read')
    const { hash } = await findVersion(tx, actor, round.versionId)
    if (round.closedAt !== null || hash === null) {
      throw new Refused('There is a newer text of this policy. Open your list of tasks and read that one.')
    }
    if (hash.toString('hex') !== request.hash) {
      throw new Refused('The text has changed since you opened this page. Open it again and read it first.')
    }
    const saved = await saveRead(tx, actor, { roundId, personId: who.personId, at: context.clock(), hash })
    if (!saved) throw new Refused('You have confirmed this already, or you were not asked to.')
    record(tx, {
      did: 'policies.readConfirmed',
      about: { kind: 'policy', id: round.policyId },
      detail: { roundId, number: round.number },
    })
    await endTasksAbout(context, tx, actor, {
      aboutId: roundId,
      mergeKey: readTask(who.personId),
      state: 'done',
      reason: 'It was read and confirmed.',
    })
  })
}
