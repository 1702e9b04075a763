import * as z from 'zod'
import { formatDate, isCalendarDate } from '#/kernel/london-time.ts'
import { Refused } from '#/kernel/refusal.ts'
import { allow } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { announce } from '#/platform/happenings/happenings.ts'
import { designationsOf, lockDesignations, saveEnd } from './designation-store.ts'
import { designationEnded, personLeft } from './happenings.ts'
import { fullName } from './person.ts'
import { findVisiblePerson, saveLeaving } from './person-store.ts'
import { viewerOf } from './viewer.ts'

export const leaveForm = z.object({
  lastDay: z.string('Enter the last day').refine(isCalendarDate, 'Enter the last day, like 31 8 2027'),
})

export type LeaveSchool = { personId: string; lastDay: string }

/**
 * The person leaves after that day: every role and class ends with it, and later features take back what they gave.
 * Refuses somebody who has left, and a day before they came.
 */
export function leaveSchool(context: Context, actor: Actor, request: LeaveSchool): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const { schoolId } = actor
    const { personId, lastDay } = request
    const person = await findVisiblePerson(tx, viewerOf(context, actor), personId)
    allow(context, actor, 'people.keepRecords')
    const { joinedOn, leftOn } = person
    if (leftOn !== null && leftOn <= lastDay) {
      throw new Refused(`${fullName(person)} leaves on ${formatDate(leftOn)} already.`)
    }
    if (joinedOn !== null && lastDay < joinedOn) {
      throw new Refused(
        `${fullName(person)} came on ${formatDate(joinedOn)}: choose that day or a later one.`,
      )
    }
    await lockDesignations(tx, schoolId)
    for (const { id, role, startsOn, endsOn } of await designationsOf(tx, schoolId, personId)) {
      if (endsOn !== null && endsOn <= lastDay) continue
      // What would only begin later never was in force; it keeps its first day as its last.
      await saveEnd(tx, schoolId, id, startsOn > lastDay ? startsOn : lastDay)
      record(tx, {
        did: 'people.designationEnded',
        about: { kind: 'person', id: personId },
        detail: { role, lastDay, why: 'Left the school.' },
      })
      await announce(context, tx, actor, designationEnded, { personId, role, lastDay })
    }
    await saveLeaving(tx, schoolId, personId, lastDay)
    record(tx, { did: 'people.left', about: { kind: 'person', id: personId }, detail: { lastDay } })
    await announce(context, tx, actor, personLeft, { personId, lastDay })
  })
}
