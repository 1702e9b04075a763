import { choicesOf } from '#/platform/forms/choices.ts'
import type { Field, FieldErrors, TypedValues } from '#/platform/web/components/fields.ts'
import { momentFields } from '#/platform/web/components/moment.ts'
import { consents, methods } from './referral.ts'

/** What every page with a form of this feature is given. */
export type FormPage = {
  at: (path: string) => string
  csrf: string
  once: string
  values: TypedValues
  errors: FieldErrors
}

/** How it was sent: the fields of three forms. */
export const sendingFields: readonly Field[] = [
  {
    kind: 'choice',
    name: 'method',
    label: 'How was it made?',
    choices: choicesOf(methods),
    inline: true,
  },
  ...momentFields('On which day?'),
  { kind: 'text', name: 'namedPerson', label: 'Who took it?', hint: 'Their name and role', optional: true },
  { kind: 'text', name: 'reference', label: 'Their reference', optional: true, width: 20 },
  {
    kind: 'choice',
    name: 'consent',
    label: 'Did the family agree?',
    hint: 'You may refer without. Do not ask where asking adds risk.',
    choices: choicesOf(consents),
  },
  { kind: 'text', name: 'consentWhy', label: 'If not: why was it made all the same?', optional: true },
  { kind: 'longText', name: 'says', label: 'What was said?', rows: 3, limit: 4000, optional: true },
]
