// One day of somebody on the network, looked at with a reason. Pure.

import { hourMs } from '#/kernel/london-time.ts'
import type { Sensitive } from '#/kernel/sensitive.ts'
import type { Whose } from './visit-store.ts'

export type Look = {
  id: string
  whose: Whose
  /** What an adult did: two people open it. */
  adult: boolean
  day: string
  reason: Sensitive
  at: Date
  byId: string
  /** When two people opened it, and who agreed; null for a child's day, and for one that nobody has opened. */
  opening: { at: Date; withId: string } | null
}

/** For how long whoever asked, or the two who opened it, see the day. */
export const lookLastsMs = hourMs

/** Whether the look shows the day now: a child's to whoever asked, an adult's to the two who opened it, and to nobody else. */
export function isOpen({ at, byId, adult, opening }: Look, personId: string, now: Date): boolean {
  const since = adult ? opening?.at : at
  const sees = byId === personId || (adult && opening?.withId === personId)
  return since !== undefined && sees && since <= now && now.getTime() - since.getTime() < lookLastsMs
}
