// What would be written to the directory, before it is; and what was changed there by hand.

import { formatInstant } from '#/kernel/london-time.ts'
import { choicesOf } from '#/platform/forms/choices.ts'
import { dataTable } from '#/platform/web/components/data-table.ts'
import { emptyState } from '#/platform/web/components/empty-state.ts'
import { buttonForm } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import type { TableDefinition, TableRequest } from '#/platform/web/components/table-request.ts'
import { type Html, html } from '#/platform/web/html.ts'
import type { Connection } from './connection.ts'
import type { DriftFound } from './drift-store.ts'
import { type Does, doings, factWords } from './entry-facts.ts'
import type { Plan, PlanLine } from './plan-store.ts'

export const planTable = {
  sortable: [],
  sort: 'logon',
  direction: 'ascending',
  filters: [
    {
      kind: 'choice',
      name: 'does',
      label: 'What',
      choices: choicesOf(doings),
    },
  ],
} as const satisfies TableDefinition

export type PlanView = {
  connection: Connection
  plan: Plan | null
  counts: readonly { does: Does; outcome: string | null; count: number }[]
  rows: readonly (PlanLine & { logonName: string })[]
  total: number
  request: TableRequest
  may: { keep: boolean; agree: boolean }
}
type Drawn = { csrf: string; once: string; here: string }

/** What would be written into the directory. Nothing is, before somebody else agrees. */
export function planPage(view: PlanView, drawn: Drawn): Html {
  const { connection, plan } = view
  return html`<span class="govuk-caption-l">${connection.name}</span><h1 class="govuk-heading-l">Plan</h1>
${plan === null || plan.state === 'dropped' ? noPlan() : planPart(view, plan, drawn)}
${view.may.keep && plan?.state !== 'agreed' && makeButton(plan, drawn)}`
}

function noPlan(): Html {
  return html`<p class="govuk-body">A plan compares the directory with the school’s logons and says what would be written. Making one writes nothing.</p>`
}

function makeButton(plan: Plan | null, { csrf, once, here }: Drawn): Html {
  return buttonForm({
    action: `${here}/plan`,
    csrf,
    once,
    text: plan === null ? 'Make a plan' : 'Make a new plan',
    classes: plan === null ? '' : 'govuk-button--secondary',
  })
}

function planPart(view: PlanView, plan: Plan, drawn: Drawn): Html {
  const { counts, rows, total, request } = view
  return html`<p class="govuk-body">${planLine(plan)} The directory holds ${plan.found === 0 ? 'no entry' : plan.found === 1 ? 'one entry' : `${plan.found} entries`} below its place.</p>
${counts.length === 0 ? emptyState({ sentence: 'Nothing has to be written: the directory says what it should.' }) : countList(counts)}
${plan.state === 'shown' && agreePart(view, plan, drawn)}
${
  counts.length > 0 &&
  dataTable<PlanLine & { logonName: string }>({
    caption: 'Each logon',
    columns: [
      { key: 'logon', text: 'Logon', cell: ({ logonName }) => logonName },
      { key: 'does', text: 'What', cell: ({ does }) => doings[does].words },
      { key: 'changes', text: 'From and to', cell: changeLines },
      { key: 'outcome', text: 'Outcome', cell: ({ outcome }) => outcomeWords[outcome ?? 'none'] },
    ],
    rows,
    total,
    request,
    filters: planTable.filters,
    empty: 'Nothing has to be written.',
  })
}`
}

const outcomeWords = {
  none: '–',
  written: 'Written',
  declined: 'Declined',
  other: 'Left: it changed meanwhile',
}

function planLine({ state, madeAt, endedAt, agreedAt }: Plan): string {
  if (state === 'done' && endedAt) return `Written ${formatInstant(endedAt)}.`
  if (state === 'agreed' && agreedAt) return `Agreed ${formatInstant(agreedAt)}. It is being written.`
  return `Made ${formatInstant(madeAt)}. Nothing has been written.`
}

function countList(counts: PlanView['counts']): Html {
  const rows = (Object.keys(doings) as Does[]).flatMap((does) => {
    const count = counts.filter((one) => one.does === does).reduce((sum, one) => sum + one.count, 0)
    return count === 0
      ? []
      : [
          {
            key: { text: doings[does].words },
            value: { html: html`<strong>${count}</strong>. ${doings[does].means}` },
          },
        ]
  })
  return govuk.summaryList({ rows })
}

function agreePart({ counts, may }: PlanView, plan: Plan, { csrf, once, here }: Drawn): Html | false {
  if (!may.keep) return false
  const warning =
    plan.needsSecond &&
    govuk.warningText({
      text: `This plan stops ${plan.stops} logons at once. Look whether these people have really left. Somebody else than who made the plan has to agree.`,
      iconFallbackText: 'Warning',
    })
  const text = counts.length === 0 ? 'Follow from now on' : 'Agree: write this, and follow from now on'
  return html`${warning}${
    may.agree &&
    buttonForm({
      action: `${here}/plan/agree`,
      csrf,
      once,
      text,
      values: { planId: plan.id },
      classes: plan.needsSecond ? 'govuk-button--warning' : '',
    })
  }`
}

function changeLines({ does, changes }: PlanLine): Html {
  return html`${changes.map(({ what, from, to }) => html`<div>${factWords[what]}: ${does === 'create' ? '' : `${from || 'nothing'} → `}${to || 'nothing'}</div>`)}`
}

/** Each difference with its two answers, for whoever keeps the connection. */
export function byHandPage(
  connection: Connection,
  drifts: readonly (DriftFound & { logonName: string })[],
  mayKeep: boolean,
  drawn: Drawn,
): Html {
  return html`<span class="govuk-caption-l">${connection.name}</span><h1 class="govuk-heading-l">Changed by hand</h1>
<p class="govuk-body">The directory says something else here than Schoolkeeper wrote. Nothing is written over before somebody decides; only a stop is always written.</p>
${drifts.length === 0 ? emptyState({ sentence: 'Nothing was changed by hand.' }) : drifts.map((drift) => driftCard(drift, mayKeep, drawn))}`
}

function driftCard(
  drift: DriftFound & { logonName: string },
  mayKeep: boolean,
  { csrf, once, here }: Drawn,
): Html {
  const { id, logonName, what, ours, theirs, foundAt } = drift
  const button = (as: 'ours' | 'theirs', text: string) =>
    buttonForm({
      action: `${here}/by-hand`,
      csrf,
      once: `${once}${as}${id.slice(0, 8)}`,
      text,
      values: { driftId: id, as },
      classes: 'govuk-button--secondary',
    })
  return html`<h2 class="govuk-heading-s">${logonName}: ${what === 'entry' ? 'the whole entry' : factWords[what]}</h2>
${govuk.summaryList({
  rows: [
    { key: { text: 'Ours' }, value: { text: ours || 'nothing' } },
    { key: { text: 'Theirs' }, value: { text: theirs || 'nothing' } },
    { key: { text: 'Found' }, value: { text: formatInstant(foundAt) } },
  ],
})}
${mayKeep && html`<div class="govuk-button-group">${button('ours', 'Write ours')}${button('theirs', 'Let theirs stand')}</div>`}`
}
