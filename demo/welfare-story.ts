// The child behind an allegation: a concern of its own, which the safeguarding lead reads within the hour and sees through.

import { systemActor } from '#/platform/access/actor.ts'
import { reading } from '#/platform/context.ts'
import type { AllegationTables } from '../src/features/allegations/tables.ts'
import { closeIncident } from '../src/features/incidents/close-incident.ts'
import type { Moment } from './moment.ts'
import { answerFirstFour, walkTriage } from './walk-triage.ts'
import { asWhoeverMay } from './whoever-may.ts'

/** Answers the four questions about the child, whatever becomes of the adult's case. */
export async function readWelfareConcern(moment: Moment, allegationId: string): Promise<void> {
  await answerFirstFour(moment, await welfareIncident(moment, allegationId), { child: 'yes' })
}

/** Walks through the rest and closes it: the child is safe, and somebody looks again. */
export async function closeWelfareConcern(moment: Moment, allegationId: string): Promise<void> {
  const incidentId = await welfareIncident(moment, allegationId)
  await walkTriage(moment, incidentId, { child: 'yes' })
  const closing = {
    done: 'Spoke with the child and a parent. The child knows whom to turn to and was glad to be asked.',
    told: 'The parent, at school.',
    change: 'A trusted adult asks once a week until the end of term.',
    changeBy: 'nobody' as const,
  }
  await asWhoeverMay(moment, (person) => closeIncident(moment.context, person, incidentId, closing))
}

async function welfareIncident({ context, stage }: Moment, allegationId: string): Promise<string> {
  const { schoolId } = stage.loaded
  const found = await reading(context, systemActor(schoolId), (tx) =>
    tx
      .withTables<AllegationTables>()
      .selectFrom('allegations.allegation')
      .select('welfare_incident_id')
      .where('school_id', '=', schoolId)
      .where('id', '=', allegationId)
      .executeTakeFirstOrThrow(),
  )
  if (found.welfare_incident_id === null) throw new Error('The allegation has no concern for the child')
  return found.welfare_incident_id
}
