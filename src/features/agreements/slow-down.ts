// Nobody's address is stored: what is counted is a keyed hash that changes every day (decision S8).

import type { Context } from '#/platform/context.ts'
import { keyedHashOf } from '#/platform/keys/keys.ts'
import { slowDown, waitingRoom } from '#/platform/sign-in/sign-in.ts'

/** From one address: parents sign at home, and all at one address on a parents' evening. Nobody guesses a link, only dates. */
const fromAnAddress = { free: 120, mostWaiting: 40 }
const knocking = waitingRoom(80)

/** Whoever knocks at links very often from one address waits a little longer each time. */
export function slowDownLinks(context: Context, schoolId: string, address: string): Promise<void> {
  return slowDown(context, keyedHashOf(context.vault.keyring, 'throttling'), {
    schoolId,
    places: [{ ...fromAnAddress, key: `agreements link ${address}` }],
    withinMinutes: 15,
    room: knocking,
  })
}
