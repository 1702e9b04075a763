import * as z from 'zod'
import { Refused } from '#/kernel/refusal.ts'
import { allow } from '#/platform/access/access.ts'
import { type Actor, personOf } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { notYet, type Step, stepNames, steps } from './allegation.ts'
import { consultationsOf, insertEntry } from './record-store.ts'
import { findAllegationToChange } from './store.ts'

export const recordStepForm = z.object({
  step: z.enum(stepNames as [Step, ...Step[]], 'Choose what was done'),
  says: z
    .string()
    .trim()
    .min(1, 'Say what was done, with whom and why')
    .max(4000, 'Keep it under 4,000 characters'),
})
export type RecordStep = z.infer<typeof recordStepForm>

/**
 * Writes down what was done. Refuses whatever touches the adult before the LADO has advised and agreed, so that nobody
 * tells, interviews or suspends first (decision S2).
 */
export function recordStep(
  context: Context,
  actor: Actor,
  allegationId: string,
  request: RecordStep,
): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const at = context.clock()
    const found = await findAllegationToChange(tx, { actor, now: at }, allegationId)
    allow(context, actor, 'allegations.manage')
    const [latest] = await consultationsOf(tx, found)
    const refusal = notYet(found, request.step, latest?.adult_may_be_told ?? null)
    if (refusal !== null) throw new Refused(refusal)
    await insertEntry(tx, found, {
      kind: request.step,
      title: steps[request.step].words,
      says: request.says,
      at,
      writtenAt: at,
      by: personOf(actor),
    })
    record(tx, {
      did: 'allegations.stepRecorded',
      about: { kind: 'allegation', id: found.id },
      detail: { step: request.step },
    })
  })
}
