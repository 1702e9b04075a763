import { type Actor, personOf } from '#/platform/access/actor.ts'
import { asSchool } from '#/platform/access/as-school.ts'
import { record } from '#/platform/audit/trail.ts'
import type { Context } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { namesOf } from '../people/index.ts'
import { endTasksAbout } from '../tasks/index.ts'
import { endAllAccess, listAccess } from './access-store.ts'
import type { Incident } from './incident.ts'
import { keepFromSubjects } from './keep-from-subjects.ts'
import { addToTimeline } from './timeline-store.ts'

/**
 * Leaves an incident that has become an adult's to its case manager alone (decision S3): whoever was let in by name before
 * could warn the adult before the LADO has advised. Their tasks end with it; the case manager may let people in again.
 */
export function takeFromOthers(context: Context, tx: Tx, actor: Actor, incident: Incident): Promise<void> {
  return asSchool(tx, async () => {
    const { schoolId, id: incidentId } = incident
    const at = context.clock()
    const before = await endAllAccess(tx, incident, { at, by: personOf(actor) })
    await endTasksAbout(context, tx, actor, {
      aboutId: incidentId,
      state: 'notNeeded',
      reason: 'Somebody else looks after this now.',
    })
    await keepFromSubjects(context, tx, actor, incident)
    const now = (await listAccess(tx, schoolId, incidentId)).map(({ personId }) => personId)
    const out = before.filter((personId) => !now.includes(personId))
    if (out.length === 0) return
    const names = [...(await namesOf(tx, schoolId, out)).values()].sort()
    await addToTimeline(tx, actor, {
      incidentId,
      at,
      title: `May no longer see it: ${names.join(', ')}`,
      says: 'They were let in before it was known to be about an adult of the school.',
    })
    for (const personId of out) {
      record(tx, {
        did: 'incidents.accessEnded',
        about: { kind: 'incident', id: incidentId },
        detail: { personId },
      })
    }
  })
}
