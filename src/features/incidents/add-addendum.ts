import * as z from 'zod'
import { isId, newId } from '#/kernel/id.ts'
import { NotFound } from '#/kernel/refusal.ts'
import { sensitive } from '#/kernel/sensitive.ts'
import { allow } from '#/platform/access/access.ts'
import { type Actor, personOf } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { type Addendum, insertAddendum, listAddenda } from './addendum-store.ts'
import { findIncident } from './store.ts'
import { addToTimeline, indexWords } from './timeline-store.ts'

export const addendumKinds = {
  note: 'Note',
  decision: 'Decision, with its reason',
  correction: 'Correction of what was written before',
  ownAccount: 'What somebody says happened to them',
} as const

export const addAddendumForm = z.object({
  kind: z.enum(
    Object.keys(addendumKinds) as [Addendum['kind'], ...Addendum['kind'][]],
    'Choose what this is',
  ),
  text: z
    .string()
    .trim()
    .min(1, 'Write what you want to add')
    .max(10_000, 'Keep this under 10,000 characters; a second addendum can follow')
    .transform(sensitive),
  /** The addendum it corrects; the account itself when empty. */
  supersedes: z.string().default(''),
})
export type AddAddendum = z.infer<typeof addAddendumForm>

/** Adds to the record. Nothing that was written is edited: a correction stands beside what it corrects. */
export function addAddendum(
  context: Context,
  actor: Actor,
  incidentId: string,
  request: AddAddendum,
): Promise<string> {
  return inTransaction(context, actor, async (tx) => {
    const incident = await findIncident(tx, actor, incidentId)
    allow(context, actor, 'incidents.addNote')
    const supersedes = request.kind === 'correction' && isId(request.supersedes) ? request.supersedes : null
    if (supersedes !== null) {
      const known = await listAddenda(tx, actor.schoolId, incidentId)
      if (!known.some(({ id }) => id === supersedes)) throw new NotFound('addendum')
    }
    const at = context.clock()
    const id = newId()
    await insertAddendum(tx, actor.schoolId, {
      id,
      incidentId,
      kind: request.kind,
      text: request.text,
      supersedes,
      writtenAt: at,
      writtenBy: personOf(actor),
    })
    await addToTimeline(tx, actor, { incidentId, at, title: addendumKinds[request.kind], says: request.text })
    await indexWords(tx, actor.schoolId, incident.id, [request.text])
    record(tx, {
      did: 'incidents.addendumWritten',
      about: { kind: 'incident', id: incidentId },
      detail: { kind: request.kind, addendumId: id },
    })
    return id
  })
}
