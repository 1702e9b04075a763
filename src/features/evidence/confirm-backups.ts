import * as z from 'zod'
import { Refused } from '#/kernel/refusal.ts'
import { allow, requirePerson } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { said } from '#/platform/forms/answers.ts'
import { addToTimeline, findIncidentToChange } from '../incidents/index.ts'
import { endTasksAbout } from '../tasks/index.ts'
import { saveBackupsDestroyed } from './sealing-store.ts'

export const backupsForm = z.object({
  says: said('Say who destroyed which backups, and how', 2000),
})
export type ConfirmBackups = z.infer<typeof backupsForm>

/** Records that the old backups which could still open a sealed file are destroyed. Refused when none is listed. */
export function confirmBackups(
  context: Context,
  actor: Actor,
  incidentId: string,
  request: ConfirmBackups,
): Promise<void> {
  const { personId } = requirePerson(actor)
  return inTransaction(context, actor, async (tx) => {
    await findIncidentToChange(tx, actor, incidentId)
    allow(context, actor, 'evidence.destroyBackups')
    const at = context.clock()
    const done = { at, by: personId, says: request.says }
    if ((await saveBackupsDestroyed(tx, actor.schoolId, incidentId, done)) === 0) {
      throw new Refused(
        'No old backups are listed for this incident, or their destruction is on record already.',
      )
    }
    const title = 'Old backups were destroyed'
    await addToTimeline(tx, actor, { incidentId, at, title, says: request.says })
    record(tx, { did: 'evidence.backupsDestroyed', about: { kind: 'incident', id: incidentId } })
    await endTasksAbout(context, tx, actor, {
      aboutId: incidentId,
      mergeKey: 'evidence.oldBackups',
      state: 'done',
      reason: 'The old backups were destroyed.',
    })
  })
}
