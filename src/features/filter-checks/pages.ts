import { formatInstant } from '#/kernel/london-time.ts'
import { drawReport } from '#/platform/documents/html-report.ts'
import { emptyState } from '#/platform/web/components/empty-state.ts'
import { buttonForm } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { plainTable } from '#/platform/web/components/plain-table.ts'
import { statusTag } from '#/platform/web/components/records.ts'
import { type Html, html } from '#/platform/web/html.ts'
import type { WebRequest } from '#/platform/web/route.ts'
import { profileWords } from '../filtering/index.ts'
import { outcomes } from './case.ts'
import { type CertificateParts, certificate } from './certificate.ts'
import type { FilterTest } from './test-store.ts'
import { type Trial, wrongIn } from './trial.ts'

export type Drawn = Pick<WebRequest, 'at' | 'csrf' | 'once' | 'opens'>

export type Overview = {
  newest: FilterTest | undefined
  earlier: readonly Pick<FilterTest, 'id' | 'at' | 'inLesson' | 'outcome'>[]
  trial: Trial | undefined
  names: ReadonlyMap<string, string>
  mayTest: boolean
  mayTry: boolean
  /** A test was asked for and has not run yet. */
  asked: boolean
  review: Html
}

/** How the filter was checked: by itself, by hand, and once a year. */
export function overviewPage(view: Overview, drawn: Drawn): Html {
  const { at } = drawn
  return html`<h1 class="govuk-heading-l">Checks of the filter</h1>
${view.asked && govuk.insetText({ text: 'The test runs now. It takes a few seconds: this page shows itself again.' })}
${testPart(view, drawn)}
${trialPart(view, at)}
${view.review}`
}

function testPart({ newest, earlier, mayTest, asked }: Overview, { at, csrf, once }: Drawn): Html {
  return html`<h2 class="govuk-heading-m">By itself</h2>
<p class="govuk-body">Each morning, and once in a lesson on each school day, this server asks the school’s network for sites as a device of each group would.</p>
${
  newest === undefined
    ? emptyState({ sentence: 'It has not been tested yet.' })
    : govuk.summaryList({
        rows: [
          {
            key: { text: 'Last test' },
            value: {
              html: html`${formatInstant(newest.at)}${newest.inLesson && ', in a lesson'}<br>${statusTag(outcomes[newest.outcome])}`,
            },
          },
          {
            key: { text: 'Certificate' },
            value: {
              html: html`<a class="govuk-link" href="${at(`/filter-checks/tests/${newest.id}`)}">What was tried, and what came back</a>`,
            },
          },
        ],
      })
}
${mayTest && !asked && buttonForm({ action: at('/filter-checks/test'), csrf, once, text: 'Test it now', classes: 'govuk-button--secondary' })}
${
  earlier.length > 0 &&
  govuk.details({
    summaryText: 'Earlier tests',
    html: html`<ul class="govuk-list">${earlier.map(
      ({ id, at: when, inLesson, outcome }) =>
        html`<li><a class="govuk-link" href="${at(`/filter-checks/tests/${id}`)}">${formatInstant(when)}</a>${inLesson && ', in a lesson'}: ${outcomes[outcome].text.toLowerCase()}</li>`,
    )}</ul>`,
  })
}`
}

function trialPart({ trial, names, mayTry }: Overview, at: Drawn['at']): Html {
  return html`<h2 class="govuk-heading-m">By hand</h2>
${
  trial === undefined
    ? emptyState({ sentence: 'Nobody has tried it on a device yet.' })
    : html`<p class="govuk-body">Last tried on ${formatInstant(trial.at)} by ${names.get(trial.by) ?? 'somebody who has left'}, ${trial.place}. ${
        wrongIn(trial.seen).length === 0
          ? 'All was as it should be.'
          : html`<strong>Not as it should be: ${wrongIn(trial.seen).join(', ')}.</strong>`
      }</p>`
}
<div class="govuk-button-group">${mayTry && govuk.button({ text: 'I am trying it on a device', href: at('/filter-checks/try') })}
<a class="govuk-link" href="${at('/filter-checks/trials')}">Log of everybody who tried it</a></div>`
}

/** One test: the certificate as a page, and as a file to print. */
export function testPage(parts: CertificateParts, { at }: Pick<Drawn, 'at'>): Html {
  return html`${govuk.backLink({ text: 'Checks of the filter', href: at('/filter-checks') })}
${drawReport(certificate(parts), () => '')}
<p class="govuk-body"><a class="govuk-link" href="${at(`/filter-checks/tests/${parts.test.id}/certificate.pdf`)}">Certificate as PDF</a></p>`
}

/** On home and the board, for those who answer for the filter: only when something is wrong with it. */
export function failedPart(
  { test, trial }: { test: FilterTest | undefined; trial: Trial | undefined },
  { at }: Pick<Drawn, 'at'>,
): Html | null {
  const lines = [
    ...(test === undefined || test.outcome === 'passed'
      ? []
      : [
          html`<a class="govuk-link" href="${at(`/filter-checks/tests/${test.id}`)}">The filter’s test of ${formatInstant(test.at)}</a>: ${outcomes[test.outcome].means.toLowerCase()}`,
        ]),
    ...(trial === undefined || wrongIn(trial.seen).length === 0
      ? []
      : [
          html`<a class="govuk-link" href="${at(`/filter-checks/trials/${trial.id}`)}">Tried by hand on ${formatInstant(trial.at)}</a>, ${profileWords(trial.profile)}: not as it should be`,
        ]),
  ]
  return lines.length === 0
    ? null
    : html`<h2 class="govuk-heading-m">The filter needs somebody</h2>
<ul class="govuk-list">${lines.map((line) => html`<li>${line}</li>`)}</ul>`
}

/** What somebody saw, thing by thing. */
export function trialPage(
  { trial, by }: { trial: Trial; by: string },
  lines: readonly { tried: string; saw: string }[],
  { at }: Pick<Drawn, 'at'>,
): Html {
  const row = (key: string, text: string) => ({ key: { text: key }, value: { text } })
  return html`${govuk.backLink({ text: 'Log of checks by hand', href: at('/filter-checks/trials') })}
<h1 class="govuk-heading-l">Tried by hand</h1>
${govuk.summaryList({
  rows: [
    row('When', formatInstant(trial.at)),
    row('Who', by),
    row('Device', `${trial.device}, ${profileWords(trial.profile)}`),
    row('Place', trial.place),
    ...(trial.action === null ? [] : [row('What was done', trial.action)]),
  ],
})}
${plainTable({
  caption: 'What was tried',
  captionClasses: 'govuk-table__caption--m',
  firstCellIsHeader: true,
  head: [{ text: 'Tried' }, { text: 'Seen' }],
  rows: lines.map(({ tried, saw }) => [{ text: tried }, { text: saw }]),
})}`
}
