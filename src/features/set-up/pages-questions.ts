import { choicesOf } from '#/platform/forms/choices.ts'
import type { Field, FieldErrors, TypedValues } from '#/platform/web/components/fields.ts'
import { form } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { type Html, html } from '#/platform/web/html.ts'
import { phases, termRows } from '../schools/index.ts'
import { type QuestionKey, questionKeys } from './questions.ts'

/** Forms before any sign-in carry no token of one: the browser says that they come from our own page. */
const csrf = ''

const person = (who: string): readonly Field[] => [
  { kind: 'text', name: 'givenName', label: `Given name of the ${who}`, width: 20, autocomplete: 'off' },
  { kind: 'text', name: 'familyName', label: 'Family name', width: 20, autocomplete: 'off' },
  {
    kind: 'text',
    type: 'email',
    name: 'email',
    label: 'E-mail address at school',
    width: 30,
    autocomplete: 'off',
  },
]

type Question = { title: string; says: string; fields: readonly (Field | Html)[] }

const number = (name: string, label: string, hint: string): Field => ({
  kind: 'text',
  type: 'tel',
  name,
  label,
  hint,
  width: 20,
})

/** The ten questions as pages ask them. */
export const questions: Readonly<Record<QuestionKey, Question>> = {
  school: {
    title: 'What is the school called?',
    says: 'The short name stands in every address of the school here and does not change.',
    fields: [
      { kind: 'text', name: 'name', label: 'Name of the school', width: 30 },
      {
        kind: 'text',
        name: 'slug',
        label: 'Short name',
        hint: 'Small letters, digits and hyphens, like oak-lane',
        width: 20,
      },
      { kind: 'text', name: 'trust', label: 'Trust or federation', width: 30, optional: true },
    ],
  },
  phases: {
    title: 'Which ages are at the school?',
    says: 'Pages for children depend on it.',
    fields: [
      {
        kind: 'choices',
        name: 'phases',
        label: 'Choose all that there are',
        choices: choicesOf(phases),
      },
    ],
  },
  head: {
    title: 'Who is the head?',
    says: 'The head decides with the safeguarding lead and gives roles to others.',
    fields: person('head'),
  },
  dsl: {
    title: 'Who is the designated safeguarding lead?',
    says: 'Every report that a child may be harmed goes to this person at once.',
    fields: [
      {
        kind: 'choice',
        name: 'same',
        label: 'Is the head also the safeguarding lead?',
        choices: [
          { value: 'no', text: 'No, it is somebody else', reveals: person('safeguarding lead') },
          { value: 'yes', text: 'Yes' },
        ],
      },
    ],
  },
  deputy: {
    title: 'Who is the deputy safeguarding lead?',
    says: 'A school cannot begin without one: somebody must act when the lead cannot, and when a report is about the lead.',
    fields: person('deputy'),
  },
  chair: {
    title: 'Who is the chair of governors?',
    says: 'Concerns about the head go to the chair.',
    fields: person('chair'),
  },
  policy: {
    title: 'Which policy is nearest to yours?',
    says: 'Five real policies were read, clause by clause. Every setting starts as the one you choose says, and each can be changed.',
    fields: [
      {
        kind: 'choice',
        name: 'policy',
        label: 'Choose one',
        choices: [
          {
            value: 'A',
            text: 'Alder',
            hint: 'The safeguarding lead co-ordinates; class logons for the youngest; police first.',
          },
          {
            value: 'B',
            text: 'Beech',
            hint: 'The computing co-ordinator leads day by day; local authority before police; an online safety governor.',
          },
          {
            value: 'T',
            text: 'Thorn',
            hint: 'A co-ordinator and a delegated senior leader; the fullest flows for incidents.',
          },
          {
            value: 'H',
            text: 'Hazel',
            hint: 'A designated senior person; the head takes advice before the police.',
          },
          {
            value: 'R',
            text: 'Rowan',
            hint: 'A senior information risk owner leads; outside consultants run the network.',
          },
        ],
      },
    ],
  },
  terms: {
    title: 'When are your terms?',
    says: 'These are England’s usual dates for this school year. Put in your own. Due times are counted by them.',
    fields: termRows.slice(0, 6).flatMap((row): Field[] => [
      { kind: 'text', name: `name${row}`, label: `Term ${row + 1}`, width: 10 },
      { kind: 'date', name: `from${row}`, label: `First day of term ${row + 1}` },
      { kind: 'date', name: `to${row}`, label: `Last day of term ${row + 1}` },
    ]),
  },
  contacts: {
    title: 'Whom do you ring when it matters?',
    says: 'These numbers stand on the page that people see on their worst day. Your council’s website has them. Check each today: what you enter counts as confirmed, with this date.',
    fields: [
      number(
        'police',
        'Police, when it is no emergency',
        '101 is what came with Schoolkeeper. Compare it with police.uk, or enter your local officer',
      ),
      number('lado', 'LADO', 'When an adult who works here may have harmed a child'),
      number('socialCare', 'Children’s social care (MASH)', 'When a child may be at risk'),
      number(
        'outOfHoursSocialCare',
        'Children’s social care out of hours',
        'At night, at weekends and in the holidays',
      ),
    ],
  },
  email: {
    title: 'Where may people write?',
    says: 'An address of the school, for questions about what is kept. It stands on pages that everybody can read.',
    fields: [{ kind: 'text', type: 'email', name: 'email', label: 'E-mail address', width: 30 }],
  },
}

/** The question as its page asks it. */
export const titleOf = (key: QuestionKey): string => questions[key].title

/** Asks for the code from the console, before anything else is said. */
export function codePage(values: TypedValues, errors: FieldErrors): Html {
  return html`<h1 class="govuk-heading-xl">Set up Schoolkeeper</h1>
<p class="govuk-body-l">Ten questions, about fifteen minutes. You can stop and go on later: nothing is lost.</p>
<p class="govuk-body">Have at hand: who leads safeguarding and who deputises, your term dates, and the numbers of the LADO and of children’s social care. And a printer: the school’s keys are printed on paper.</p>
${form({
  action: '/set-up',
  csrf,
  values,
  errors,
  fields: [
    {
      kind: 'text',
      name: 'code',
      label: 'One-time code',
      hint: 'The server printed it when it started, like ABCD-EFGH-JKLM.',
      width: 20,
      autocomplete: 'one-time-code',
    },
  ],
  submit: 'Begin',
})}`
}

/** One of the ten questions, with the way back to the one before. */
export function setUpQuestionPage(key: QuestionKey, values: TypedValues, errors: FieldErrors): Html {
  const { title, says, fields } = questions[key]
  const place = questionKeys.indexOf(key)
  const before = questionKeys[place - 1]
  return html`${before !== undefined && govuk.backLink({ text: 'Back', href: `/set-up/questions/${before}` })}
<p class="govuk-caption-l">Question ${place + 1} of ${questionKeys.length}</p>
<h1 class="govuk-heading-l">${title}</h1>
<p class="govuk-body">${says}</p>
${form({ action: `/set-up/questions/${key}`, csrf, values, errors, fields, submit: 'Continue' })}`
}
