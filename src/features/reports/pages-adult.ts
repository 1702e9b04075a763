import { choicesOf } from '#/platform/forms/choices.ts'
import { drawField, type Field } from '#/platform/web/components/fields.ts'
import { type Form, form } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { type Html, html } from '#/platform/web/html.ts'
import { misuseCatalogue, places } from '../incidents/index.ts'
import type { Namesakes } from './namesakes.ts'
import { helpNow } from './pages-start.ts'

const yesNo = [
  { value: 'yes', text: 'Yes' },
  { value: 'no', text: 'No' },
]

const danger: Field = {
  kind: 'choice',
  name: 'danger',
  label: 'Is anyone in danger now?',
  choices: yesNo,
  inline: true,
}
const affected: Field = {
  kind: 'text',
  name: 'affected',
  label: 'Who is affected?',
  hint: 'First and last names, with commas between. Describe those whose name you do not know.',
  optional: true,
  autocomplete: 'off',
}
const doneBy: Field = {
  kind: 'text',
  name: 'doneBy',
  label: 'Who is said to have done it?',
  hint: 'First and last names, with commas between.',
  optional: true,
  autocomplete: 'off',
}
const notTell: Field = {
  kind: 'text',
  name: 'notTell',
  label: 'Is there anybody who must not be told?',
  hint: 'People you name here do not see it and are not told, whatever their role.',
  optional: true,
  autocomplete: 'off',
}

function aboutAdult(label: string): Field {
  return {
    kind: 'choice',
    name: 'aboutAdult',
    label,
    hint: 'What an adult may have done goes to the head alone, or to the chair of governors if it is about the head.',
    choices: [
      { value: 'no', text: 'No' },
      { value: 'yes', text: 'Yes' },
      { value: 'head', text: 'Yes, the head teacher' },
      { value: 'notSure', text: 'Not sure' },
    ],
  }
}

type AdultPage = Pick<Form, 'action' | 'csrf' | 'once' | 'values' | 'errors'>

/** The form for staff: one page that a teacher fills in between two lessons. */
export function staffPage({ namesakes, ...parts }: AdultPage & { namesakes: readonly Namesakes[] }): Html {
  return html`<h1 class="govuk-heading-l">Report something</h1>
${govuk.warningText({ text: 'If anyone is in danger, ring 999 before you write.', iconFallbackText: 'Warning' })}
${govuk.insetText({
  text: 'Screen off first. Do not open, copy, forward or delete anything. If there may be a picture of a child, say where it is and never what it shows.',
})}
${form({ ...parts, fields: [...namesakes.map(whichOfThem), ...staffMain, folded(parts), moreForStaff], submit: 'Send the report' })}`
}

/** Two people have the name that was typed. It stands first: everything else is filled in already. */
function whichOfThem({ field, typed, choices }: Namesakes): Field {
  return { kind: 'choice', name: field, label: `Which ${typed} is it?`, choices }
}

/** What a teacher in a hurry may leave out stays out of the way, unless it was filled in or is wrong. */
function folded({ values = {}, errors = {} }: AdultPage): Html {
  const touched = ['happenedOn', 'happenedTime', 'onlineService'].some((name) => values[name] || errors[name])
  return govuk.details({
    summaryText: 'When and where, if you know',
    open: touched,
    html: html`${whenAndWhere.map((field) => drawField(field, values, errors))}`,
  })
}

const staffMain: readonly (Field | Html)[] = [
  danger,
  {
    kind: 'select',
    name: 'kind',
    label: 'What kind of thing is it?',
    choices: [
      { value: '', text: 'Choose' },
      ...misuseCatalogue.map(({ id, words }) => ({ value: id, text: words })),
    ],
  },
  {
    kind: 'longText',
    name: 'what',
    label: 'What happened?',
    hint: 'Facts before opinions.',
    rows: 6,
    limit: 8000,
  },
  {
    kind: 'longText',
    name: 'childsWords',
    label: 'The child’s exact words',
    hint: 'Just what the child said, in their words. Do not ask for more than they tell you.',
    optional: true,
    rows: 3,
    limit: 4000,
  },
  affected,
  doneBy,
  aboutAdult('Is it about what somebody who works or helps here did?'),
  {
    kind: 'choice',
    name: 'image',
    label: 'Could there be a nude, semi-nude or sexual picture of a child?',
    choices: [...yesNo, { value: 'notSure', text: 'Not sure' }],
    inline: true,
  },
  notTell,
]

const whenAndWhere: readonly Field[] = [
  { kind: 'date', name: 'happenedOn', label: 'On which day?', optional: true },
  {
    kind: 'text',
    name: 'happenedTime',
    label: 'At about what time?',
    hint: 'Like 2:05pm',
    optional: true,
    width: 5,
  },
  {
    kind: 'choice',
    name: 'happenedWhere',
    label: 'Where?',
    choices: choicesOf(places),
    inline: true,
  },
  { kind: 'text', name: 'onlineService', label: 'Which app, game or site?', optional: true, width: 20 },
]

const moreForStaff: Field = {
  kind: 'choices',
  name: 'more',
  label: 'For IT support',
  choices: [
    {
      value: 'technical',
      text: 'A device, an account or an address is concerned',
      hint: 'IT support sees these three and the time, and nothing else.',
      reveals: [
        { kind: 'text', name: 'device', label: 'Device', width: 20, autocomplete: 'off' },
        { kind: 'text', name: 'account', label: 'Network account', width: 20, autocomplete: 'off' },
        { kind: 'text', name: 'address', label: 'Web address', autocomplete: 'off' },
      ],
    },
  ],
}

/** The form for parents, carers and everybody else. */
export function publicPage(parts: AdultPage & { whenRead: string; signedIn: boolean }): Html {
  const contact: Field = {
    kind: 'text',
    name: 'contact',
    label: 'How can we reach you?',
    hint: 'A name with a phone number or e-mail. Leave it empty to give no name: you get a code to read our answer.',
    optional: true,
  }
  return html`<h1 class="govuk-heading-l">Tell us about something online</h1>
${helpNow()}
<p class="govuk-body">${parts.whenRead}</p>
${form({
  ...parts,
  forgets: true,
  fields: [
    danger,
    {
      kind: 'longText',
      name: 'what',
      label: 'What happened?',
      hint: 'Say where you saw it. Send no pictures.',
      rows: 6,
      limit: 8000,
    },
    affected,
    doneBy,
    aboutAdult('Is it about what somebody who works or helps at the school did?'),
    notTell,
    ...(parts.signedIn ? [] : [contact]),
  ],
  submit: 'Send',
})}`
}
