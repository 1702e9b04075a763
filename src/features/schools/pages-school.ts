import { addDays, formatDate } from '#/kernel/london-time.ts'
import type { SchoolCalendar } from '#/kernel/school-calendar.ts'
import { buttonForm } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { plainTable } from '#/platform/web/components/plain-table.ts'
import { summaryRow } from '#/platform/web/components/summary-row.ts'
import { type Html, html } from '#/platform/web/html.ts'
import { closedForm, type Drawn } from './pages-school-forms.ts'
import { type Phase, type School, type SchoolClass, yearWords } from './school.ts'

export type SchoolPage = {
  school: School
  trust: string | undefined
  phases: readonly Phase[]
  classes: readonly SchoolClass[]
  calendar: SchoolCalendar
  closedDays: readonly { day: string; why: string }[]
  today: string
  may: { change: boolean; seeSettings: boolean }
}

/** The school as everybody may see it; what may be changed has its link. */
export function schoolPage({ csrf, once, at }: Drawn, shown: SchoolPage): Html {
  const { school, may } = shown
  return html`<h1 class="govuk-heading-l">${school.name}</h1>
${may.seeSettings && html`<p class="govuk-body"><a class="govuk-link" href="${at('/settings')}">Settings</a>: what this school does its own way.</p>`}
${part(
  'Details',
  govuk.summaryList({
    rows: [
      ...(shown.trust === undefined ? [] : [summaryRow('Trust', shown.trust)]),
      summaryRow('Phases', shown.phases.map(({ name }) => name).join(', ')),
      summaryRow('School day', `${school.dayStartsAt.slice(0, 5)} to ${school.dayEndsAt.slice(0, 5)}`),
      summaryRow('E-mail', school.email ?? 'None'),
      summaryRow(
        'School network',
        school.networkRanges.join(', ') || 'Not entered: class sessions cannot be opened until it is.',
      ),
    ],
  }),
  may.change && link('Change', at('/school/change')),
)}
${part('Terms', termsOf(shown), may.change && link('Change the terms', at('/school/terms')))}
${part('Closed days in term', closedOf({ csrf, once, at }, shown), false)}
${part('Classes', classesOf({ csrf, once, at }, shown), may.change && link('Add a class', at('/school/classes')))}`
}

function part(title: string, body: Html, action: Html | false): Html {
  return html`<section class="sk-part"><h2 class="govuk-heading-m">${title}</h2>${body}
${action && html`<p class="govuk-body">${action}</p>`}</section>`
}

const link = (text: string, href: string): Html => html`<a class="govuk-link" href="${href}">${text}</a>`

function termsOf({ calendar, today }: SchoolPage): Html {
  const coming = calendar.terms.filter(({ to }) => to >= today)
  if (coming.length === 0) {
    return govuk.warningText({
      text: 'No term is entered from today on. Due times in school days cannot be told.',
      iconFallbackText: 'Warning',
    })
  }
  return plainTable({
    head: [{ text: 'Term' }, { text: 'First day' }, { text: 'Last day' }],
    firstCellIsHeader: true,
    narrow: true,
    rows: coming.map(({ name, from, to }) => [
      { text: name },
      { text: formatDate(from) },
      { text: formatDate(to) },
    ]),
  })
}

type ClosedDay = SchoolPage['closedDays'][number]

/** Days that follow one another and are closed for one reason, together: a half term is one line. */
function inARow(days: readonly ClosedDay[]): ClosedDay[][] {
  const rows: ClosedDay[][] = []
  for (const one of days) {
    const before = rows.at(-1)?.at(-1)
    if (before && before.why === one.why && addDays(before.day, 1) === one.day) rows.at(-1)?.push(one)
    else rows.push([one])
  }
  return rows
}

function closedOf({ csrf, once, at }: Drawn, { closedDays, may, today }: SchoolPage): Html {
  const coming = closedDays.filter(({ day }) => day >= today).toSorted((a, b) => a.day.localeCompare(b.day))
  const openAfterAll = (day: string) =>
    buttonForm({
      action: at('/school/closed-days/open'),
      csrf,
      text: 'Open after all',
      values: { day },
      classes: 'govuk-button--secondary sk-button--small',
    })
  const lineOf = ({ day, why }: ClosedDay) =>
    html`<li class="sk-line">${formatDate(day)}: ${why} ${may.change && openAfterAll(day)}</li>`
  const parts = inARow(coming).map((days) => {
    const [first, last] = [days.at(0), days.at(-1)]
    if (!first || !last) return html``
    const lines = html`<ul class="govuk-list">${days.map(lineOf)}</ul>`
    const whole = `${formatDate(first.day)} to ${formatDate(last.day)}: ${first.why}`
    return days.length === 1 ? lines : govuk.details({ summaryText: whole, html: lines })
  })
  return html`${parts.length === 0 ? html`<p class="govuk-body">None from today on.</p>` : parts}
${
  may.change &&
  govuk.details({
    summaryText: 'Mark a day as closed',
    html: closedForm({ csrf, once, at }, { values: {}, errors: {}, theirs: null }),
  })
}`
}

function classesOf({ csrf, at }: Drawn, { classes, phases: parts, may, today }: SchoolPage): Html {
  const rows = classes
    .filter(({ endsOn }) => endsOn === null || endsOn >= today)
    .map((one) => [
      { text: one.name },
      { text: parts.find(({ id }) => id === one.phaseId)?.name ?? '' },
      { text: yearWords(one.yearGroup) },
      {
        html:
          may.change && one.endsOn === null
            ? buttonForm({
                action: at('/school/classes/end'),
                csrf,
                text: 'Ends today',
                values: { classId: one.id, lastDay: today },
                classes: 'govuk-button--secondary sk-button--small',
              })
            : html``,
      },
    ])
  if (rows.length === 0)
    return html`<p class="govuk-body">No class yet. Pupils report best from their class’s own session.</p>`
  return plainTable({
    head: [
      { text: 'Class' },
      { text: 'Phase' },
      { text: 'Year' },
      { html: html`<span class="govuk-visually-hidden">Change</span>` },
    ],
    firstCellIsHeader: true,
    rows,
  })
}
