import type { Actor } from '#/platform/access/actor.ts'
import { systemActor } from '#/platform/access/actor.ts'
import { asSchool } from '#/platform/access/as-school.ts'
import type { Context } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { findIncident, type State, states } from '../incidents/index.ts'
import { readCourse } from './course.ts'
import { handOverSteps, keepSteps } from './keep-steps.ts'
import { callLeads } from './protect-child.ts'

/**
 * A new incident begins with the four safety questions, whoever told of it: its decider gets the task, and where a child
 * may be harmed the safeguarding lead and deputies get theirs at once. Refuses nothing.
 */
export function beginTriage(
  context: Context,
  tx: Tx,
  actor: Actor,
  opened: { incidentId: string; safeguarding: boolean },
): Promise<void> {
  return asSchool(tx, async () => {
    const incident = await findIncident(tx, systemActor(actor.schoolId), opened.incidentId)
    if (opened.safeguarding && incident.register !== 'adult') await callLeads(context, tx, actor, incident)
    await keepSteps(context, tx, actor, { incident, before: null, after: await readCourse(tx, incident) })
  })
}

/** Whoever is in it decides which ways are followed, so the steps are looked at again when that changes. Refuses nothing. */
export function followPeople(
  context: Context,
  tx: Tx,
  actor: Actor,
  { incidentId }: { incidentId: string },
): Promise<void> {
  return asSchool(tx, async () => {
    const incident = await findIncident(tx, systemActor(actor.schoolId), incidentId)
    if (states[incident.state].over) return
    await keepSteps(context, tx, actor, { incident, before: null, after: await readCourse(tx, incident) })
  })
}

/** A reopened incident goes on where it was: its tasks ended when it was over, and what is still owed is given again. */
export function resumeTriage(
  context: Context,
  tx: Tx,
  actor: Actor,
  { incidentId, to }: { incidentId: string; to: State },
): Promise<void> {
  if (to !== 'reopened') return Promise.resolve()
  return asSchool(tx, async () => {
    const incident = await findIncident(tx, systemActor(actor.schoolId), incidentId)
    const course = await readCourse(tx, incident)
    await handOverSteps(context, tx, actor, incident, course)
    await keepSteps(context, tx, actor, { incident, before: null, after: course })
  })
}
