import * as z from 'zod'
import { allow, requirePerson } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { endTasksAbout } from '../tasks/index.ts'
import { insertEntry } from './record-store.ts'
import { findAdvised } from './store.ts'

export const giveAdviceForm = z.object({
  says: z.string().trim().min(1, 'Write your advice').max(4000, 'Keep the advice under 4,000 characters'),
})
export type GiveAdvice = z.infer<typeof giveAdviceForm>

/** Adds the adviser’s advice to the record. Not found for whoever was not asked, or whose time is over. */
export function giveAdvice(context: Context, actor: Actor, id: string, request: GiveAdvice): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const at = context.clock()
    const found = await findAdvised(tx, { actor, now: at }, id)
    allow(context, actor, 'allegations.advise')
    const { personId: by } = requirePerson(actor)
    await insertEntry(tx, found, {
      kind: 'adviceGiven',
      title: 'The HR adviser advised',
      says: request.says,
      at,
      writtenAt: at,
      by,
    })
    await endTasksAbout(context, tx, actor, {
      aboutId: id,
      mergeKey: `advise ${by}`,
      state: 'done',
      reason: 'The advice was given.',
    })
    record(tx, { did: 'allegations.adviceGiven', about: { kind: 'allegation', id } })
  })
}
