// Closing an incident: the step an inspector reads first. A closed incident can be reopened; what was said at each
// closing stays on record, because a school may be asked years later what it knew and what it did about it.

import * as z from 'zod'
import { newId } from '#/kernel/id.ts'
import { allow } from '#/platform/access/access.ts'
import { type Actor, personOf } from '#/platform/access/actor.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { isDesignatedRole } from '../people/index.ts'
import { promptByLesson } from '../policies/index.ts'
import { giveTask } from '../tasks/index.ts'
import { insertClosing } from './closing-store.ts'
import type { Incident } from './incident.ts'
import { moveInside } from './move-incident.ts'
import { findIncidentToChange } from './store.ts'
import { indexWords } from './timeline-store.ts'

const answer = (empty: string) =>
  z.string().trim().min(1, empty).max(4000, 'Keep this under 4,000 characters')

export const closeIncidentForm = z.object({
  done: answer('Write what was done, even if the answer is “nothing was needed”'),
  told: answer('Write who was told, even if the answer is “nobody”'),
  change: answer('Write what the school will change, even if the answer is “nothing”'),
  /** Who makes the change; `nobody` has to be chosen, so that no lesson is left without somebody by oversight. */
  changeBy: z
    .string()
    .default('')
    .refine(
      (role) => role === 'nobody' || isDesignatedRole(role),
      'Choose who makes the change, or “Nobody: nothing changes”',
    ),
})
export type CloseIncident = z.infer<typeof closeIncidentForm>

/** Closes the incident; a change that the school will make becomes a task. Refused while the safety questions are open. */
export function closeIncident(
  context: Context,
  actor: Actor,
  incidentId: string,
  request: CloseIncident,
): Promise<Incident> {
  return inTransaction(context, actor, async (tx) => {
    const incident = await findIncidentToChange(tx, actor, incidentId)
    allow(context, actor, 'incidents.close')
    const after = await moveInside(context, tx, actor, incident, { action: 'close', says: request.done })
    const closingId = newId()
    await insertClosing(tx, actor.schoolId, {
      id: closingId,
      incidentId,
      done: request.done,
      told: request.told,
      change: request.change,
      closedAt: context.clock(),
      closedBy: personOf(actor),
    })
    await indexWords(tx, actor.schoolId, incidentId, [request.told, request.change])
    if (isDesignatedRole(request.changeBy)) {
      await giveTask(context, tx, actor, {
        to: { role: request.changeBy },
        kind: 'incidents.makeChange',
        title: 'Make a change that was agreed when an incident was closed',
        about: { kind: 'closing', id: closingId },
        path: `/lessons/${closingId}`,
        urgency: 'normal',
      })
      await promptByLesson(context, tx, actor)
    }
    return after
  })
}
