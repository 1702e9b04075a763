import { Refused } from '#/kernel/refusal.ts'
import { allow } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { findIncidentToChange } from '../incidents/index.ts'
import { endTasksAbout } from '../tasks/index.ts'
import { answers } from './illegality.ts'
import { readKeeping } from './keeping.ts'
import { sealIncident } from './seal-incident.ts'

/** Seals what had to wait for the school's first seal key. Refused while there is none, and where nothing is to be sealed. */
export function sealWaiting(context: Context, actor: Actor, incidentId: string): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const incident = await findIncidentToChange(tx, actor, incidentId)
    allow(context, actor, 'evidence.answer')
    const { keeps, answer } = await readKeeping(tx, incident)
    if (keeps !== 'entries' || answer === null) {
      throw new Refused(
        'Nothing of this incident has to be sealed. Answer first whether it could be illegal.',
      )
    }
    const { sealed, waiting } = await sealIncident(context, tx, actor, incidentId, answers[answer].words)
    if (waiting > 0) {
      throw new Refused(
        'This school has no seal key yet. The head makes and prints it under Settings, Keys; then seal here again.',
      )
    }
    if (sealed === 0) throw new Refused('Every file of this incident is sealed already.')
    const reason = 'What waited was sealed.'
    const mergeKey = 'evidence.sealKey'
    await endTasksAbout(context, tx, actor, { aboutId: incidentId, mergeKey, state: 'done', reason })
  })
}
