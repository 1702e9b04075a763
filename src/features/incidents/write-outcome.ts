import * as z from 'zod'
import { type Sensitive, sensitive } from '#/kernel/sensitive.ts'
import { allow } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { parts } from './involvement.ts'
import { findInvolvement, saveOutcome } from './involvement-store.ts'
import { findIncidentToChange } from './store.ts'
import { addToTimeline } from './timeline-store.ts'

export const writeOutcomeForm = z.object({
  outcome: z
    .string()
    .trim()
    .min(1, 'Write what came of it for this person')
    .max(2000, 'Keep this under 2,000 characters')
    .transform(sensitive),
})
export type WriteOutcome = { outcome: Sensitive }

/** Writes what came of it for one person. A later outcome takes the place of an earlier one, which the timeline keeps. */
export function writeOutcome(
  context: Context,
  actor: Actor,
  incidentId: string,
  involvementId: string,
  { outcome }: WriteOutcome,
): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    await findIncidentToChange(tx, actor, incidentId)
    allow(context, actor, 'incidents.work')
    const { part, nameThen } = await findInvolvement(tx, actor.schoolId, incidentId, involvementId)
    await saveOutcome(tx, actor.schoolId, involvementId, outcome.reveal())
    await addToTimeline(tx, actor, {
      incidentId,
      at: context.clock(),
      title: `What came of it for ${nameThen} (${parts[part].words.toLowerCase()})`,
      says: outcome,
    })
    record(tx, {
      did: 'incidents.outcomeWritten',
      about: { kind: 'incident', id: incidentId },
      detail: { involvementId, part },
    })
  })
}
