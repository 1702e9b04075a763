// The ten questions of the first visit, in the order in which they are asked.

import * as z from 'zod'
import { isPhaseKey, type PhaseKey, phone, termDates, termsForm } from '../schools/index.ts'

const name = (what: string) =>
  z.string(`Enter the ${what}`).trim().min(1, `Enter the ${what}`).max(100, 'Keep this under 100 characters')
const email = z.email('Enter an e-mail address, like name@school.uk')
const person = z.object({ givenName: name('given name'), familyName: name('family name'), email })
const needed = (what: string) =>
  phone.transform((typed, checking) => {
    if (typed !== null) return typed
    checking.addIssue({ code: 'custom', message: `Enter ${what}` })
    return z.NEVER
  })

/** What each question takes. */
export const forms = {
  school: z.object({
    name: z
      .string('Enter the school’s name')
      .trim()
      .min(3, 'Enter the school’s name')
      .max(120, 'Keep the name under 120 characters'),
    slug: z
      .string('Enter a short name')
      .trim()
      .toLowerCase()
      .regex(/^[a-z][a-z0-9-]{1,30}$/, 'Use small letters, digits and hyphens, like oak-lane'),
    trust: z.string().trim().max(120, 'Keep the name under 120 characters').default(''),
  }),
  phases: z.object({
    phases: z
      .union([z.string(), z.array(z.string())], 'Choose at least one')
      .transform((typed) => (typeof typed === 'string' ? [typed] : typed).filter(isPhaseKey))
      .refine((keys: readonly PhaseKey[]) => keys.length > 0, 'Choose at least one'),
  }),
  head: person,
  dsl: z.discriminatedUnion(
    'same',
    [z.object({ same: z.literal('yes') }), person.extend({ same: z.literal('no') })],
    'Say whether the head is the safeguarding lead',
  ),
  deputy: person,
  chair: person,
  policy: z.object({ policy: z.enum(['A', 'B', 'T', 'H', 'R'], 'Choose one') }),
  terms: termsForm,
  contacts: z.object({
    police: needed('the number for the police'),
    lado: needed('the LADO’s number: it is on the council’s website'),
    socialCare: needed('the number of children’s social care'),
    outOfHoursSocialCare: needed('the number for nights, weekends and holidays'),
  }),
  email: z.object({ email }),
} as const

export type QuestionKey = keyof typeof forms

export type Plan = { [Key in QuestionKey]: z.infer<(typeof forms)[Key]> }

export const questionKeys = Object.keys(forms) as QuestionKey[]

/** Fields that are asked for in three boxes. */
export const datesOf = (key: QuestionKey): readonly string[] => (key === 'terms' ? termDates : [])

/** Whether a part of an address names one of the ten questions. */
export function isQuestion(text: string): text is QuestionKey {
  return Object.hasOwn(forms, text)
}

/** The first question without an answer that can be used; null when all are answered. */
export function nextQuestion(answers: Readonly<Record<string, unknown>>): QuestionKey | null {
  return questionKeys.find((key) => !forms[key].safeParse(answers[key]).success) ?? null
}

/** All answers together. Call it when `nextQuestion` is null. */
export function planOf(answers: Readonly<Record<string, unknown>>): Plan {
  return z.object(forms).parse(answers)
}
