// Nobody's address is stored: what is counted is a keyed hash that changes every day (decision S8).

import { createHmac } from 'node:crypto'
import { type Context, inTransaction } from '#/platform/context.ts'
import { keyFor } from '#/platform/keys/keys.ts'
import { throttle } from '#/platform/sign-in/sign-in.ts'

/** From one address: enough for a family with three children and slips of the finger, too few to guess anything. */
const links = { times: 40, withinMinutes: 15 } as const

/** Refuses (429) whoever knocks at links too often from one address. */
export async function slowDownLinks(context: Context, schoolId: string, address: string): Promise<void> {
  // The form's token is for the answer itself.
  const { once: _once, ...apart } = context
  await inTransaction(apart, { kind: 'anonymous', schoolId }, (tx) =>
    throttle(tx, keyedHashOf(context), {
      schoolId,
      key: `agreements link ${address}`,
      now: context.clock(),
      ...links,
    }),
  )
}

function keyedHashOf({ vault }: Context): Parameters<typeof throttle>[1] {
  return async (tx, schoolId, purpose, text) => {
    const { key } = await keyFor(tx, vault.keyring, schoolId, 'throttling')
    return createHmac('sha256', key).update(`${purpose}\n${text}`).digest()
  }
}
