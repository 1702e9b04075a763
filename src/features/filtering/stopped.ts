// Whose internet is stopped and until when, as `accounts` has it now: an end may be moved without anything being announced.

import type { Tx } from '#/platform/database/database.ts'
import { type Hold, statesOf } from '../accounts/index.ts'
import { type Stopped, saidStopped } from './state-store.ts'

/** Whose internet is stopped at this instant, in the order of their ids, and the moment from which it is not. */
export async function stoppedHere(tx: Tx, schoolId: string, now: Date): Promise<Stopped[]> {
  const ids = await saidStopped(tx, schoolId)
  const states = await statesOf(tx, schoolId, ids, now)
  return ids.flatMap((id) => {
    const state = states.get(id)
    return state === undefined || state.internet ? [] : [{ id, until: endOf(state.holds) }]
  })
}

/** When the last of the holds ends by itself; null while one of them has no end. */
export function endOf(holds: readonly Pick<Hold, 'stops' | 'until'>[]): Date | null {
  const stopping = holds.filter(({ stops }) => stops !== 'email').map(({ until }) => until)
  if (stopping.length === 0 || stopping.includes(null)) return null
  return new Date(Math.max(...stopping.map((until) => until?.getTime() ?? 0)))
}
