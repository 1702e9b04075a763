// Nobody's address is stored: what is counted is a keyed hash that changes every day (decision S8).

import type { Actor } from '#/platform/access/actor.ts'
import type { Context } from '#/platform/context.ts'
import { keyedHashOf } from '#/platform/keys/keys.ts'
import { type Place, slowDown as slowDownAt, waitingRoom } from '#/platform/sign-in/sign-in.ts'

const withinMinutes = 15

/** A whole class shares the school's address, and a device of a class goes from child to child. */
const limits = {
  send: {
    address: { free: 90, mostWaiting: 30 },
    class: { free: 90, mostWaiting: 30 },
    device: { free: 30, mostWaiting: 3 },
  },
  code: {
    address: { free: 20, mostWaiting: 20 },
    class: { free: 40, mostWaiting: 30 },
    device: { free: 20, mostWaiting: 3 },
  },
} as const

/** Strangers who fill theirs leave the classes' alone. */
const strangers = waitingRoom(90)
const classes = waitingRoom(300)

/**
 * What comes very often waits a moment and goes through: from a class by its device, from everybody else by the address.
 * Refuses (429) only where too many wait already. People who are signed in are known, and not slowed.
 */
export async function slowDown(
  context: Context,
  actor: Actor,
  what: keyof typeof limits,
  address: string,
): Promise<void> {
  if (actor.kind === 'person') return
  await slowDownAt(context, keyedHashOf(context.vault.keyring, 'throttling'), {
    schoolId: actor.schoolId,
    places: placesOf(actor, what, address),
    withinMinutes,
    room: actor.kind === 'classSession' ? classes : strangers,
  })
}

/** A device that joins its class again and again is counted with its class, and holds up no other. */
function placesOf(actor: Actor, what: keyof typeof limits, address: string): readonly Place[] {
  const limit = limits[what]
  if (actor.kind !== 'classSession') return [{ ...limit.address, key: `reports ${what} ${address}` }]
  const { classSessionId, sessionId = classSessionId } = actor
  return [
    { ...limit.device, key: `reports ${what} device ${sessionId}` },
    { ...limit.class, key: `reports ${what} class ${classSessionId}` },
  ]
}
