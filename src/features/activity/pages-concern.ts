import { formatDate, formatInstant, formatTime } from '#/kernel/london-time.ts'
import { choicesOf } from '#/platform/forms/choices.ts'
import { emptyState } from '#/platform/web/components/empty-state.ts'
import { form } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { plainTable } from '#/platform/web/components/plain-table.ts'
import { statusTag, writtenWords } from '#/platform/web/components/records.ts'
import { summaryRow } from '#/platform/web/components/summary-row.ts'
import type { FormState } from '#/platform/web/form-routes.ts'
import { type Html, html } from '#/platform/web/html.ts'
import type { WebRequest } from '#/platform/web/route.ts'
import { type Concern, concernKinds, states } from './concern.ts'
import { incidentKinds } from './make-incident.ts'
import { activityNavigation, type Drawn } from './pages.ts'
import { kindWords } from './visit.ts'

export type ConcernLine = { concern: Concern; whose: string }

/** What the filter told: what nobody has looked at stands first. */
export function concernsPage(lines: readonly ConcernLine[], drawn: Drawn): Html {
  return html`${activityNavigation(drawn, '/activity/concerns')}
<h1 class="govuk-heading-l">What the filter blocked, to look at</h1>
${
  lines.length === 0
    ? emptyState({ sentence: 'Nothing is to be looked at. You get a task as soon as there is something.' })
    : plainTable({
        caption: 'To look at first',
        captionClasses: 'govuk-visually-hidden',
        firstCellIsHeader: true,
        head: [
          { text: 'Day' },
          { text: 'Who' },
          { text: 'What' },
          { text: 'Times', format: 'numeric' },
          { text: 'State' },
        ],
        rows: lines.map(({ concern, whose }) => [
          {
            html: html`<a class="govuk-link" href="${drawn.at(`/activity/concerns/${concern.id}`)}">${formatDate(concern.day)}</a>`,
          },
          { text: whose },
          { text: concernKinds[concern.kind] },
          { text: concern.times, format: 'numeric' },
          { html: statusTag(states[concern.state], 'brief') },
        ]),
      })
}`
}

export type ConcernView = {
  concern: Concern
  whose: string
  lookedBy: string | null
  incidentPath: string | null
}
type FormDrawn = Drawn & Pick<WebRequest, 'csrf' | 'once'> & FormState

/** One of them: what is known, what it does not prove, and what to do. */
export function concernPage(view: ConcernView, drawn: FormDrawn): Html {
  const { concern, whose } = view
  const { at } = drawn
  const [first, last] = [formatTime(concern.firstAt), formatTime(concern.lastAt)]
  const often = concern.times === 1 ? '' : `, ${concern.times} times`
  const span = `${first}${first === last ? '' : ` to ${last}`}${often}`
  return html`${govuk.backLink({ text: 'To look at', href: at('/activity/concerns') })}
<h1 class="govuk-heading-l">${concernKinds[concern.kind]}</h1>
<p class="govuk-body">${statusTag(states[concern.state])}</p>
${govuk.summaryList({
  rows: [
    summaryRow('Who', whose),
    summaryRow('Group', concern.profile),
    summaryRow('Day', formatDate(concern.day)),
    summaryRow('When', span),
    summaryRow('Kind of site or search', concern.categories.map(kindWords).join(', ')),
  ],
})}
${govuk.insetText({ html: html`<p class="govuk-body"><strong>It was blocked, and proves nothing yet.</strong> A page may have asked by itself, a word may have been misspelt, somebody else may have sat there. Talk with the child first where you can; nobody is blamed for what they found by accident.</p>` })}
${concern.categories.includes('sealed') && govuk.warningText({ text: 'It is on a list of illegal content. Do not open the address yourself, and ask nobody to. Keep the device as it is, and ring the police.', iconFallbackText: 'Warning' })}
${concern.state === 'open' && concern.categories.includes('selfHarm') && govuk.warningText({ text: 'See the child today. If you think that somebody is in danger now, ring 999.', iconFallbackText: 'Warning' })}
${concern.outcome !== null && concern.state === 'looked' && writtenWords(concern.outcome, `${view.lookedBy ?? 'Somebody'}, ${formatInstant(concern.lookedAt ?? concern.lastAt)}`)}
${view.incidentPath !== null && html`<p class="govuk-body"><a class="govuk-link" href="${at(view.incidentPath)}">Go to the incident</a></p>`}
${concern.state === 'open' && nextSteps(concern, drawn)}`
}

function nextSteps(concern: Concern, { at, opens, csrf, once, values, errors }: FormDrawn): Html {
  const look = `/activity/look?${new URLSearchParams({ concern: concern.id })}`
  return html`${!concern.adult && opens('/activity/look') && html`<p class="govuk-body"><a class="govuk-link" href="${at(look)}">Look at that day, with a reason</a></p>`}
${
  concern.adult
    ? html`<p class="govuk-body">It may be about an adult of the school. Ring the LADO before you speak with them, and write it down in the <a class="govuk-link" href="${at('/staff-concerns')}">Confidential register</a>.</p>`
    : form({
        action: at(`/activity/concerns/${concern.id}/incident`),
        csrf,
        once,
        values,
        errors,
        fields: [
          {
            kind: 'choice',
            name: 'kind',
            label: 'Make an incident of it: what does it look like?',
            choices: choicesOf(incidentKinds),
          },
        ],
        submit: 'Make an incident',
      })
}
${form({
  action: at(`/activity/concerns/${concern.id}/close`),
  csrf,
  once,
  values,
  errors,
  fields: [
    {
      kind: 'longText',
      name: 'outcome',
      label: concern.adult ? 'Or say what came of it' : 'Or say what came of it, where no incident is needed',
      rows: 3,
      limit: 2000,
    },
  ],
  submit: 'Nothing more is needed',
  weight: 'secondary',
})}`
}
