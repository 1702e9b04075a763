// The question that is asked later: who was at a device?

import { formatInstant, formatTime } from '#/kernel/london-time.ts'
import { form } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { type Html, html } from '#/platform/web/html.ts'
import type { Drawn } from './pages-network.ts'
import type { SatAt } from './seating-store.ts'

type Sat = SatAt & { className: string | null }

/** The question that is asked later, and its answer. */
export function askPage(
  asked: { device: string; at: Date; found: readonly Sat[] } | null,
  { csrf, at, values, errors }: Drawn,
): Html {
  return html`<h1 class="govuk-heading-l">Who was at a device?</h1>
<p class="govuk-body">Each question and what it found is on record.</p>
${form({
  action: at('/who-sat-where/ask'),
  csrf,
  values,
  errors,
  fields: [
    { kind: 'text', name: 'device', label: 'Device', width: 10, autocomplete: 'off' },
    { kind: 'date', name: 'on', label: 'Day' },
    { kind: 'text', name: 'time', label: 'Time', hint: 'For example, 10:15am', width: 10 },
  ],
  submit: 'Ask',
})}
${asked && answerOf(asked)}`
}

function answerOf({ device, at, found }: { device: string; at: Date; found: readonly Sat[] }): Html {
  if (found.length === 0) {
    return html`<h2 class="govuk-heading-m">Nobody is on record</h2>
<p class="govuk-body">No child was noted at ${device} on ${formatInstant(at)}. A logon of one person’s own answers for itself.</p>`
  }
  return html`<h2 class="govuk-heading-m">At ${device} on ${formatInstant(at)}</h2>
${found.map((one) =>
  govuk.summaryList({
    rows: [
      ['Child', one.child],
      ...(one.className === null ? [] : [['Class', one.className]]),
      ['Adult', one.adult],
      ['Logon', one.logonName ?? 'None'],
      ['There', `${formatTime(one.from)} to ${formatTime(one.to)}`],
      ...(one.room === null ? [] : [['Room or trolley', one.room]]),
    ].map(([key = '', text = '']) => ({ key: { text: key }, value: { text } })),
  }),
)}`
}
