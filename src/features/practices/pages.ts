import { formatDate } from '#/kernel/london-time.ts'
import { emptyState } from '#/platform/web/components/empty-state.ts'
import { buttonForm } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { plainTable } from '#/platform/web/components/plain-table.ts'
import { countTiles, statusKey, statusTag } from '#/platform/web/components/records.ts'
import { type Html, html } from '#/platform/web/html.ts'
import { roleWords } from '../people/index.ts'
import {
  type Arrangement,
  type Attestation,
  type Practice,
  type PracticeState,
  periods,
  practiceStates,
} from './practice.ts'

export type At = (path: string) => string

export type CalendarLine = {
  practice: Practice
  arrangement: Arrangement | undefined
  last: Pick<Attestation, 'seenOn'> | undefined
  state: PracticeState
}

export type CalendarView = {
  lines: readonly CalendarLine[]
  mayArrange: boolean
  at: At
  csrf: string
  once: string
}

/** Worst first: what nobody looks at, then what is late, then what falls short. */
const order: readonly PracticeState[] = ['notSetUp', 'overdue', 'short', 'never', 'inDate']

/** The school's calendar of practices: what people do, who looks, and how it stands. */
export function calendarPage({ lines, mayArrange, at, csrf, once }: CalendarView): Html {
  const missing = lines.filter(({ state }) => state === 'notSetUp').length
  const counted = (state: PracticeState) => lines.filter((line) => line.state === state).length
  const sorted = lines.toSorted((one, other) => order.indexOf(one.state) - order.indexOf(other.state))
  return html`<h1 class="govuk-heading-xl">Practices</h1>
<p class="govuk-body-l">What your policy asks of people, and no software can do for them. Somebody looks, and says what they saw.</p>
${countTiles([
  { text: 'In date', count: counted('inDate'), href: '#calendar' },
  { text: 'Overdue', count: counted('overdue'), href: '#calendar', urgent: counted('overdue') > 0 },
  { text: 'Fall short', count: counted('short'), href: '#calendar' },
  { text: 'Not looked at yet', count: counted('never'), href: '#calendar' },
  { text: 'Not in the calendar', count: missing, href: '#calendar' },
])}
${missing > 0 && mayArrange && adoption(missing, at, csrf, once)}
${lines.length === 0 ? emptyState({ sentence: 'Your policy asks for no practice.' }) : calendarTable(sorted, at)}
${statusKey(Object.values(practiceStates))}`
}

const adoption = (missing: number, at: At, csrf: string, once: string): Html =>
  html`${govuk.insetText({
    text: `${missing} of the practices that your policy asks for ${missing === 1 ? 'is' : 'are'} in nobody’s hands. Put them into the calendar with the usual people and periods; change either afterwards.`,
  })}
${buttonForm({ action: at('/practices/adopt'), csrf, once, text: 'Put them into the calendar' })}`

function calendarTable(lines: readonly CalendarLine[], at: At): Html {
  return html`<div id="calendar">${plainTable({
    caption: 'Calendar of practices',
    captionClasses: 'govuk-visually-hidden',
    head: [
      { text: 'Practice' },
      { text: 'State' },
      { text: 'Who looks' },
      { text: 'Last looked' },
      { text: 'Due' },
    ],
    rows: lines.map(({ practice, arrangement, last, state }) => [
      {
        html: html`<a class="govuk-link" href="${at(`/practices/${practice.key}`)}">${practice.title}</a>`,
      },
      { html: statusTag(practiceStates[state], 'brief') },
      {
        text: arrangement
          ? `${roleWords(arrangement.role)}, ${periods[arrangement.every].words.toLowerCase()}`
          : 'Nobody',
      },
      { text: last ? formatDate(last.seenOn) : 'Never' },
      { text: arrangement ? formatDate(arrangement.dueOn) : '–' },
    ]),
  })}</div>`
}
