import { formatDate, formatInstant, londonDate } from '#/kernel/london-time.ts'
import { barChart, lineChart } from '#/platform/charts/charts.ts'
import { emptyState } from '#/platform/web/components/empty-state.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { plainTable } from '#/platform/web/components/plain-table.ts'
import { countTiles, statusTag } from '#/platform/web/components/records.ts'
import { type Html, html } from '#/platform/web/html.ts'
import { kindWords, states } from '../incidents/index.ts'
import type { BoardCounts, WorkLine } from './board-store.ts'

export type BoardView = {
  counts: BoardCounts
  termName: string
  kinds: readonly { kind: string; count: number }[]
  months: readonly { label: string; count: number }[]
  /** What cannot wait until somebody looks at it elsewhere. */
  cards: readonly Html[]
  at: (path: string) => string
  opens: (path: string) => boolean
}

/** What stands where, at one look: for the head on the way to a meeting. */
export function boardPage({ counts, termName, kinds, months, cards, at, opens }: BoardView): Html {
  const to = (path: string) => (opens(path) ? { href: at(path) } : {})
  return html`<h1 class="govuk-heading-xl">Online safety at a glance</h1>
${cards}
${countTiles([
  { text: 'Open', count: counts.open, ...to('/work-list') },
  { text: 'Overdue', count: counts.overdue, ...to('/work-list'), urgent: counts.overdue > 0 },
  { text: 'Ready to close', count: counts.readyToClose, ...to('/incidents?state=readyToClose') },
  { text: `Told, ${termName}`, count: counts.openedThisTerm, ...to('/incidents') },
  { text: `Closed, ${termName}`, count: counts.closedThisTerm, ...to('/incidents?state=closed') },
])}
${
  kinds.length === 0
    ? emptyState({
        sentence: `Nothing has been told to the school in the ${termName.toLowerCase()} that you may see.`,
      })
    : barChart({
        title: `By kind, ${termName}`,
        description: `How many incidents of each kind were told to the school in the ${termName.toLowerCase()}.`,
        unit: 'Incidents',
        along: 'Kind',
        bars: kinds.map(({ kind, count }) => ({ label: kindWords(kind), value: count })),
      })
}
${lineChart({
  title: 'Month by month',
  description: 'How many incidents were told to the school in each month.',
  unit: 'Incidents',
  along: 'Month',
  labels: months.map(({ label }) => label),
  series: [{ name: 'Incidents', values: months.map(({ count }) => count) }],
})}
<p class="govuk-body-s">It counts the incidents that you may see, and no others.</p>`
}

export type WorkListView = {
  lines: readonly WorkLine[]
  isCut: boolean
  now: Date
  at: (path: string) => string
}

type Group = { heading: string; means: string; holds: (line: WorkLine, now: Date) => boolean }

/** In the order in which they are worked on. A line stands in the first group that holds it. */
const groups: readonly Group[] = [
  {
    heading: 'Nobody has answered the safety questions',
    means: 'Start here: a child may be at risk.',
    holds: ({ state }) => state === 'new' || state === 'firstQuestions',
  },
  {
    heading: 'Overdue',
    means: 'Somebody should have done the next thing by now.',
    holds: ({ nextDueAt }, now) => nextDueAt !== null && nextDueAt < now,
  },
  {
    heading: 'Ready to close',
    means: 'Look at the whole once more, then close.',
    holds: ({ state }) => state === 'readyToClose',
  },
  {
    heading: 'In hand',
    means: 'Somebody is working on it, and nothing is overdue.',
    holds: ({ state }) => state !== 'waiting',
  },
  {
    heading: 'Waiting for others',
    means: 'Police, social care, a provider or a family has the next step.',
    holds: () => true,
  },
]

/** Everything that is not over, grouped by what it needs. */
export function workListPage({ lines, isCut, now, at }: WorkListView): Html {
  const grouped = groups.map((group) => ({
    ...group,
    lines: lines.filter((line) => groups.find(({ holds }) => holds(line, now)) === group),
  }))
  return html`<h1 class="govuk-heading-xl">Work list</h1>
${lines.length === 0 && emptyState({ sentence: 'Nothing is open. Every incident that you may see is over.' })}
${isCut && govuk.insetText({ text: `Only the ${lines.length} most pressing are shown. The rest are in the incident log.` })}
${grouped.map((group) => group.lines.length > 0 && groupOf(group, at, now))}`
}

function groupOf(
  group: Group & { lines: readonly WorkLine[] },
  at: (path: string) => string,
  now: Date,
): Html {
  return html`<h2 class="govuk-heading-m govuk-!-margin-bottom-1">${group.heading} (${group.lines.length})</h2>
<p class="govuk-body govuk-!-margin-bottom-2">${group.means}</p>
${plainTable({
  caption: group.heading,
  captionClasses: 'govuk-visually-hidden',
  head: [{ text: 'Incident' }, { text: 'Kind' }, { text: 'State' }, { text: 'Told' }, { text: 'Next due' }],
  rows: group.lines.map((line) => [
    { html: html`<a class="govuk-link" href="${at(`/incidents/${line.id}`)}">${line.reference}</a>` },
    { text: kindWords(line.kind) },
    { html: statusTag(tagOf(line), 'brief') },
    { text: formatDate(londonDate(line.toldAt)) },
    { text: line.nextDueAt ? dueWords(line.nextDueAt, now) : 'Nothing due' },
  ]),
})}`
}

const dueWords = (due: Date, now: Date): string =>
  due < now ? `Was due ${formatInstant(due)}` : formatInstant(due)

function tagOf({ state }: WorkLine) {
  const { words: text, means, colour } = states[state]
  return { text, means, colour }
}
