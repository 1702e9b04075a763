import * as z from 'zod'
import { NotFound } from '#/kernel/refusal.ts'
import { allow } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { endTasksAbout } from '../tasks/index.ts'
import { isLooker } from './permissions.ts'
import { dueAfter, isPeriod } from './practice.ts'
import { findArrangement, newestOf, saveArrangement } from './store.ts'

export const arrangeForm = z.object({
  role: z.string('Choose who looks').refine(isLooker, 'Choose who looks'),
  every: z.string('Choose how often').refine(isPeriod, 'Choose how often'),
})
export type ArrangePractice = z.infer<typeof arrangeForm>

/**
 * Changes who looks at a practice, and how often. When it is due follows from when it was last seen, so that a longer
 * period cannot bring an old attestation back into date by more than the period says.
 */
export function arrangePractice(
  context: Context,
  actor: Actor,
  practice: string,
  { role, every }: ArrangePractice,
): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const { schoolId } = actor
    const arrangement = await findArrangement(tx, schoolId, practice, true)
    if (!arrangement) throw new NotFound('practice')
    allow(context, actor, 'practices.arrange')
    const last = await newestOf(tx, schoolId, arrangement.id)
    const dueOn = dueAfter(last?.seenOn ?? arrangement.adoptedOn, every)
    await saveArrangement(tx, schoolId, { ...arrangement, role, every, dueOn })
    const { id: aboutId } = arrangement
    const reason = 'The calendar of practices was changed.'
    await endTasksAbout(context, tx, actor, { aboutId, state: 'notNeeded', reason })
    record(tx, {
      did: 'practices.arranged',
      about: { kind: 'practice', id: aboutId },
      detail: { practice, role, every, before: { role: arrangement.role, every: arrangement.every } },
    })
  })
}
