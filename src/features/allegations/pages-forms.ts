// The forms of a case manager, as data: what each asks. Routes add what they do with the answers.

import { choicesOf } from '#/platform/forms/choices.ts'
import type { Field } from '#/platform/web/components/fields.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { type Html, html } from '#/platform/web/html.ts'
import { type Allegation, limbs, notYet, steps } from './allegation.ts'
import { measures, outcomes } from './outcome.ts'

export type CaseForm = {
  title: string
  before?: Html
  fields: (allegation: Allegation, adultMayBeTold: boolean | null) => readonly (Field | Html)[]
  dates?: readonly string[]
  submit: string
  weight?: 'warning'
}

const yesNo = choicesOf({ yes: 'Yes', no: 'No' })
const referral = choicesOf({ made: 'Referred', notNeeded: 'Considered, and not needed' })

export const caseForms = {
  weigh: {
    title: 'Weigh it against the threshold',
    before: html`<p class="govuk-body">One is enough. If you are not sure, that counts as yes: the LADO helps to decide. Do not ask the adult, and do not look into it first.</p>`,
    fields: () => [
      {
        kind: 'choices',
        name: 'answers',
        label: 'The adult may have …',
        choices: [
          ...choicesOf(limbs).map(({ value, text }) => ({ value, text: lower(text) })),
          { divider: 'or' },
          { value: 'notSure', text: 'I am not sure', alone: true },
          { value: 'none', text: 'None of these: it is a low-level concern', alone: true },
        ],
      },
      { kind: 'longText', name: 'why', label: 'Why do you decide so?', limit: 4000 },
    ],
    submit: 'Save',
  },
  lado: {
    title: 'Record the call to the LADO',
    fields: () => [
      { kind: 'date', name: 'consultedOn', label: 'On which day did you speak?' },
      { kind: 'text', name: 'consultedAt', label: 'At what time?', hint: 'For example, 2:05pm', width: 10 },
      { kind: 'text', name: 'officer', label: 'With whom did you speak?', width: 20 },
      { kind: 'text', name: 'reference', label: 'Reference that the LADO gave', width: 20 },
      {
        kind: 'choice',
        name: 'advice',
        label: 'What did the LADO advise?',
        choices: [
          {
            value: 'othersLead',
            text: 'Others lead',
            hint: 'The police or social care go first. The school waits.',
          },
          { value: 'schoolInvestigates', text: 'The school may investigate' },
          {
            value: 'belowThreshold',
            text: 'It is below the threshold',
            hint: 'It is kept as a low-level concern.',
          },
        ],
      },
      {
        kind: 'choice',
        name: 'adultMayBeTold',
        label: 'May the adult be told now?',
        choices: yesNo,
        inline: true,
      },
      { kind: 'longText', name: 'words', label: 'The advice, as it was given', limit: 4000 },
    ],
    dates: ['consultedOn'],
    submit: 'Save the advice',
  },
  step: {
    title: 'Write down something that was done',
    fields: (allegation, adultMayBeTold) => [
      {
        kind: 'choice',
        name: 'step',
        label: 'What was done?',
        choices: Object.entries(steps)
          .filter(([step]) => notYet(allegation, step as keyof typeof steps, adultMayBeTold) === null)
          .map(([value, { words }]) => ({ value, text: words })),
      },
      { kind: 'longText', name: 'says', label: 'With whom, when and why?', limit: 4000 },
    ],
    submit: 'Write it down',
  },
  outcome: {
    title: 'Record the outcome',
    fields: () => [
      {
        kind: 'choice',
        name: 'outcome',
        label: 'What is the outcome?',
        choices: Object.entries(outcomes).map(([value, { words, means }]) => ({
          value,
          text: words,
          hint: means,
        })),
      },
      { kind: 'longText', name: 'reasons', label: 'Reasons', limit: 4000 },
      {
        kind: 'choice',
        name: 'measure',
        label: 'What did the school do?',
        choices: choicesOf(measures).map((choice) =>
          choice.value === 'summaryDismissal'
            ? {
                ...choice,
                reveals: [
                  {
                    kind: 'tick' as const,
                    name: 'grossMisconduct',
                    text: 'It was gross misconduct, one of the most serious cases',
                  },
                ],
              }
            : choice,
        ),
      },
      {
        kind: 'choice',
        name: 'removedForRisk',
        label: 'Was the adult removed, or did they leave, because they harmed or may harm a child?',
        choices: yesNo,
        inline: true,
      },
      { kind: 'choice', name: 'dbs', label: 'Disclosure and Barring Service', choices: referral },
      { kind: 'choice', name: 'tra', label: 'Teaching Regulation Agency', choices: referral },
      {
        kind: 'longText',
        name: 'referralReasons',
        label: 'Why was it referred, or why not?',
        rows: 3,
        limit: 2000,
      },
      {
        kind: 'longText',
        name: 'staffFile',
        label: 'What was put on, or taken out of, the staff file?',
        hint: 'False and malicious allegations are taken out, unless the adult wants them kept. All others leave a clear summary.',
        rows: 3,
        limit: 1000,
      },
    ],
    submit: 'Save the outcome',
  },
  review: {
    title: 'Review a low-level concern',
    before: html`<p class="govuk-body">Look at it beside earlier ones about the same adult. If together they may meet the threshold, go back and weigh it again.</p>`,
    fields: () => [
      {
        kind: 'longText',
        name: 'says',
        label: 'What did you find, and what changes?',
        hint: 'For example: spoke with the adult, who agreed to use the school’s phone on trips; induction now says so.',
        limit: 4000,
      },
    ],
    submit: 'Save the review',
  },
  close: {
    title: 'Close this matter',
    fields: () => [
      {
        kind: 'longText',
        name: 'says',
        label: 'What has the school learnt, and what changes?',
        limit: 4000,
      },
    ],
    submit: 'Close',
    weight: 'warning',
  },
} as const satisfies Record<string, CaseForm>
export type CaseFormName = keyof typeof caseForms

/** Naming an adult is two steps, because a name has to be looked for: its own page. */
export function nameForms(parts: {
  adults: readonly { value: string; text: string; hint?: string }[] | null
}): readonly Field[] {
  if (parts.adults === null)
    return [{ kind: 'text', name: 'name', label: 'First name or surname', width: 20 }]
  return [{ kind: 'choice', name: 'personId', label: 'Who is it?', choices: parts.adults }]
}

/** Stands above every form: where it belongs. */
export function caseBack(allegation: Allegation, at: (path: string) => string): Html {
  return html`${govuk.backLink({ text: 'Back', href: at(`/staff-concerns/${allegation.id}`) })}
<span class="govuk-caption-l">${allegation.reference}</span>`
}

function lower(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}
