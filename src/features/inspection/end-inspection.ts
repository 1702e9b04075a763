import * as z from 'zod'
import { Refused } from '#/kernel/refusal.ts'
import { allow, requirePerson } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { said } from '#/platform/forms/answers.ts'
import { stopLookingInside } from '../filtering/index.ts'
import { findInspection, saveInspection } from './inspection-store.ts'

export const endInspectionForm = z.object({ why: said('Say in a few words why', 1000) })
export type EndInspection = z.infer<typeof endInspectionForm>

/** Ends it at once: one person is enough to look at less. Refused where it is not on. */
export function endInspection(
  context: Context,
  actor: Actor,
  id: string,
  { why }: EndInspection,
): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const { schoolId } = actor
    const one = await findInspection(tx, schoolId, id, true)
    allow(context, actor, 'filtering.decide')
    const { personId } = requirePerson(actor)
    if (one.state !== 'inForce') throw new Refused('It is not on, so there is nothing to end.')
    const ended = { endedAt: context.clock(), endedBy: personId, endedWhy: why, state: 'ended' } as const
    await saveInspection(tx, schoolId, { ...one, ...ended })
    record(tx, { did: 'filtering.inspectionEnded', about: { kind: 'filterInspection', id } })
    await stopLookingInside(tx, schoolId)
  })
}
