import { barChart, lineChart } from '#/platform/charts/charts.ts'
import { type Html, html } from '#/platform/web/html.ts'
import { type MonthOfTrail, monthWords } from './trail-counts.ts'

export type TrailView = {
  months: readonly MonthOfTrail[]
  shown: MonthOfTrail
  at: (path: string) => string
}

/** How much the trail holds, for governors: numbers, and never about whom or what. */
export function trailPage({ months, shown, at }: TrailView): Html {
  const name = monthWords(shown.month)
  const others = [...months]
    .reverse()
    .map(({ month }) =>
      month === shown.month
        ? html`<li><strong>${monthWords(month)}</strong></li>`
        : html`<li><a class="govuk-link" href="${at(`/trail-counts?month=${month}`)}">${monthWords(month)}</a></li>`,
    )
  return html`<h1 class="govuk-heading-xl">How much is on record</h1>
<p class="govuk-body-l">Whatever is done or looked at here leaves an entry in the audit trail, which is only ever added to. These are the numbers of the last twelve whole months.</p>
<p class="govuk-body">No entry is shown. Numbers of 1 to 4 are “fewer than 5”, and others are “not shown” where they would give those away. What concerns adults of the school and complaints is not counted.</p>
${lineChart({
  title: 'Month by month',
  description: 'How many entries were made in each month.',
  unit: 'Entries',
  along: 'Month',
  labels: months.map(({ month }) => shortMonth(month)),
  series: [{ name: 'Entries', values: months.map(({ all }) => all) }],
})}
${barChart({
  title: `By kind, ${name}`,
  description: `How many entries of each kind were made in ${name}.`,
  unit: 'Entries',
  along: 'Kind',
  bars: shown.kinds.map(({ words, figure }) => ({ label: words, value: figure })),
})}
<h2 class="govuk-heading-s">Another month</h2>
<ul class="govuk-list">${others}</ul>`
}

const shortMonth = (month: string): string =>
  new Intl.DateTimeFormat('en-GB', { month: 'short', year: '2-digit', timeZone: 'UTC' }).format(
    new Date(`${month}-01T00:00:00Z`),
  )
