import * as z from 'zod'
import { isId } from '#/kernel/id.ts'
import { Refused } from '#/kernel/refusal.ts'
import { allow } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { announce } from '#/platform/happenings/happenings.ts'
import { endTasksAbout } from '../tasks/index.ts'
import { carryPeople } from './carry-people.ts'
import { moved } from './happenings.ts'
import {
  type Action,
  actionNames,
  actions,
  type Incident,
  move,
  registers,
  registersOfOneMatter,
  states,
} from './incident.ts'
import { findIncidentToChange, findTwoToChange, saveIncident } from './store.ts'
import { addToTimeline, indexWords } from './timeline-store.ts'

const withoutForm: readonly Action[] = actionNames.filter((action) => action !== 'close')

export const moveIncidentForm = z
  .object({
    action: z.enum(withoutForm as [Action, ...Action[]], 'Choose what to do with the incident'),
    says: z.string().trim().max(4000, 'Keep this under 4,000 characters').default(''),
    duplicateOf: z.string().default(''),
  })
  .superRefine(({ action, says, duplicateOf }, check) => {
    const mustSay = actions[action].mustSay
    if (mustSay && says === '')
      check.addIssue({ code: 'custom', path: ['says'], message: `Answer: ${mustSay}` })
    if (action === 'markDuplicate' && !isId(duplicateOf)) {
      check.addIssue({
        code: 'custom',
        path: ['duplicateOf'],
        message: 'Choose the incident that it repeats',
      })
    }
  })
export type MoveIncident = z.infer<typeof moveIncidentForm>

/** Does one of the table's actions, all but closing, which asks more. Refused, in words, where the table has no such move. */
export function moveIncident(
  context: Context,
  actor: Actor,
  incidentId: string,
  request: MoveIncident,
): Promise<Incident> {
  return inTransaction(context, actor, async (tx) => {
    // What it repeats is held too: nothing may change what has to be protected in the two while they become one matter.
    const [incident, original] =
      request.action === 'markDuplicate'
        ? await findTwoToChange(tx, actor, incidentId, request.duplicateOf)
        : [await findIncidentToChange(tx, actor, incidentId), null]
    allow(context, actor, actions[request.action].may)
    if (original) refuseAsOriginal(incident, original)
    const after = await moveInside(
      context,
      tx,
      actor,
      { ...incident, duplicateOf: original?.id ?? null },
      request,
    )
    if (original) await carryPeople(context, tx, actor, after, original)
    return after
  })
}

/** The same inside another command's transaction, which has found the incident and allowed the act. */
export async function moveInside(
  context: Context,
  tx: Tx,
  actor: Actor,
  incident: Incident,
  { action, says }: { action: Action; says: string },
): Promise<Incident> {
  const at = context.clock()
  const after = move(incident, action, at)
  await saveIncident(tx, after)
  await addToTimeline(tx, actor, {
    incidentId: incident.id,
    at,
    title: `${states[after.state].words} (was: ${states[incident.state].words.toLowerCase()})`,
    says: says || null,
    path: after.duplicateOf === null ? null : `/incidents/${after.duplicateOf}`,
  })
  await indexWords(tx, incident.schoolId, incident.id, [says])
  if (states[after.state].over) {
    await endTasksAbout(context, tx, actor, {
      aboutId: incident.id,
      state: 'notNeeded',
      reason: `The incident is over: ${states[after.state].words.toLowerCase()}.`,
    })
  }
  record(tx, {
    did: `incidents.${action}`,
    about: { kind: 'incident', id: incident.id },
    detail: { from: incident.state, to: after.state },
  })
  await announce(context, tx, actor, moved, {
    incidentId: incident.id,
    from: incident.state,
    to: after.state,
  })
  return { ...after, revision: incident.revision + 1 }
}

/** Refuses, in words, to let the work on an incident go on in one that is over, or for whose readers it is not. */
export function refuseAsOriginal(incident: Incident, original: Incident): void {
  if (original.id === incident.id)
    throw new Refused('An incident cannot repeat itself. Choose the other one.')
  if (original.state === 'duplicate') {
    throw new Refused(
      `${original.reference} is itself a duplicate. Choose the incident in which the work goes on.`,
    )
  }
  if (states[original.state].over) {
    throw new Refused(
      `${original.reference} is over (“${states[original.state].words}”), and nobody works on it. Reopen that one first.`,
    )
  }
  if (!registersOfOneMatter(incident.register).includes(original.register)) {
    throw new Refused(
      incident.register === 'adult'
        ? `This stands in the register “${registers.adult}”, which nothing leaves, and ${original.reference} does not. If they are the same, change the kind of that one first.`
        : `${original.reference} stands in the register “${registers.adult}”, and this does not. Change the kind of this one first, so that nobody reads it who may not read that one.`,
    )
  }
  if (
    (incident.safeguarding && !original.safeguarding) ||
    (incident.possibleChildImage && !original.possibleChildImage)
  ) {
    throw new Refused(
      `In this one a child may be harmed, and ${original.reference} does not say so. Mark that one as the duplicate of this one, so that nothing is lost.`,
    )
  }
}
