import { formatInstant } from '#/kernel/london-time.ts'
import { emptyState } from '#/platform/web/components/empty-state.ts'
import { form } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { plainTable } from '#/platform/web/components/plain-table.ts'
import { type Html, html } from '#/platform/web/html.ts'
import type { FieldErrors } from '#/platform/web/route.ts'
import type { StoredReport } from './report-store.ts'

export type ReportsView = { reports: readonly StoredReport[]; mayMake: boolean; at: (path: string) => string }

/** The termly reports, newest first. */
export function reportsPage({ reports, mayMake, at }: ReportsView): Html {
  return html`<h1 class="govuk-heading-xl">Termly reports to governors</h1>
${mayMake && govuk.button({ text: 'Make a report', href: at('/termly-reports/make') })}
${
  reports.length === 0
    ? emptyState({
        sentence: mayMake
          ? 'No report has been made yet. Make one when a term ends: governors read it here.'
          : 'No report has been made yet. The head or a safeguarding lead makes one when a term ends, and it stands here.',
      })
    : plainTable({
        caption: 'Termly reports',
        captionClasses: 'govuk-visually-hidden',
        head: [{ text: 'Term' }, { text: 'Edition' }, { text: 'Made' }, { text: 'Also as' }],
        rows: reports.map((report) => [
          {
            html: html`<a class="govuk-link" href="${at(`/termly-reports/${report.id}`)}">${report.termName}</a>`,
          },
          { text: String(report.edition) },
          { text: formatInstant(report.madeAt) },
          { html: linksOf(report.id, at) },
        ]),
      })
}`
}

/** The report's other forms. */
export function linksOf(id: string, at: (path: string) => string): Html {
  return html`<a class="govuk-link" href="${at(`/termly-reports/${id}/report.pdf`)}">PDF</a>, <a class="govuk-link" href="${at(`/termly-reports/${id}/report.docx`)}">Word</a>`
}

export type MakeReportView = {
  terms: readonly { value: string; text: string }[]
  values: Readonly<Record<string, string>>
  errors: FieldErrors
  tokens: { csrf: string; once: string }
  at: (path: string) => string
}

/** Asks for the term and a comment; the figures come by themselves. */
export function makeReportPage({ terms, values, errors, tokens, at }: MakeReportView): Html {
  return html`${govuk.backLink({ text: 'Termly reports', href: at('/termly-reports') })}
<h1 class="govuk-heading-l">Make a termly report</h1>
<p class="govuk-body">The figures are counted now and kept as they are. Counts of 1 to 4 are shown as “fewer than 5”. A later report for the same term becomes a new edition.</p>
${form({
  action: at('/termly-reports/make'),
  ...tokens,
  values,
  errors,
  fields: [
    { kind: 'choice', name: 'termFrom', label: 'Which term?', choices: [...terms] },
    {
      kind: 'longText',
      name: 'comment',
      label: 'What do you want to tell the governors? (optional)',
      hint: 'What was learned, what changed. Name no child and no member of staff.',
      limit: 4000,
    },
  ],
  submit: 'Make the report',
})}`
}
