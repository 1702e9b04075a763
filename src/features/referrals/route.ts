import * as z from 'zod'
import { type ContactRole, contactRoles } from '../schools/index.ts'

/** Where a school refers to, as versioned data. A phone number or address is never here: the school's directory has it. */
export const routeSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  name: z.string().min(2),
  when: z.string().min(10),
  who: z.string().min(2),
  /** The longest from knowing to referring, and the clock it is counted on; null where no rule gives one. */
  deadline: z
    .strictObject({ amount: z.number().positive(), clock: z.enum(['hours', 'workingDays', 'schoolDays']) })
    .nullable(),
  neverSend: z.string().min(5),
  /** Who answers in the school’s directory; null where it has no entry. */
  directoryRole: z
    .string()
    .refine((role): role is ContactRole => role in contactRoles)
    .nullable(),
  /** Who has it to do: each of them, or the head where a school has nobody in the role. */
  by: z.array(z.enum(['dsl', 'head', 'dataProtectionOfficer'])).min(1),
  /** When an answer is chased; null where none is waited for. */
  answerWithinWorkingDays: z.number().int().positive().nullable(),
  escalation: z.string().min(5),
  /** True where the rule behind it is not yet checked against its source. */
  isUnverified: z.boolean(),
})

export const referralRoutesSchema = z.strictObject({
  version: z.int().positive(),
  from: z.iso.date(),
  routes: z.array(routeSchema).min(1),
})
export type ReferralRoute = z.infer<typeof routeSchema>
