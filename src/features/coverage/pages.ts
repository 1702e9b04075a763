// The policy as people read it: each promise, where it stands, and what shows it.

import { govuk } from '#/platform/web/components/govuk.ts'
import { countTiles, statusKey, statusTag } from '#/platform/web/components/records.ts'
import { type Html, html } from '#/platform/web/html.ts'
import type { AssessedClause, AssessedControl } from './assess.ts'
import { type Chapter, chaptersOf, type Passage } from './passages.ts'
import { type Counts, countStates, type State, stateWords, worstFirst } from './state.ts'
import { systems } from './systems.ts'

export type At = (path: string) => string
/** Whether a page opens for whoever reads: to mend what it shows, or to see it. */
export type WayTo = (path: string) => 'mend' | 'see' | null

export type PolicyView = {
  passages: readonly Passage[]
  counts: Counts
  only: State | null
  /** The clause that somebody comes back from, or `all`: its chapter is open. */
  open: string
  wayTo: WayTo
  at: At
}

/** A phone shows no more of what needs attention before the policy; the rest is a page of its own. */
const mostShownFirst = 5
/** A list no longer than this is not folded. */
const mostUnfolded = 25

/** Drawn once: a policy has hundreds of them. */
const tags = Object.fromEntries(
  worstFirst.map((state) => [state, statusTag(stateWords[state], 'brief')]),
) as Record<State, Html>

/** The whole policy, in its order, or those of its clauses that stand in one state. */
export function policyPage(view: PolicyView): Html {
  const { passages, counts, only, open, wayTo, at } = view
  const shown = passages.flatMap(({ clauses }) => clauses)
  const isOpen = ({ passages: here }: Chapter): boolean =>
    open === 'all' ||
    (only !== null && shown.length <= mostUnfolded) ||
    here.some(({ clauses }) => clauses.some(({ id }) => id === open))
  return html`<h1 class="govuk-heading-xl">What we promise, and how we know that it is kept</h1>
<p class="govuk-body-l">Each promise of the policy, where it stands today, and what shows it. No name stands here, and no small number.</p>
${tilesOf(counts, only, at)}
${ways(at)}
${only && html`<p class="govuk-body">Only what is “${stateWords[only].text.toLowerCase()}” is shown. <a class="govuk-link" href="${at('/coverage')}">Show the whole policy</a></p>`}
${statusKey(Object.values(stateWords))}
${only === null && attentionFirst(shown, wayTo, at)}
${only === null && html`<h2 class="govuk-heading-l">The whole policy</h2>`}
${open !== 'all' && html`<p class="govuk-body govuk-!-display-none-print"><a class="govuk-link" href="${at(`/coverage?open=all${only ? `&state=${only}` : ''}`)}">Unfold everything</a></p>`}
${chaptersOf(passages).map((chapter) => drawChapter(chapter, isOpen(chapter), wayTo, at))}`
}

/** What somebody has to mend, before the policy; nothing when all is well. */
function attentionFirst(clauses: readonly AssessedClause[], wayTo: WayTo, at: At): Html | null {
  const waiting = [...new Set(clauses)].filter(({ state }) => state === 'attention')
  if (waiting.length === 0) return null
  return html`<h2 class="govuk-heading-l">What needs attention</h2>
<ul class="sk-promises">${waiting.slice(0, mostShownFirst).map((clause) => drawPromise(clause, wayTo, at, ''))}</ul>
${waiting.length > mostShownFirst && html`<p class="govuk-body"><a class="govuk-link" href="${at('/coverage?state=attention')}">All ${waiting.length} that need attention</a></p>`}`
}

function drawChapter({ heading, passages }: Chapter, isOpen: boolean, wayTo: WayTo, at: At): Html {
  const counts = countStates([...new Set(passages.flatMap(({ clauses }) => clauses))])
  const states = worstFirst
    .toReversed()
    .filter((state) => counts[state] > 0)
    .map((state) => `${stateWords[state].text} ${counts[state]}`)
  return html`<details class="sk-chapter"${isOpen && html` open`}><summary class="sk-chapter__summary"><h3 class="govuk-heading-m sk-chapter__heading">${heading}</h3>
<span class="sk-chapter__counts">${states.join(' · ')}</span></summary>
${passages.map((passage) => drawPassage(passage, passages.length > 1, wayTo, at))}</details>`
}

function tilesOf(counts: Counts, only: State | null, at: At): Html {
  return countTiles(
    worstFirst.toReversed().map((state) => ({
      text: `${stateWords[state].text}${state === only ? ' (shown)' : ''}`,
      count: counts[state],
      href: at(`/coverage?state=${state}`),
      urgent: state === 'attention' && counts[state] > 0,
    })),
  )
}

const ways = (at: At): Html => html`<p class="govuk-body govuk-!-display-none-print">
<a class="govuk-link" href="${at('/coverage/systems')}">By system</a> ·
<a class="govuk-link" href="${at('/coverage/changes')}">What changed since last term</a> ·
<a class="govuk-link" href="${at('/what-we-keep')}">What we keep, and how long</a> ·
As <a class="govuk-link" href="${at('/coverage/report.pdf')}">PDF</a> or <a class="govuk-link" href="${at('/coverage/report.docx')}">Word</a></p>`

function drawPassage(
  { heading, text, clauses }: Passage,
  isOneOfSeveral: boolean,
  wayTo: WayTo,
  at: At,
): Html {
  return html`<section>${isOneOfSeveral && html`<h4 class="govuk-heading-s">${heading}</h4>`}
${text !== null && html`<p class="govuk-body">${text}</p>`}
<ul class="sk-promises">${clauses.map((clause) => drawPromise(clause, wayTo, at))}</ul></section>`
}

/** One promise: its words, its state, and the sentence that shows it; the whole chain is a page of its own. */
export function drawPromise(clause: AssessedClause, wayTo: WayTo, at: At, id: string = clause.id): Html {
  const deciding = clause.controls.find(({ state }) => state === clause.state)
  return html`<li class="sk-promise"${id !== '' && html` id="${id}"`}><div>
<p class="govuk-body govuk-!-margin-bottom-1">${clause.text}</p>
<p class="govuk-body-s sk-promise__evidence">${sayWhy(clause, deciding)}${deciding && mendLink(deciding, wayTo, at)}</p></div>
<div class="sk-promise__state">${tags[clause.state]}
<a class="govuk-link govuk-body-s" href="${at(`/coverage/clauses/${clause.id}`)}">${clause.id}<span class="govuk-visually-hidden">: what shows it</span></a></div></li>`
}

function sayWhy(clause: AssessedClause, deciding: AssessedControl | undefined): string {
  return (
    deciding?.sentence ?? `Nothing in Schoolkeeper does it yet. It will come with: ${systems[clause.system]}.`
  )
}

/** The way to what is not in order, for whoever may go it: governors see, and mend nothing. */
export function mendLink(control: AssessedControl, wayTo: WayTo, at: At): Html | null {
  if (control.mendAt === null || control.state === 'running') return null
  const way = wayTo(control.mendAt)
  if (way === null) return null
  return html` <a class="govuk-link govuk-!-display-none-print" href="${at(control.mendAt)}">${way === 'mend' ? 'Mend it' : 'See it'}</a>`
}

/** Shown while the school follows none of the five policies. */
export function noPolicyPage(at: At, mayChoose: boolean): Html {
  return html`<h1 class="govuk-heading-xl">What we promise, and how we know that it is kept</h1>
${govuk.insetText({ text: 'The school has not chosen a policy yet, so there is no promise to follow.' })}
${mayChoose && html`<p class="govuk-body"><a class="govuk-link" href="${at('/settings')}">Choose a policy in the settings</a></p>`}`
}
