import type { FieldErrors } from '#/platform/web/components/fields.ts'
import { form } from '#/platform/web/components/form.ts'
import { type Html, html } from '#/platform/web/html.ts'
import type { Incident } from '../incidents/index.ts'
import { type Answer, answerNames, answers, asksOnlyOtherCrime } from './illegality.ts'
import type { Keeping } from './keeping.ts'

type At = (path: string) => string

export type AskedPage = {
  incident: Incident
  keeping: Keeping
  at: At
  csrf: string
  once: string
  typed: Readonly<Record<string, string | readonly string[] | undefined>>
  errors: FieldErrors
}

/** Said where the fourth safety question is answered already. */
export const otherCrimeLeft =
  'It was answered that there is no image of a child and nothing terrorist. One question is left: could it be another crime?'

const graveAfterAll =
  'Do not open, copy, forward or print anything to find out. If you are not sure any more about an image of a child or terrorist material, choose that.'
const gravestFirst =
  'Do not open, copy, forward or print anything to find out. If you cannot tell, choose the first that may be true.'

/** The question before anything is kept: all of it, or what the safety questions have left. */
export function firstQuestion(page: AskedPage): Html {
  if (!asksOnlyOtherCrime(page.incident, page.keeping.keeps))
    return questionForm(page, 'First: could it be illegal?')
  const order = ['otherCrime', 'notIllegal', 'childImage', 'terroristMaterial'] as const
  return html`<p class="govuk-body">${otherCrimeLeft}</p>
${questionForm(page, 'Could it be another crime?', order, graveAfterAll)}`
}

/** The same question, asked again at any time. */
export function questionForm(
  { incident, at, csrf, once, typed, errors }: AskedPage,
  label: string,
  order: readonly Answer[] = answerNames,
  hint = gravestFirst,
): Html {
  return form({
    action: at(`/incidents/${incident.id}/evidence/answer`),
    csrf,
    once,
    values: typed,
    errors,
    fields: [
      {
        kind: 'choice',
        name: 'answer',
        label,
        hint,
        choices: order.map((value) => ({
          value,
          text: answers[value].words,
          hint: answers[value].hint,
        })),
      },
      {
        kind: 'longText',
        name: 'why',
        label: 'How do you know?',
        hint: 'In a few words. Describe no picture of a child.',
        rows: 3,
        limit: 2000,
      },
    ],
    submit: 'Save the answer',
  })
}
