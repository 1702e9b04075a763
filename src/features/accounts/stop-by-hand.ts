import * as z from 'zod'
import { NotFound, Refused } from '#/kernel/refusal.ts'
import { allow, requirePerson } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { said } from '#/platform/forms/answers.ts'
import { findPerson } from '../people/index.ts'
import { holdNetwork, releaseNetwork } from './hold-network.ts'
import { findHold } from './hold-store.ts'

export const stopForm = z.object({ why: said('Say in a few words why, without details of an incident', 200) })

/** Stops a person's network until somebody gives it back. Refused for oneself: nobody locks the last one in out. */
export function stopByHand(
  context: Context,
  actor: Actor,
  { personId, why }: { personId: string; why: string },
): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    await findPerson(tx, actor.schoolId, personId)
    allow(context, actor, 'accounts.keep')
    if (requirePerson(actor).personId === personId) {
      throw new Refused('You cannot stop your own network. Ask somebody else who looks after logons.')
    }
    await holdNetwork(context, tx, actor, {
      personId,
      because: { kind: 'byHand', id: personId },
      sentence: why,
    })
  })
}

/** Gives back what was stopped by hand. What other reasons stop stays stopped. */
export function giveBack(context: Context, actor: Actor, personId: string): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    await findPerson(tx, actor.schoolId, personId)
    allow(context, actor, 'accounts.keep')
    const because = { kind: 'byHand', id: personId } as const
    if (requirePerson(actor).personId === personId) {
      throw new Refused('Somebody else has to give you the network back.')
    }
    if (!(await findHold(tx, actor.schoolId, personId, because))) throw new NotFound('hold')
    await releaseNetwork(context, tx, actor, { personId, because })
  })
}
