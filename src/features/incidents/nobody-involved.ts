import { Refused } from '#/kernel/refusal.ts'
import { allow } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { listInvolvement } from './involvement-store.ts'
import { findIncidentToChange, saveIncident } from './store.ts'
import { addToTimeline } from './timeline-store.ts'

/** Records that nobody was involved: an answer, not an empty list. Refused while somebody stands in it. */
export function recordNobody(context: Context, actor: Actor, incidentId: string): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const incident = await findIncidentToChange(tx, actor, incidentId)
    allow(context, actor, 'incidents.work')
    const people = await listInvolvement(tx, actor.schoolId, incidentId)
    if (people.some((one) => one.removedAt === null && one.part !== 'reporter')) {
      throw new Refused('Somebody stands in this incident. Take them out first, if that was a mistake.')
    }
    await saveIncident(tx, { ...incident, nobodyInvolved: true })
    await addToTimeline(tx, actor, { incidentId, at: context.clock(), title: 'Nobody was involved' })
    record(tx, { did: 'incidents.nobodyInvolved', about: { kind: 'incident', id: incidentId } })
  })
}
