import { type Actor, systemActor } from '#/platform/access/actor.ts'
import { asSchool } from '#/platform/access/as-school.ts'
import type { Context } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { findIncident, insertNotApproachable, keepFromSubjects } from '../incidents/index.ts'

/** Keeps an incident that hangs on a matter from more people, for good: the child's concern, or the report itself. */
export async function keepIncidentFrom(
  context: Context,
  tx: Tx,
  actor: Actor,
  incidentId: string,
  personIds: readonly string[],
): Promise<void> {
  await asSchool(tx, async () => {
    const { schoolId } = actor
    await insertNotApproachable(tx, schoolId, incidentId, personIds, context.clock())
    const incident = await findIncident(tx, systemActor(schoolId), incidentId)
    await keepFromSubjects(context, tx, actor, incident)
  })
}
