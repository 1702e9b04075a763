// Who knocks, by the token; and how often they may. A token opens these addresses and nothing else.

import { minuteMs } from '#/kernel/london-time.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { keyedHashOf } from '#/platform/keys/keys.ts'
import { hashToken, throttle } from '#/platform/sign-in/sign-in.ts'
import { isValid } from './connection.ts'
import { findConnection, saveUsed, tokenBehind } from './connection-store.ts'

/** Entra sends at most 25 requests a second; a first run of a large school takes minutes, and no more than its share. */
const right = { times: 1_500, withinMinutes: 1 } as const
/** Wrong tokens from one address. A right one is never held up by them. */
const wrong = { times: 30, withinMinutes: 15 } as const

/**
 * The source behind a token of this school; null where there is none in force. Refuses (429) an address that sends wrong
 * ones again and again, and a source that asks too often.
 */
export function knowSource(
  context: Context,
  asked: { schoolId: string; token: string | null; address: string },
): Promise<Actor | null> {
  const { schoolId, token, address } = asked
  const now = context.clock()
  return inTransaction(context, { kind: 'anonymous', schoolId }, async (tx) => {
    const count = (key: string, limit: { times: number; withinMinutes: number }) =>
      throttle(tx, keyedHashOf(context.vault.keyring, 'throttling'), { schoolId, key, now, ...limit })
    const found = token === null ? undefined : await tokenBehind(tx, schoolId, hashToken(token))
    if (!found || !isValid(found, now)) {
      await count(`provisioning wrong token ${address}`, wrong)
      return null
    }
    const { state } = await findConnection(tx, schoolId, found.connectionId)
    if (state === 'ended') return null
    await count(`provisioning ${found.connectionId}`, right)
    if (found.lastUsedAt === null || now.getTime() - found.lastUsedAt.getTime() > minuteMs)
      await saveUsed(tx, schoolId, found.id, now)
    return { kind: 'integration', schoolId, integrationId: found.connectionId }
  })
}
