import { type CalendarDate, londonDate } from '#/kernel/london-time.ts'
import type { Tx } from '../database/database.ts'

type Read<Answer> = (tx: Tx, schoolId: string, today: CalendarDate) => Promise<Answer>

/**
 * A reading that the evidence of several controls is made of: one query for all of them within a transaction. What the same
 * transaction changes afterwards is not seen, so it is for evidence and for nothing that decides.
 */
export function askedOnce<Answer>(
  read: Read<Answer>,
): (tx: Tx, schoolId: string, at: Date) => Promise<Answer> {
  const answers = new WeakMap<Tx, Map<string, Promise<Answer>>>()
  return (tx, schoolId, at) => {
    const today = londonDate(at)
    const known = answers.get(tx) ?? new Map<string, Promise<Answer>>()
    answers.set(tx, known)
    const key = `${schoolId} ${today}`
    const asked = known.get(key) ?? read(tx, schoolId, today)
    known.set(key, asked)
    return asked
  }
}
