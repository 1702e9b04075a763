import * as z from 'zod'
import { newId } from '#/kernel/id.ts'
import { hourMs } from '#/kernel/london-time.ts'
import { Refused } from '#/kernel/refusal.ts'
import { allow, requirePerson } from '#/platform/access/access.ts'
import type { Actor, PersonActor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { said } from '#/platform/forms/answers.ts'
import { addToTimeline, findIncidentToChange } from '../incidents/index.ts'
import { giveTask } from '../tasks/index.ts'
import { insertHandOver } from './sealing-store.ts'
import { findItem } from './store.ts'

const handOverHours = 72

export const handOverForm = z.object({
  officer: said('Give the officer’s name and number', 200),
  policeForce: said('Give the police force', 200),
  policeReference: said('Give the reference of the police', 100),
})
export type AskForHandOver = z.infer<typeof handOverForm>

/** Asks to hand a sealed file to the police. The other of head and chair opens it, within 72 hours, at their own sign-in. */
export function askForHandOver(
  context: Context,
  actor: Actor,
  itemId: string,
  request: AskForHandOver,
): Promise<string> {
  const who = requirePerson(actor)
  return inTransaction(context, actor, async (tx) => {
    const { incidentId } = await findItem(tx, actor, itemId)
    await findIncidentToChange(tx, actor, incidentId)
    const item = await findItem(tx, actor, itemId)
    allow(context, actor, 'evidence.handOver')
    if (item.state !== 'sealed') {
      throw new Refused('This is not sealed. Only a sealed file is handed over in this way.')
    }
    const askedAt = context.clock()
    const endsAt = new Date(askedAt.getTime() + handOverHours * hourMs)
    const asked = { id: newId(), itemId, incidentId, ...request, askedAt, askedBy: who.personId, endsAt }
    await insertHandOver(tx, actor.schoolId, { ...asked, openedAt: null, openedBy: null })
    await addToTimeline(tx, actor, {
      incidentId,
      at: askedAt,
      title: `Evidence ${item.number}: the police asked for it`,
      says: `${request.officer}, ${request.policeForce}, ${request.policeReference}`,
      path: `/hand-overs/${asked.id}`,
    })
    record(tx, {
      did: 'evidence.handOverAsked',
      about: { kind: 'evidence', id: itemId },
      detail: { handOverId: asked.id, ...request },
    })
    await giveTask(context, tx, actor, {
      to: { role: otherHolder(who) },
      kind: 'evidence.openForPolice',
      title: 'Hand sealed evidence to the police, together',
      about: { kind: 'incident', id: incidentId },
      path: `/hand-overs/${asked.id}`,
      urgency: 'soon',
      due: { at: endsAt, clock: 'hours' },
      mergeKey: handOverTask(asked.id),
    })
    return asked.id
  })
}

/** The task of the second person, which ends when the file is handed over. */
export const handOverTask = (handOverId: string): string => `evidence.handOver ${handOverId}`

function otherHolder(who: PersonActor): 'head' | 'chairOfGovernors' {
  return who.roles.has('head') ? 'chairOfGovernors' : 'head'
}
