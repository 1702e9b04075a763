// Possible harm outside school hours reaches whoever is on duty (decision S1), who then can read what it is about.

import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { type Heed, heed } from '#/platform/happenings/happenings.ts'
import { type Job, noPayload } from '#/platform/jobs/job.ts'
import { coversBetween, namesOf } from '../people/index.ts'
import { unopenedOnDuty } from '../tasks/index.ts'
import { endAccessOf, givenWhileOnDuty } from './access-store.ts'
import { letIn } from './let-in.ts'
import { findIncident } from './store.ts'
import { addToTimeline } from './timeline-store.ts'

const why = 'On duty, unopened: until the cover ends.'

export const dutyHeeds: readonly Heed[] = [
  heed(unopenedOnDuty, async (context, tx, actor, { about, people }) => {
    if (about.kind === 'incident') await letInOnDuty(context, tx, actor, about.id, people)
  }),
]

/** What is for named people only concerns an adult of the school: nobody is let in to that by being on duty. */
async function letInOnDuty(
  context: Context,
  tx: Tx,
  actor: Actor,
  incidentId: string,
  people: readonly { id: string }[],
): Promise<void> {
  const incident = await findIncident(tx, actor, incidentId)
  if (incident.restricted || incident.register === 'adult') return
  const personIds = await letIn(context, tx, incident, people, why, { whileOnDuty: true })
  const names = await namesOf(tx, incident.schoolId, personIds)
  for (const personId of personIds) {
    const title = `${names.get(personId)} may see it`
    await addToTimeline(tx, actor, { incidentId, at: context.clock(), title, says: why })
    record(tx, {
      did: 'incidents.accessGiven',
      about: { kind: 'incident', id: incidentId },
      detail: { personId, why },
    })
  }
}

/** Ends the access of those who were let in while on duty and are not any more, however their cover ended. */
export function endDutyAccess(context: Context, actor: Actor): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const { schoolId } = actor
    const at = context.clock()
    const given = await givenWhileOnDuty(tx, schoolId)
    if (given.length === 0) return
    const covers = await coversBetween(tx, schoolId, { from: at, to: new Date(at.getTime() + 1) })
    const over = given.filter(({ personId }) => !covers.some((cover) => cover.personId === personId))
    const names = await namesOf(
      tx,
      schoolId,
      over.map(({ personId }) => personId),
    )
    for (const { incidentId, personId } of over) {
      await endAccessOf(tx, { schoolId, id: incidentId }, personId, { at, by: null })
      const title = `${names.get(personId)} may no longer see it`
      await addToTimeline(tx, actor, { incidentId, at, title, says: 'The cover is over.' })
      record(tx, {
        did: 'incidents.accessEnded',
        about: { kind: 'incident', id: incidentId },
        detail: { personId },
      })
    }
  })
}

export const endDutyAccessJob: Job = {
  name: 'incidents.endDutyAccess',
  timetable: '* * * * *',
  payload: noPayload,
  run: endDutyAccess,
}
