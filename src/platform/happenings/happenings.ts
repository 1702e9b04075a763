// An earlier feature makes later ones act without knowing them: it announces what happened, and they heed it in the
// same transaction (decision M1). Slow work and effects outside the database are jobs queued while heeding.

import type { Actor } from '../access/actor.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../database/database.ts'

export type Happening<Payload> = { readonly id: string; readonly example?: Payload }

export type Heed = {
  happening: string
  act: (context: Context, tx: Tx, actor: Actor, payload: never) => Promise<void>
}

/** Names something that a feature announces. Lives in its `happenings.ts`; its `index.ts` offers it to others. */
export function happening<Payload>(id: `${string}.${string}`): Happening<Payload> {
  return { id }
}

/** Listed in `feature.ts` by whoever wants to act when it happens. */
export function heed<Payload>(
  to: Happening<Payload>,
  act: (context: Context, tx: Tx, actor: Actor, payload: Payload) => Promise<void>,
): Heed {
  return { happening: to.id, act: act as Heed['act'] }
}

/** Announces it: everybody who heeds acts now, in reading order; if one of them refuses, nothing happened. */
export async function announce<Payload>(
  context: Context,
  tx: Tx,
  actor: Actor,
  what: Happening<Payload>,
  payload: Payload,
): Promise<void> {
  for (const { happening: id, act } of context.heeds) {
    if (id === what.id) await act(context, tx, actor, payload as never)
  }
}
