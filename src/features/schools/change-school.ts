import * as z from 'zod'
import { timeOfDayMs } from '#/kernel/london-time.ts'
import { Refused } from '#/kernel/refusal.ts'
import { parseTimeInput } from '#/kernel/time-input.ts'
import { allow } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { email } from './change-contact.ts'
import { readRanges } from './network-range.ts'
import { savePlace } from './place-store.ts'
import { findSchool } from './store.ts'

const time = (what: string) =>
  z.string(`Enter ${what}`).transform((typed, checking) => {
    const read = parseTimeInput(typed, what)
    if ('time' in read) return read.time
    checking.addIssue({ code: 'custom', message: read.problem })
    return z.NEVER
  })

export const schoolForm = z.object({
  name: z
    .string('Enter the school’s name')
    .trim()
    .min(3, 'Enter the school’s name')
    .max(120, 'Keep the name under 120 characters'),
  email,
  dayStartsAt: time('when the school day starts'),
  dayEndsAt: time('when the school day ends'),
  networkRanges: z
    .string()
    .default('')
    .transform((typed, checking) => {
      const read = readRanges(typed)
      if ('ranges' in read) return read.ranges
      checking.addIssue({ code: 'custom', message: read.problem })
      return z.NEVER
    }),
})

export type ChangeSchool = z.infer<typeof schoolForm>

/** Changes the school's name, address, day and network. Refuses a day that ends before it starts. */
export function changeSchool(context: Context, actor: Actor, request: ChangeSchool): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const before = await findSchool(tx, actor.schoolId)
    allow(context, actor, 'schools.change')
    if (timeOfDayMs(request.dayStartsAt) >= timeOfDayMs(request.dayEndsAt)) {
      throw new Refused('The school day must end after it starts.')
    }
    await savePlace(tx, actor.schoolId, {
      name: request.name,
      email: request.email,
      day_starts_at: request.dayStartsAt,
      day_ends_at: request.dayEndsAt,
      network_ranges: request.networkRanges,
    })
    record(tx, {
      did: 'schools.changed',
      about: { kind: 'school', id: actor.schoolId },
      detail: { from: before, to: request },
    })
  })
}
