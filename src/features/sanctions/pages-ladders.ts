// What may follow misuse, for everybody who is bound by it, and the form by which a school writes its own.

import { formatDate, londonDate } from '#/kernel/london-time.ts'
import type { Field } from '#/platform/web/components/fields.ts'
import { form } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { plainTable } from '#/platform/web/components/plain-table.ts'
import { type Html, html } from '#/platform/web/html.ts'
import type { WebRequest } from '#/platform/web/route.ts'
import { mostRungs } from './change-ladder.ts'
import type { LadderVersion, NamedLadder } from './ladder-store.ts'
import { approverNames, type Ladder, stopNames, weightNames, weights } from './ladders.ts'
import type { FormPage, Names } from './pages.ts'
import { approvers, stops } from './sanction.ts'

const titles = { pupil: 'For pupils', staff: 'For adults who work here' } as const

/** Both ladders. The link to change one is drawn only for whoever may. */
export function laddersPage(
  ladders: readonly Ladder[],
  { at, opens }: Pick<WebRequest, 'at' | 'opens'>,
): Html {
  return html`<h1 class="govuk-heading-l">What may follow</h1>
<p class="govuk-body">When somebody breaks the rules for going online, one of these may follow, by how serious it is. Each incident is looked at on its own, and help comes first.</p>
<p class="govuk-body">Where it may be a crime the school tells the police. That waits for no level and for nobody’s agreement.</p>
${ladders.map(
  ({ of, levels }) =>
    html`${plainTable({
      caption: titles[of],
      captionClasses: 'govuk-table__caption--m',
      firstCellIsHeader: true,
      head: [{ text: 'What' }, { text: 'Decided by' }],
      rows: levels.map(({ name, approver }) => [{ text: name }, { text: approvers[approver].words }]),
    })}
${opens(`/sanctions/ladders/${of}`) && html`<p class="govuk-body govuk-!-display-none-print"><a class="govuk-link" href="${at(`/sanctions/ladders/${of}`)}">Change what may follow ${titles[of].toLowerCase()}</a></p>`}`,
)}`
}

type ChangePage = FormPage & {
  now: NamedLadder
  versions: readonly LadderVersion[]
  names: Names
}

/** One ladder as a form: a rung a group of fields, three empty ones at the end. */
export function changeLadderPage({ now, versions, names, at, csrf, once, values, errors }: ChangePage): Html {
  const { of, words, levels } = now.ladder
  const action = at(`/sanctions/ladders/${of}`)
  const shown = Math.min(levels.length + 3, mostRungs)
  return html`${govuk.backLink({ text: 'Back to what may follow', href: at('/sanctions/ladders') })}
<h1 class="govuk-heading-l">Change what may follow ${titles[of].toLowerCase()}</h1>
<p class="govuk-body">${now.ownVersion === 0 ? `Now the model holds: ${words}. Change it here and it becomes your own.` : `Your own version ${now.ownVersion} holds now.`} Sanctions that were entered before keep their words and whoever has to agree to them.</p>
<p class="govuk-body">Empty the words of a rung to take it off. Exclusion needs the head, dismissal the head and the chair of governors, and both only the gravest cases.</p>
${form({
  action,
  csrf,
  once,
  // Whoever was told that somebody else saved first may save again, having looked.
  values: { ...(values.why === undefined ? valuesOf(now) : values), seenVersion: String(now.ownVersion) },
  errors,
  fields: [
    { kind: 'hidden', name: 'seenVersion' },
    ...Array.from({ length: shown }, (_, i) => rungFields(i, levels[i]?.name)).flat(),
    html`<h2 class="govuk-heading-m">Why it changes</h2>`,
    { kind: 'longText', name: 'why', label: 'Why does it change, and who agreed?', rows: 3 },
  ],
  submit: 'Save as the next version',
})}
${versions.length > 0 && html`<h2 class="govuk-heading-m">Your own versions</h2>${govuk.summaryList({ rows: versions.map((one) => ({ key: { text: `Version ${one.version}` }, value: { html: versionLine(one, names) } })) })}`}`
}

function versionLine({ why, madeAt, madeBy, levels }: LadderVersion, names: Names): Html {
  return html`${levels.map(({ name }) => name).join(' → ')}<br>${why}<span class="sk-step__who">${names.get(madeBy) ?? 'Somebody who has left'}, ${formatDate(londonDate(madeAt))}</span>`
}

function rungFields(i: number, name: string | undefined): (Field | Html)[] {
  return [
    html`<h2 class="govuk-heading-m">${name ?? 'Another rung'}</h2>`,
    { kind: 'hidden', name: `id-${i}` },
    { kind: 'text', name: `name-${i}`, label: 'What follows' },
    {
      kind: 'text',
      name: `place-${i}`,
      label: 'Its place, from the mildest up',
      width: 2,
      inputmode: 'numeric',
    },
    { kind: 'select', name: `approver-${i}`, label: 'Who has to agree', choices: approverChoices },
    { kind: 'select', name: `atLeast-${i}`, label: 'From which weight on', choices: weightChoices },
    { kind: 'choices', name: `stops-${i}`, label: 'What it may stop', small: true, choices: stopChoices },
  ]
}

const approverChoices = approverNames.map((value) => ({ value, text: approvers[value].words }))
const weightChoices = weightNames.map((value) => ({ value, text: weights[value] }))
const stopChoices = stopNames.map((value) => ({ value, text: stops[value] }))

function valuesOf({ ladder }: NamedLadder): Record<string, string | readonly string[]> {
  const rungs = Array.from({ length: mostRungs }, (_, i) => {
    const level = ladder.levels[i]
    return [
      [`id-${i}`, level?.id ?? ''],
      [`name-${i}`, level?.name ?? ''],
      [`place-${i}`, String(i + 1)],
      [`approver-${i}`, level?.approver ?? 'seniorLeader'],
      [`atLeast-${i}`, level?.atLeast ?? 'minor'],
      [`stops-${i}`, level?.stops ?? []],
    ] as const
  })
  return Object.fromEntries(rungs.flat())
}
