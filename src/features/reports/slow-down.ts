// Nobody's address is stored: what is counted is a keyed hash that changes every day (decision S8).

import type { Actor } from '#/platform/access/actor.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { keyedHashOf } from '#/platform/keys/keys.ts'
import { throttle } from '#/platform/sign-in/sign-in.ts'

/** What is limited, and how often it may be done from one address. A whole class shares the school's address. */
const limits = {
  send: { times: 90, withinMinutes: 15 },
  code: { times: 20, withinMinutes: 15 },
} as const

/** Refuses (429) what comes too often from one address. People who are signed in are known, and not slowed. */
export async function slowDown(
  context: Context,
  actor: Actor,
  what: keyof typeof limits,
  address: string,
): Promise<void> {
  if (actor.kind === 'person') return
  // The form's token is for the report itself.
  const { once: _once, ...apart } = context
  await inTransaction(apart, actor, async (tx) => {
    await throttle(tx, keyedHashOf(context.vault.keyring, 'throttling'), {
      schoolId: actor.schoolId,
      key: `reports ${what} ${address}`,
      now: context.clock(),
      ...limits[what],
    })
  })
}
