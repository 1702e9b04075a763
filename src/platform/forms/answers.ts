// A day and a time as a person types them, and text that must or may be there: for records of what was done when.

import * as z from 'zod'
import { instantAt, isCalendarDate } from '#/kernel/london-time.ts'
import { Refused } from '#/kernel/refusal.ts'
import { parseTimeInput } from '#/kernel/time-input.ts'

/** The two answers that say when something was, as fields of a form's schema. */
export const moment = {
  on: z.string('Enter the day').refine(isCalendarDate, 'Enter a real day, like 24 11 2026'),
  time: z.string('Enter the time').transform((typed, checked) => {
    const read = parseTimeInput(typed, 'The time')
    if ('time' in read) return read.time
    checked.addIssue({ code: 'custom', message: read.problem })
    return z.NEVER
  }),
}

/** The moment in London’s time, past or to come. */
export function momentOf({ on, time }: { on: string; time: string }): Date {
  return instantAt(on, time)
}

/** The same. Refuses one that has not come yet: nothing is recorded before it was done. */
export function pastMoment(typed: { on: string; time: string }, now: Date): Date {
  const at = momentOf(typed)
  if (at > now) {
    throw new Refused('This day and time have not come yet. Record what was done, when it was done.')
  }
  return at
}

/** A day that may be left out: nothing typed is null. */
export const perhapsDay = z
  .string()
  .default('')
  .refine((text) => text === '' || isCalendarDate(text), 'Enter a real day, like 24 11 2026')
  .transform((text) => text || null)

/** Text that must be there, in words for whoever left it out. */
export function said(what: string, most: number): z.ZodType<string> {
  return z.string(what).trim().min(1, what).max(most, tooLong(most))
}

/** Text that may be left out: nothing typed is null. */
export function perhapsSaid(most: number) {
  return z
    .string()
    .trim()
    .max(most, tooLong(most))
    .default('')
    .transform((text) => text || null)
}

function tooLong(most: number): string {
  return `Keep this under ${most.toLocaleString('en-GB')} characters`
}
