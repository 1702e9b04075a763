import { addDays, formatDate, formatInstant } from '#/kernel/london-time.ts'
import { barChart, lineChart } from '#/platform/charts/charts.ts'
import { emptyState } from '#/platform/web/components/empty-state.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { moj } from '#/platform/web/components/moj.ts'
import { plainTable } from '#/platform/web/components/plain-table.ts'
import { type Html, html } from '#/platform/web/html.ts'
import type { WebRequest } from '#/platform/web/route.ts'
import { kindWords } from './visit.ts'
import type { Counted } from './visit-store.ts'
import { sums, totalOf, type Week, weekWords } from './week.ts'

export type Drawn = Pick<WebRequest, 'at' | 'opens'>

/** Links to everything about activity that whoever looks may open. */
export function activityNavigation({ at, opens }: Drawn, here: string): Html {
  const pages = [
    ['/activity', 'What was blocked'],
    ['/activity/concerns', 'To look at'],
    ['/activity/weeks', 'Weekly reports'],
    ['/activity/look', 'One day'],
    ['/activity/adult', 'An adult’s day'],
    ['/activity/looks', 'Who looked'],
  ] as const
  const items = pages
    .filter(([path]) => opens(path))
    .map(([path, text]) => ({ text, href: at(path), active: path === here }))
  return html`${items.length > 0 && moj.subNavigation({ label: 'Activity', items })}`
}

export type Overview = {
  counted: readonly Counted[]
  from: string
  to: string
  lost: number
  lastAt: Date | null
  /** Lessons are on, and nothing has come in for an hour. */
  isQuiet: boolean
}

const kindsShown = 12

/** What was blocked in some days: by kind, group and hour. It names nobody. */
export function overviewPage({ counted, from, to, lost, lastAt, isQuiet }: Overview, drawn: Drawn): Html {
  const { at } = drawn
  const spans = [
    [to, 'Today'],
    [addDays(to, -6), 'The last seven days'],
    [addDays(to, -27), 'The last four weeks'],
  ] as const
  return html`${activityNavigation(drawn, '/activity')}
<h1 class="govuk-heading-l">What the filter blocked</h1>
<p class="govuk-body">${from === to ? formatDate(to) : `${formatDate(from)} to ${formatDate(to)}`}${spans.map(
    ([start, text]) =>
      start === from
        ? html` · <strong>${text}</strong>`
        : html` · <a class="govuk-link" href="${at(`/activity?from=${start}`)}">${text}</a>`,
  )}</p>
${(isQuiet || lastAt === null) && govuk.insetText({ text: lastAt === null ? 'Nothing has come in yet. It does as soon as the filter runs for this school’s network.' : `Nothing has come in since ${formatInstant(lastAt)}. Ask whoever looks after the network whether the filter runs.` })}
${lost > 0 && govuk.warningText({ text: `${lost.toLocaleString('en-GB')} visits of the schools on this server were lost in these days: too many at once, or no room on the disk. What is shown may be too little.`, iconFallbackText: 'Warning' })}
${counted.length === 0 ? emptyState({ sentence: 'Nothing was blocked in these days.' }) : charts(counted)}
<p class="govuk-body">An attempt is one site that was asked for and blocked, or one search that was stopped. Pages ask for other sites by themselves, so most attempts are nobody’s doing. Attempts at what may harm a child, or be illegal, are in no number here: each is a task for the safeguarding lead.</p>`
}

function charts(counted: readonly Counted[]): Html {
  const kinds = sums(counted, ({ kind }) => kind)
  const hours = new Map(sums(counted, ({ hour }) => String(hour)))
  const rest = kinds.slice(kindsShown).reduce((sum, [, times]) => sum + times, 0)
  return html`${barChart({
    title: 'By kind of site or search',
    description: 'How often each kind of site, or of search, was asked for and blocked.',
    unit: 'Attempts',
    along: 'Kind of site or search',
    bars: [
      ...kinds.slice(0, kindsShown).map(([kind, value]) => ({ label: kindWords(kind), value })),
      ...(rest > 0 ? [{ label: 'All other kinds', value: rest }] : []),
    ],
  })}
${barChart({
  title: 'By group',
  description: 'In which group of the filter the attempts were made.',
  unit: 'Attempts',
  along: 'Group',
  bars: sums(counted, ({ profile }) => profile).map(([label, value]) => ({ label, value })),
})}
${lineChart({
  title: 'By hour of the day',
  description: 'At which hour the attempts were made, all days together.',
  unit: 'Attempts',
  along: 'Hour',
  labels: allHours.map(String),
  series: [{ name: 'Attempts', values: allHours.map((hour) => hours.get(String(hour)) ?? 0) }],
})}`
}

const allHours = Array.from({ length: 24 }, (_, hour) => hour)

/** The reports there are, the newest first. */
export function weeksPage(weeks: readonly Week[], drawn: Drawn): Html {
  return html`${activityNavigation(drawn, '/activity/weeks')}
<h1 class="govuk-heading-l">Weekly reports of the filter</h1>
${
  weeks.length === 0
    ? emptyState({ sentence: 'The first report is made on Monday morning.' })
    : plainTable({
        caption: 'Weekly reports',
        captionClasses: 'govuk-visually-hidden',
        firstCellIsHeader: true,
        head: [{ text: 'Week' }, { text: 'Attempts', format: 'numeric' }],
        rows: weeks.map(({ id, monday, numbers }) => [
          {
            html: html`<a class="govuk-link" href="${drawn.at(`/activity/weeks/${id}`)}">${weekWords(monday)}</a>`,
          },
          { text: totalOf(numbers).toLocaleString('en-GB'), format: 'numeric' },
        ]),
      })
}`
}

/** One report as it was made: also a week in which nothing was blocked is said. */
export function weekPage({ id, monday, numbers, madeAt }: Week, { at }: Drawn): Html {
  const total = totalOf(numbers)
  const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
  return html`${govuk.backLink({ text: 'Weekly reports', href: at('/activity/weeks') })}
<h1 class="govuk-heading-l">What the filter blocked, ${weekWords(monday)}</h1>
<p class="govuk-body-l">${total === 0 ? 'Nothing was blocked in this week.' : `${total.toLocaleString('en-GB')} ${total === 1 ? 'attempt was' : 'attempts were'} blocked.`} ${numbers.looks === 0 ? 'Nobody looked at a child’s or device’s day.' : `Days of a child or device were looked at ${numbers.looks === 1 ? 'once' : `${numbers.looks} times`}.`}</p>
${numbers.lost > 0 && govuk.warningText({ text: `${numbers.lost.toLocaleString('en-GB')} visits of the schools on this server were lost, so the numbers may be too small.`, iconFallbackText: 'Warning' })}
${
  total > 0 &&
  html`${lineChart({
    title: 'Day by day',
    description: 'How many attempts were blocked on each day.',
    unit: 'Attempts',
    along: 'Day',
    labels: days,
    series: [{ name: 'Attempts', values: numbers.days }],
  })}
${plainTable({
  caption: 'By group, and kind of site or search',
  firstCellIsHeader: true,
  narrow: true,
  head: [{ text: 'Group' }, { text: 'Site or search' }, { text: 'Attempts', format: 'numeric' }],
  rows: numbers.lines.map(({ profile, kind, times }) => [
    { text: profile },
    { text: kindWords(kind) },
    { text: times.toLocaleString('en-GB'), format: 'numeric' },
  ]),
})}
<p class="govuk-body"><a class="govuk-link" href="${at(`/activity/weeks/${id}/csv`)}">Take the numbers away as a file (CSV)</a></p>`
}
<p class="govuk-body">Attempts at what may harm a child, or be illegal, are in no number here: each was a task for the safeguarding lead at once. Made ${formatInstant(madeAt)}.</p>`
}

export type Kept = {
  openDays: number
  blockedDays: number
  lookers: readonly string[]
  withHead: readonly string[]
}

/** What anybody may know of the record: that there is one, for how long, and who may look. */
export function keptPage({ openDays, blockedDays, lookers, withHead }: Kept, at: Drawn['at']): Html {
  return html`<h1 class="govuk-heading-l">What is kept of what you visit here</h1>
<p class="govuk-body-l">What is asked for on the school’s network is watched over. It is kept for a time, with the device and whoever sits at it, as far as the school knows.</p>
<ul class="govuk-list govuk-list--bullet">
<li>${openDays === 0 ? 'Of sites that were open, nothing is kept.' : `Sites that were open: ${openDays} days.`}</li>
<li>Sites that were blocked: ${blockedDays} days.</li>
<li>Never kept: sites of help, such as Childline, and this school’s own pages for telling somebody. What you type, search for or send is not kept either.</li>
</ul>
<p class="govuk-body">One child’s day is looked at only with a reason, which stays on record, by: ${lookers.join(', ')}. An adult’s day is looked at by two people together, and only once the second has agreed: the head with ${withHead.join(' or ')}; about the head, with the chair of governors. If something is misused, the school asks what happened. Nobody is blamed for what they came across by accident.</p>
<p class="govuk-body"><a class="govuk-link" href="${at('/what-is-filtered')}">What is filtered, and why</a></p>`
}
