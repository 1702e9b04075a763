import * as z from 'zod'
import { allow } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { moment, pastMoment, said } from '#/platform/forms/answers.ts'
import { addToTimeline, findIncidentToChange } from '../incidents/index.ts'
import { stepKindNames, stepKinds } from './procedure.ts'
import { insertStep } from './procedure-store.ts'

export const stepForm = z.object({
  kind: z.enum(stepKindNames, 'Choose what was done'),
  whom: said('Say who was asked, heard or told', 200),
  says: said('Say what was asked and what came of it', 2000),
  ...moment,
})
export type TakeStep = z.infer<typeof stepForm>

/** Records something that was done to find out who did it, or to help whoever it was done to. Refuses the future. */
export function takeStep(
  context: Context,
  actor: Actor,
  incidentId: string,
  request: TakeStep,
): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    await findIncidentToChange(tx, actor, incidentId)
    allow(context, actor, 'evidence.keep')
    const recordedAt = context.clock()
    const at = pastMoment(request, recordedAt)
    const { kind, whom, says } = request
    await insertStep(tx, actor, { incidentId, kind, whom, says, at, recordedAt })
    await addToTimeline(tx, actor, { incidentId, at, title: stepKinds[kind].words, says: `${whom}: ${says}` })
    record(tx, {
      did: 'evidence.stepTaken',
      about: { kind: 'incident', id: incidentId },
      detail: { kind },
    })
  })
}
