import * as z from 'zod'
import { newId } from '#/kernel/id.ts'
import { addDays, formatDate, instantAt, isCalendarDate, londonDate } from '#/kernel/london-time.ts'
import { NotFound, Refused } from '#/kernel/refusal.ts'
import { allow, requirePerson } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { said } from '#/platform/forms/answers.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { findPerson, fullName } from '../people/index.ts'
import { exceptionOf, insertException, lockSubject, saveExceptionEnd } from './hold-store.ts'
import { exceptionDays } from './settings-logons.ts'
import { settle } from './settle-network.ts'

export const exceptionForm = z.object({
  why: said('Say why they need the network before they have signed', 500),
  lastDay: z
    .string('Enter the last day')
    .refine(isCalendarDate, 'Enter the last day of the exception, like 4 12 2026'),
})
export type GrantException = z.infer<typeof exceptionForm> & { personId: string }

/**
 * The head lets somebody on to the network until a day though their agreement is not signed. It lifts nothing else: not a
 * sanction, not a leaver's hold. Refused for oneself, for a day that is past, and for longer than the school has set.
 */
export function grantException(context: Context, actor: Actor, request: GrantException): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const { schoolId } = actor
    const { personId, why, lastDay } = request
    const person = await findPerson(tx, schoolId, personId)
    allow(context, actor, 'accounts.grantException')
    const { personId: grantedBy } = requirePerson(actor)
    if (grantedBy === personId) {
      throw new Refused('Nobody excepts themselves. Sign the agreement, or ask the chair of governors.')
    }
    const now = context.clock()
    const today = londonDate(now)
    const latest = addDays(today, await readSetting(tx, schoolId, exceptionDays))
    if (lastDay < today) throw new Refused('That day is over. Choose today or a later day.')
    if (lastDay > latest)
      throw new Refused(`An exception ends by ${formatDate(latest)}. Choose that day or an earlier one.`)
    await lockSubject(tx, schoolId, personId)
    const known = await exceptionOf(tx, schoolId, personId)
    if (known) {
      throw new Refused(
        `${fullName(person)} has an exception until ${formatDate(known.lastDay)}. End that one first.`,
      )
    }
    const id = newId()
    const endsAt = instantAt(addDays(lastDay, 1), '00:00')
    await insertException(tx, schoolId, { id, personId, why, grantedAt: now, grantedBy, lastDay, endsAt })
    record(tx, {
      did: 'accounts.exceptionGranted',
      about: { kind: 'person', id: personId },
      detail: { lastDay, why },
    })
    await settle(context, tx, actor, { kind: 'person', id: personId }, { kind: 'agreement', id })
  })
}

/** Takes an exception back before its day. Not found when there is none. */
export function endException(context: Context, actor: Actor, personId: string): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const { schoolId } = actor
    await findPerson(tx, schoolId, personId)
    allow(context, actor, 'accounts.grantException')
    await lockSubject(tx, schoolId, personId)
    const known = await exceptionOf(tx, schoolId, personId)
    if (!known) throw new NotFound('exception')
    const { personId: by } = requirePerson(actor)
    await saveExceptionEnd(tx, schoolId, known.id, { at: context.clock(), by })
    record(tx, { did: 'accounts.exceptionEnded', about: { kind: 'person', id: personId } })
    await settle(context, tx, actor, { kind: 'person', id: personId }, { kind: 'agreement', id: known.id })
  })
}
