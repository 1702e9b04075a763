import * as z from 'zod'
import { allow, requirePerson } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { said } from '#/platform/forms/answers.ts'
import { endTasksAbout } from '../tasks/index.ts'
import { looked } from './concern.ts'
import { findConcernToChange, saveConcern } from './concern-store.ts'

export const closeConcernForm = z.object({
  outcome: said('Say in a sentence what came of it', 2000),
})
export type CloseConcern = z.infer<typeof closeConcernForm>

/** Says what came of it where no incident is needed: an accident, a lesson, a list that is wrong. Refused the second time. */
export function closeConcern(
  context: Context,
  actor: Actor,
  id: string,
  { outcome }: CloseConcern,
): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const found = await findConcernToChange(tx, actor, id)
    allow(context, actor, 'activity.readConcerns')
    const by = { at: context.clock(), personId: requirePerson(actor).personId, outcome }
    await saveConcern(tx, actor.schoolId, looked(found, by))
    await endTasksAbout(context, tx, actor, {
      aboutId: id,
      state: 'done',
      reason: 'Somebody looked at it and said what came of it.',
    })
    record(tx, { did: 'activity.lookedAt', about: { kind: 'filterConcern', id } })
  })
}
