import * as z from 'zod'
import { allow } from '#/platform/access/access.ts'
import { type Actor, personOf } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { endTasksAbout } from '../tasks/index.ts'
import { type Allegation, move, states } from './allegation.ts'
import { stopAdvice } from './end-advice.ts'
import { insertEntry } from './record-store.ts'
import { findAllegationToChange, saveAllegation } from './store.ts'

export const endMatterForm = z.object({
  says: z
    .string()
    .trim()
    .min(1, 'Say what you found, and what the school will change')
    .max(4000, 'Keep it under 4,000 characters'),
})
export type EndMatter = z.infer<typeof endMatterForm>

/** Closes an allegation whose outcome is on record. Refuses one that has none. */
export function closeAllegation(context: Context, actor: Actor, id: string, request: EndMatter) {
  return end(context, actor, id, { action: 'close', did: 'allegations.closed', says: request.says })
}

/** Records that a low-level concern was looked at, alone and beside earlier ones. It stays in the register. */
export function reviewConcern(context: Context, actor: Actor, id: string, request: EndMatter) {
  return end(context, actor, id, { action: 'review', did: 'allegations.reviewed', says: request.says })
}

type End = { action: 'close' | 'review'; did: `allegations.${'closed' | 'reviewed'}`; says: string }

function end(context: Context, actor: Actor, id: string, { action, did, says }: End): Promise<Allegation> {
  return inTransaction(context, actor, async (tx) => {
    const at = context.clock()
    const found = await findAllegationToChange(tx, { actor, now: at }, id)
    allow(context, actor, 'allegations.manage')
    const ended = move(found, action, at)
    await saveAllegation(tx, ended)
    await insertEntry(tx, ended, {
      kind: action,
      title: states[ended.state].words,
      says,
      at,
      writtenAt: at,
      by: personOf(actor),
    })
    await stopAdvice(context, tx, actor, ended)
    await endTasksAbout(context, tx, actor, {
      aboutId: id,
      state: 'done',
      reason: 'The record was completed.',
    })
    record(tx, { did, about: { kind: 'allegation', id } })
    return ended
  })
}
