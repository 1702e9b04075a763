import * as z from 'zod'
import {
  contactLists,
  roleLists,
  switches,
  type Timer,
  type TriageSettings,
  texts,
  timers,
} from './triage-settings.ts'
import { contacts, roles } from './triage-words.ts'

/** The longest that a school may allow itself, in the unit of the name. A child cannot wait longer (S1, S2). */
export const longest: Record<Timer, number> = {
  decideQuicklyHours: 24,
  immediatelyHours: 1,
  sameDayHours: 12,
  ladoWorkingDays: 1,
  adviceReplyWorkingDays: 10,
  policeReplyWorkingDays: 10,
  imageReviewHours: 24,
  deletionConfirmedHours: 120,
  removalHours: 120,
  ordinarySchoolDays: 20,
  reviewSchoolDays: 60,
}

const each = <Key extends string, Value extends z.ZodType>(
  keys: readonly Key[],
  value: (key: Key) => Value,
) => Object.fromEntries(keys.map((key) => [key, value(key)])) as Record<Key, Value>

/** Settings as a school saves them. Refuses an empty list, a wait that is too long, and crime without the police. */
export const triageSettingsSchema: z.ZodType<TriageSettings> = z.strictObject({
  timers: z.strictObject(each(timers, (timer) => z.number().positive().max(longest[timer]))),
  texts: z.strictObject(each(texts, () => z.string().trim().min(10).max(600))),
  contacts: z
    .strictObject(each(contactLists, () => z.array(z.enum(contacts)).min(1)))
    .refine(
      (lists) => lists.crimeAuthorities.includes('police'),
      'A suspected crime is always reported to the police.',
    ),
  people: z.strictObject(each(roleLists, () => z.array(z.enum(roles)).min(1))),
  switches: z.strictObject(each(switches, () => z.boolean())),
})
