// Who knocks, by the token; and how often they may. A token opens these addresses and nothing else.

import type { Actor } from '#/platform/access/actor.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { keyedHashOf } from '#/platform/keys/keys.ts'
import { hashToken, throttle } from '#/platform/sign-in/sign-in.ts'
import { tellerBehind } from './teller-store.ts'
import { counts } from './told-logon.ts'

/** Four hundred devices that all come back after a power cut, three messages each, within a minute. */
const right = { times: 1_200, withinMinutes: 1 } as const
/** Wrong tokens from one address. A right one is never held up by them. */
const wrong = { times: 30, withinMinutes: 15 } as const

/**
 * The system behind a token of this school; null where there is none that counts. Refuses (429) an address that sends
 * wrong ones again and again, and a system that tells too often.
 */
export function knowTeller(
  context: Context,
  asked: { schoolId: string; token: string | null; address: string },
): Promise<Actor | null> {
  const { schoolId, token, address } = asked
  const now = context.clock()
  return inTransaction(context, { kind: 'anonymous', schoolId }, async (tx) => {
    const count = (key: string, limit: { times: number; withinMinutes: number }) =>
      throttle(tx, keyedHashOf(context.vault.keyring, 'throttling'), { schoolId, key, now, ...limit })
    const found = token === null ? undefined : await tellerBehind(tx, schoolId, hashToken(token))
    if (!found || !counts(found, now)) {
      await count(`told logons wrong token ${address}`, wrong)
      return null
    }
    await count(`network logons ${found.id}`, right)
    return { kind: 'integration', schoolId, integrationId: found.id }
  })
}
