import * as z from 'zod'
import { addDays, formatDate, isCalendarDate, londonDate } from '#/kernel/london-time.ts'
import { Refused } from '#/kernel/refusal.ts'
import { allow } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { announce } from '#/platform/happenings/happenings.ts'
import { designationsOf, lockDesignations, saveEnd } from './designation-store.ts'
import { accessEnded, designationEnded, personLeft } from './happenings.ts'
import { leaversWithAccess, saveAccessEnded, saveLeaving } from './leaving-store.ts'
import { fullName } from './person.ts'
import { findVisiblePerson } from './person-store.ts'
import { viewerOf } from './viewer.ts'

export const leaveForm = z.object({
  lastDay: z.string('Enter the last day').refine(isCalendarDate, 'Enter the last day, like 31 8 2027'),
  accessEnds: z.enum(['afterLastDay', 'now'], 'Say when their access ends').default('afterLastDay'),
})

/** `now` closes sign-in and accounts at once, though the last day lies ahead. */
export type LeaveSchool = { personId: string; lastDay: string; accessEnds?: 'afterLastDay' | 'now' }

/**
 * The person leaves after that day: every role and class ends with it, and later features take back what they gave.
 * Refuses somebody who has left, and a day before they came.
 */
export function leaveSchool(context: Context, actor: Actor, request: LeaveSchool): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const { personId, lastDay, accessEnds } = request
    const person = await findVisiblePerson(tx, viewerOf(context, actor), personId)
    allow(context, actor, 'people.keepRecords')
    const { joinedOn, leftOn } = person
    if (leftOn !== null && leftOn <= lastDay && !(leftOn === lastDay && accessEnds === 'now')) {
      throw new Refused(`${fullName(person)} leaves on ${formatDate(leftOn)} already.`)
    }
    if (joinedOn !== null && lastDay < joinedOn) {
      throw new Refused(
        `${fullName(person)} came on ${formatDate(joinedOn)}: choose that day or a later one.`,
      )
    }
    await letGo(context, tx, actor, request)
  })
}

/** The same inside a command that has asked its own permission and knows the person: an import, a transfer. */
export async function letGo(context: Context, tx: Tx, actor: Actor, request: LeaveSchool): Promise<void> {
  const { schoolId } = actor
  const { personId, lastDay, accessEnds = 'afterLastDay' } = request
  const today = londonDate(context.clock())
  const closesNow = accessEnds === 'now' || lastDay < today
  const lastOfRoles = closesNow && lastDay > today ? today : lastDay
  await lockDesignations(tx, schoolId)
  for (const { id, role, startsOn, endsOn } of await designationsOf(tx, schoolId, personId)) {
    if (endsOn !== null && endsOn <= lastOfRoles) continue
    // What would only begin later never was in force; it keeps its first day as its last.
    await saveEnd(tx, schoolId, id, startsOn > lastOfRoles ? startsOn : lastOfRoles)
    record(tx, {
      did: 'people.designationEnded',
      about: { kind: 'person', id: personId },
      detail: { role, lastDay: lastOfRoles, why: 'Left the school.' },
    })
    await announce(context, tx, actor, designationEnded, { personId, role, lastDay: lastOfRoles })
  }
  await saveLeaving(tx, schoolId, personId, lastDay)
  record(tx, { did: 'people.left', about: { kind: 'person', id: personId }, detail: { lastDay } })
  await announce(context, tx, actor, personLeft, { personId, lastDay })
  if (closesNow) await closeAccess(context, tx, actor, personId, today)
}

/** Ends the access of everybody whose last day has passed. Runs each night, and catches up on nights that it missed. */
export async function endAccess(context: Context, actor: Actor): Promise<void> {
  const today = londonDate(context.clock())
  for (;;) {
    const more = await inTransaction(context, actor, async (tx) => {
      const leavers = await leaversWithAccess(tx, actor.schoolId, today, mostAtOnce)
      for (const personId of leavers) await closeAccess(context, tx, actor, personId, today)
      return leavers.length === mostAtOnce
    })
    if (!more) return
  }
}

const mostAtOnce = 100

async function closeAccess(
  context: Context,
  tx: Tx,
  actor: Actor,
  personId: string,
  today: string,
): Promise<void> {
  if (!(await saveAccessEnded(tx, actor.schoolId, personId, today))) return
  record(tx, { did: 'people.accessEnded', about: { kind: 'person', id: personId } })
  await announce(context, tx, actor, accessEnded, { personId })
}

/** The day before, as the last day of what another thing replaces. */
export const dayBefore = (day: string): string => addDays(day, -1)
