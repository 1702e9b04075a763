import * as z from 'zod'
import { formatDate, isCalendarDate } from '#/kernel/london-time.ts'
import { Refused } from '#/kernel/refusal.ts'
import { allow } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { announce } from '#/platform/happenings/happenings.ts'
import { lowerFirst, neededBy } from './designation.ts'
import { designationsOf, findDesignation, lockDesignations, saveEnd } from './designation-store.ts'
import { designationEnded } from './happenings.ts'
import { roleWords } from './role.ts'

export const endDesignationForm = z.object({
  endsOn: z.string('Enter the last day').refine(isCalendarDate, 'Enter the last day, like 31 8 2027'),
  why: z.string().trim().min(3, 'Say in a few words why').max(500, 'Keep this under 500 characters'),
})

export type EndDesignation = { designationId: string; endsOn: string; why: string }

/** Ends a role on a day. Refuses a day before it began, and what would leave another role without what it needs. */
export function endDesignation(context: Context, actor: Actor, request: EndDesignation): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const ending = await findDesignation(tx, actor.schoolId, request.designationId)
    allow(context, actor, 'people.designate')
    await lockDesignations(tx, actor.schoolId)
    const { personId, role, startsOn } = ending
    const lastDay = request.endsOn
    if (lastDay < startsOn)
      throw new Refused(`The role began on ${formatDate(startsOn)}: choose that day or a later one.`)
    if (ending.endsOn !== null && ending.endsOn < lastDay) {
      throw new Refused(`The role ends on ${formatDate(ending.endsOn)} already. To go on, give it again.`)
    }
    const broken = neededBy(ending, await designationsOf(tx, actor.schoolId, personId), lastDay)
    if (broken !== null) {
      throw new Refused(`As ${lowerFirst(roleWords(broken))} this person must hold it. End that role first.`)
    }
    await saveEnd(tx, actor.schoolId, ending.id, lastDay)
    record(tx, {
      did: 'people.designationEnded',
      about: { kind: 'person', id: personId },
      detail: { role, lastDay, why: request.why },
    })
    await announce(context, tx, actor, designationEnded, { personId, role, lastDay })
  })
}
