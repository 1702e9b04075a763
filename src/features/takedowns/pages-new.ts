import { choicesOf } from '#/platform/forms/choices.ts'
import { form } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { momentFields } from '#/platform/web/components/moment.ts'
import { type Html, html } from '#/platform/web/html.ts'
import type { Incident } from '../incidents/index.ts'
import { howElsewhere, networks } from './networks.ts'
import type { FormPage } from './pages.ts'
import { wantsWords, whoms } from './request.ts'

type NewPage = FormPage & { incident: Incident; people: readonly { value: string; text: string }[] }

/** Records that somebody was asked. There is no field for what the thing shows. */
export function newPage({ incident, people, at, ...state }: NewPage): Html {
  const mayDiscuss = {
    kind: 'choice' as const,
    name: 'mayDiscuss',
    label: 'May you speak with them about it?',
    choices: [
      { value: 'yes', text: 'Yes' },
      { value: 'no', text: 'No: LADO, police or HR advised not to' },
    ],
  }
  const choices = Object.entries(whoms).map(([value, { words, means }]) => ({
    value,
    text: words,
    hint: means,
    ...(value === 'staff' ? { reveals: [mayDiscuss] } : {}),
  }))
  const places = Object.entries(networks.entries).map(([value, { name }]) => ({ value, text: name }))
  return html`${govuk.backLink({ text: 'Back to the incident', href: at(`/incidents/${incident.id}`) })}
<span class="govuk-caption-l">${incident.reference}</span>
<h1 class="govuk-heading-l">Ask somebody to remove something</h1>
${form({
  action: at(`/incidents/${incident.id}/takedowns/new`),
  csrf: state.csrf,
  once: state.once,
  values: state.values,
  errors: state.errors,
  fields: [
    { kind: 'hidden', name: 'follows' },
    { kind: 'choice', name: 'whom', label: 'Who is asked?', choices },
    {
      kind: 'select',
      name: 'network',
      label: 'Where is it?',
      choices: [{ value: 'other', text: 'Another place' }, ...places],
    },
    {
      kind: 'text',
      name: 'place',
      label: 'Where exactly?',
      hint: '“A class chat”, “Comments under our post”. No address.',
    },
    { kind: 'text', name: 'what', label: 'What is it?', hint: 'In a few words. Never describe a picture.' },
    {
      kind: 'choice',
      name: 'wants',
      label: 'What is asked for?',
      choices: choicesOf(wantsWords),
    },
    {
      kind: 'select',
      name: 'personId',
      label: 'Whose is it?',
      optional: true,
      choices: [{ value: '', text: 'Not known, or nobody in the incident' }, ...people],
    },
    {
      kind: 'choice',
      name: 'underAge',
      label: 'Is the owner of the account under the network’s age, mostly 13?',
      hint: 'For a pupil you chose above we count it from the date of birth, if we know it.',
      choices: [
        { value: 'yes', text: 'Yes' },
        { value: 'no', text: 'No' },
        { value: 'notKnown', text: 'Not known' },
      ],
      inline: true,
    },
    ...momentFields('When were they asked?'),
  ],
  submit: 'Save',
})}
${howToReport()}`
}

function howToReport(): Html {
  return govuk.details({
    summaryText: 'How to report to a network',
    html: govuk.summaryList({
      rows: [
        ...Object.values(networks.entries).map(({ name, how }) => ({
          key: { text: name },
          value: { text: how },
        })),
        { key: { text: 'Elsewhere' }, value: { text: howElsewhere } },
      ],
    }),
  })
}
