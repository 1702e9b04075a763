// Nobody's address is stored: what is counted is a keyed hash that changes every day (decision S8).

import { type Context, inTransaction } from '#/platform/context.ts'
import { keyedHashOf } from '#/platform/keys/keys.ts'
import { throttle } from '#/platform/sign-in/sign-in.ts'

/** From one address: enough for a family with three children and slips of the finger, too few to guess anything. */
const links = { times: 40, withinMinutes: 15 } as const

/** Refuses (429) whoever knocks at links too often from one address. */
export async function slowDownLinks(context: Context, schoolId: string, address: string): Promise<void> {
  // The form's token is for the answer itself.
  const { once: _once, ...apart } = context
  await inTransaction(apart, { kind: 'anonymous', schoolId }, (tx) =>
    throttle(tx, keyedHashOf(context.vault.keyring, 'throttling'), {
      schoolId,
      key: `agreements link ${address}`,
      now: context.clock(),
      ...links,
    }),
  )
}
