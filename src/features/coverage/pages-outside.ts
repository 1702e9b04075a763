// What a system outside Schoolkeeper does for a control: who looked, when, at what, until when.

import { formatDate, formatInstant } from '#/kernel/london-time.ts'
import type { FieldErrors, TypedValues } from '#/platform/web/components/fields.ts'
import { form } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { type Html, html } from '#/platform/web/html.ts'
import type { Confirmation } from './confirmation.ts'
import type { At } from './pages.ts'

type OutsideView = {
  control: { id: string; name: string; enforcedBy: string }
  confirmations: readonly Confirmation[]
  names: ReadonlyMap<string, string>
  values: TypedValues
  errors: FieldErrors
  csrf: string
  once: string
  at: At
}

/** The form, and every look so far. */
export function outsidePage({ control, confirmations, names, at, ...sent }: OutsideView): Html {
  return html`${govuk.backLink({ text: 'What we promise', href: at('/coverage') })}
<span class="govuk-caption-l">${control.name}</span>
<h1 class="govuk-heading-l">Does another system do this?</h1>
<p class="govuk-body">${control.enforcedBy} enforces it. Schoolkeeper sees that itself only when the system is connected here. Where it is not, look at the system, or have whoever runs it show you, and say what you saw.</p>
${form({
  ...sent,
  action: at(`/coverage/controls/${control.id}/outside`),
  fields: [
    {
      kind: 'text',
      name: 'system',
      label: 'Which system?',
      hint: 'For example, the local authority’s directory service',
    },
    {
      kind: 'choice',
      name: 'does',
      label: 'Does it do what is promised?',
      choices: [
        { value: 'yes', text: 'Yes, I saw it' },
        { value: 'no', text: 'No, or not any more' },
      ],
    },
    { kind: 'date', name: 'seenOn', label: 'When did you look?', hint: 'For example, 24 11 2026' },
    {
      kind: 'longText',
      name: 'seen',
      label: 'What did you see, who showed it, and where is its proof kept?',
      hint: 'Name roles and firms, and no child.',
      rows: 4,
      limit: 1000,
    },
    { kind: 'date', name: 'reviewDueOn', label: 'By when does somebody look again?', hint: 'Within a year' },
  ],
  submit: 'Confirm',
})}
${confirmations.length > 0 && html`<h2 class="govuk-heading-m">Looks so far</h2>`}
${confirmations.map((one) => drawLook(one, names))}`
}

function drawLook(one: Confirmation, names: ReadonlyMap<string, string>): Html {
  const { system, seen, seenOn, reviewDueOn, ended, notedAt, notedBy } = one
  return govuk.summaryList({
    rows: [
      { key: { text: 'System' }, value: { text: system } },
      { key: { text: 'Does it' }, value: { text: ended ? 'No' : 'Yes' } },
      {
        key: { text: 'Looked at' },
        value: { text: `${formatDate(seenOn)}; again by ${formatDate(reviewDueOn)}` },
      },
      { key: { text: 'What was seen' }, value: { text: seen } },
      {
        key: { text: 'Confirmed by' },
        value: { text: `${names.get(notedBy) ?? 'Somebody'}, ${formatInstant(notedAt)}` },
      },
    ],
  })
}
