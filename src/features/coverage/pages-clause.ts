// One clause or one control, down to its evidence.

import { type CalendarDate, formatDate, londonDate } from '#/kernel/london-time.ts'
import type { Control } from '#/platform/controls/control.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { plainTable } from '#/platform/web/components/plain-table.ts'
import { statusTag } from '#/platform/web/components/records.ts'
import { type Html, html } from '#/platform/web/html.ts'
import type { AssessedClause, AssessedControl } from './assess.ts'
import { modes } from './clauses.ts'
import { type At, drawPromise, mendLink, type WayTo } from './pages.ts'
import { type State, stateWords } from './state.ts'
import { systems } from './systems.ts'

export type ClauseView = {
  clause: AssessedClause
  history: readonly { since: CalendarDate; state: State }[]
  wayTo: WayTo
  at: At
}

/** How a control works, as a sentence begins. */
const doesWords: Readonly<Record<Control['does'], string>> = {
  enforces: 'Schoolkeeper enforces it',
  runs: 'Schoolkeeper runs it',
  records: 'Schoolkeeper keeps the record',
  informs: 'Schoolkeeper tells people',
  reminds: 'Schoolkeeper reminds people, and keeps what they saw',
}

/** Follows one clause to its evidence. */
export function clausePage({ clause, history, wayTo, at }: ClauseView): Html {
  return html`${govuk.backLink({ text: 'What we promise', href: at(`/coverage?open=${clause.id}#${clause.id}`) })}
<span class="govuk-caption-l">Clause ${clause.id}, section ${clause.section}</span>
<h1 class="govuk-heading-l">${clause.text}</h1>
<p class="govuk-body">${statusTag(stateWords[clause.state])}</p>
<p class="govuk-body">A promise ${modes[clause.mode]}. It belongs to <a class="govuk-link" href="${at(`/coverage/systems/${clause.system}`)}">${systems[clause.system]}</a>.</p>
<h2 class="govuk-heading-m">What shows it</h2>
${
  clause.controls.length === 0
    ? govuk.insetText({
        text: `Nothing yet. Schoolkeeper does not do this until “${systems[clause.system]}” is built; until then the school keeps it by other means.`,
      })
    : clause.controls.map((control) => drawControl(control, wayTo, at))
}
${clause.controls.length > 1 && html`<p class="govuk-body-s">Where several serve one clause, it stands where the worst of them does. One of several ways that the school has not set up does not count.</p>`}
<h2 class="govuk-heading-m">How it stood</h2>
${historyOf(history)}`
}

function historyOf(history: ClauseView['history']): Html {
  if (history.length === 0) return html`<p class="govuk-body">It has not been looked at before today.</p>`
  return plainTable({
    caption: 'How it stood',
    captionClasses: 'govuk-visually-hidden',
    head: [{ text: 'From' }, { text: 'State' }],
    rows: history.map(({ since, state }) => [{ text: formatDate(since) }, { text: stateWords[state].text }]),
  })
}

/** The month is enough: the day of the last incident could point to a child. */
const monthOf = (at: Date): string => formatDate(londonDate(at)).replace(/^\d+ /, '')

/** Where another system enforces it: which, and the way to say that one does. */
function outsideWords({ id, enforcedBy }: AssessedControl, wayTo: WayTo, at: At): Html {
  if (enforcedBy === undefined) return html``
  const path = `/coverage/controls/${id}/outside`
  const link = wayTo(path) !== null && html` <a class="govuk-link" href="${at(path)}">Say what it does</a>`
  return html` Outside Schoolkeeper, ${enforcedBy} enforces it.${link}`
}

/** One control: what it does, its live evidence, and the test that proves it. */
function drawControl(control: AssessedControl, wayTo: WayTo, at: At): Html {
  return govuk.summaryList({
    card: { title: { text: control.name, headingLevel: 3 } },
    rows: [
      { key: { text: 'State' }, value: { html: statusTag(stateWords[control.state], 'brief') } },
      {
        key: { text: 'Evidence' },
        value: { html: html`${control.sentence}${mendLink(control, wayTo, at)}` },
      },
      {
        key: { text: 'Last in' },
        value: {
          text: control.lastAt ? monthOf(control.lastAt) : 'It is in force always.',
        },
      },
      {
        key: { text: 'How' },
        value: {
          html: html`${doesWords[control.does]}.${outsideWords(control, wayTo, at)}`,
        },
      },
      {
        key: { text: 'Test that proves it' },
        value: {
          html: html`“${control.provedBy}”: ${control.proved ? 'passed in the last run of all tests' : 'has not passed'}. <a class="govuk-link" href="${at(`/coverage/controls/${control.id}`)}">All clauses that it serves</a>`,
        },
      },
    ],
  })
}

export type ControlView = {
  control: AssessedControl
  clauses: readonly AssessedClause[]
  wayTo: WayTo
  at: At
}

/** One control and every clause of the school's policy that it serves. */
export function controlPage({ control, clauses, wayTo, at }: ControlView): Html {
  return html`${govuk.backLink({ text: 'What we promise', href: at('/coverage') })}
<h1 class="govuk-heading-l">${control.name}</h1>
${drawControl(control, wayTo, at)}
<h2 class="govuk-heading-m">What it serves in our policy</h2>
<ul class="sk-promises">${clauses.map((clause) => drawPromise(clause, wayTo, at))}</ul>`
}
