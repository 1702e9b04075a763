// The clauses by the system that serves them, and what changed.

import { type CalendarDate, formatDate } from '#/kernel/london-time.ts'
import { emptyState } from '#/platform/web/components/empty-state.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { plainTable } from '#/platform/web/components/plain-table.ts'
import { statusKey, statusTag } from '#/platform/web/components/records.ts'
import { type Html, html } from '#/platform/web/html.ts'
import type { AssessedClause } from './assess.ts'
import { type At, drawPromise, type WayTo } from './pages.ts'
import { countStates, type State, stateWords, worstFirst } from './state.ts'
import { type System, systems } from './systems.ts'

export type SystemsView = { clauses: readonly AssessedClause[]; at: At }

/** Every system that the policy asks for, with how many of its clauses stand where. */
export function systemsPage({ clauses, at }: SystemsView): Html {
  const names = (Object.keys(systems) as System[]).filter((name) =>
    clauses.some(({ system }) => system === name),
  )
  return html`${govuk.backLink({ text: 'What we promise', href: at('/coverage') })}
<h1 class="govuk-heading-xl">What we promise, by system</h1>
<p class="govuk-body">What the policy asks for, sorted by what serves it. A number is how many clauses stand there.</p>
${plainTable({
  caption: 'Clauses by system and state',
  captionClasses: 'govuk-visually-hidden',
  firstCellIsHeader: true,
  head: [
    { text: 'System' },
    ...worstFirst.toReversed().map((state) => ({ text: stateWords[state].text, format: 'numeric' })),
  ],
  rows: names.map((name) => {
    const counts = countStates(clauses.filter(({ system }) => system === name))
    return [
      { html: html`<a class="govuk-link" href="${at(`/coverage/systems/${name}`)}">${systems[name]}</a>` },
      ...worstFirst.toReversed().map((state) => ({ text: String(counts[state]), format: 'numeric' })),
    ]
  }),
})}
${statusKey(Object.values(stateWords))}`
}

export type SystemView = SystemsView & { system: System; wayTo: WayTo }

/** The clauses of one system. */
export function systemPage({ system, clauses, wayTo, at }: SystemView): Html {
  return html`${govuk.backLink({ text: 'By system', href: at('/coverage/systems') })}
<h1 class="govuk-heading-l">${systems[system]}</h1>
<ul class="sk-promises">${clauses.map((clause) => drawPromise(clause, wayTo, at))}</ul>
${statusKey(Object.values(stateWords))}`
}

export type Change = { clause: AssessedClause; before: State }
export type ChangesView = {
  changes: readonly Change[]
  /** The day that today is compared with; null while no day before has been kept. */
  since: CalendarDate | null
  termName: string | null
  at: At
}

/** What stands elsewhere than at the end of last term: worse first, then better. */
export function changesPage({ changes, since, termName, at }: ChangesView): Html {
  const fell = changes.filter(({ clause, before }) => rank(clause.state) < rank(before))
  const rose = changes.filter(({ clause, before }) => rank(clause.state) > rank(before))
  return html`${govuk.backLink({ text: 'What we promise', href: at('/coverage') })}
<h1 class="govuk-heading-xl">What changed since last term</h1>
${
  since === null
    ? emptyState({ sentence: 'No day of last term has been kept, so there is nothing to compare with yet.' })
    : html`<p class="govuk-body">Today against ${formatDate(since)}${termName && `, ${termName.toLowerCase()}`}.</p>
${changeTable('Stands worse', fell, at)}${changeTable('Stands better', rose, at)}`
}
${since !== null && changes.length === 0 && emptyState({ sentence: 'Every clause stands where it stood.' })}`
}

const rank = (state: State): number => worstFirst.indexOf(state)

function changeTable(caption: string, changes: readonly Change[], at: At): Html | null {
  if (changes.length === 0) return null
  return plainTable({
    caption: `${caption} (${changes.length})`,
    captionClasses: 'govuk-table__caption--m',
    head: [{ text: 'Promise' }, { text: 'Was' }, { text: 'Is' }],
    rows: changes.map(({ clause, before }) => [
      {
        html: html`<a class="govuk-link" href="${at(`/coverage/clauses/${clause.id}`)}">${clause.id}</a> ${clause.text}`,
      },
      { html: statusTag(stateWords[before], 'brief') },
      { html: statusTag(stateWords[clause.state], 'brief') },
    ]),
  })
}
