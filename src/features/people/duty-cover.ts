// Saying who is on duty when school is out.

import * as z from 'zod'
import { newId } from '#/kernel/id.ts'
import { instantAt, isCalendarDate, londonDate } from '#/kernel/london-time.ts'
import { Refused } from '#/kernel/refusal.ts'
import { parseTimeInput } from '#/kernel/time-input.ts'
import { allow } from '#/platform/access/access.ts'
import { type Actor, personOf } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Cover } from './duty.ts'
import { findCover, saveCover, saveWithdrawn } from './duty-store.ts'
import { findPerson } from './store.ts'

const day = (what: string) =>
  z
    .string(`Enter the day on which cover ${what}.`)
    .refine(isCalendarDate, `Enter a real day on which cover ${what}.`)

const time = (what: string) =>
  z.string(`Enter the time at which cover ${what}.`).transform((typed, context) => {
    const read = parseTimeInput(typed, `The time at which cover ${what}`)
    if ('time' in read) return read.time
    context.addIssue({ code: 'custom', message: read.problem })
    return z.NEVER
  })

export const coverForm = z.object({
  personId: z.uuid('Choose who is on duty.'),
  startsOn: day('starts'),
  startsAt: time('starts'),
  endsOn: day('ends'),
  endsAt: time('ends'),
  reachBy: z
    .string('Say how the person is reached.')
    .trim()
    .min(5, 'Say how the person is reached, such as a telephone number.')
    .max(200, 'Say how the person is reached in at most 200 characters.'),
})
export type CoverForm = z.infer<typeof coverForm>

/** Adds cover. Refuses an end before its start or in the past, more than a year, and somebody who does not work here. */
export function addCover(context: Context, actor: Actor, form: CoverForm): Promise<Cover> {
  return inTransaction(context, actor, async (tx) => {
    const person = await findPerson(tx, actor.schoolId, form.personId)
    allow(context, actor, 'people.editCover')
    const startsAt = instantAt(form.startsOn, form.startsAt)
    const endsAt = instantAt(form.endsOn, form.endsAt)
    if (endsAt <= startsAt) throw new Refused('Cover must end after it starts. Change one of the two.')
    if (endsAt <= context.clock()) throw new Refused('That cover would be over already. Choose a later end.')
    if (endsAt.getTime() - startsAt.getTime() > longestMs) {
      throw new Refused(
        'Cover lasts for a year at most. Choose an earlier end, and add more when the time comes.',
      )
    }
    if (person.kind !== 'staff' || (person.leftOn !== null && person.leftOn < londonDate(endsAt))) {
      throw new Refused(
        'Only somebody who works here until the cover ends can be on duty. Choose somebody else.',
      )
    }
    const cover = { id: newId(), personId: person.id, startsAt, endsAt, reachBy: form.reachBy }
    await saveCover(tx, actor.schoolId, cover, { personId: personOf(actor), at: context.clock() })
    record(tx, {
      did: 'people.coverAdded',
      about: { kind: 'person', id: person.id },
      detail: { startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() },
    })
    return cover
  })
}

const longestMs = 366 * 24 * 3_600_000

/** Withdraws cover, from now on. */
export function withdrawCover(context: Context, actor: Actor, coverId: string): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const cover = await findCover(tx, actor.schoolId, coverId)
    allow(context, actor, 'people.editCover')
    await saveWithdrawn(tx, actor.schoolId, cover.id, context.clock())
    record(tx, { did: 'people.coverWithdrawn', about: { kind: 'person', id: cover.personId } })
  })
}
