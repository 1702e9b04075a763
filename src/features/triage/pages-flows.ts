import type { FieldErrors, TypedValues } from '#/platform/web/components/fields.ts'
import { buttonForm, form } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { plainTable } from '#/platform/web/components/plain-table.ts'
import { statusTag } from '#/platform/web/components/records.ts'
import { type Html, html } from '#/platform/web/html.ts'
import type { Flow } from './flow.ts'
import { type FlowState, flowStates } from './flow-version.ts'
import { drawing } from './pages-chart.ts'
import type { FlowPicture } from './pages-flow-picture.ts'

export type FlowRow = {
  title: string
  href: string
  /** “Delivered”, “Your own, version 3, since 1 December 2026”. */
  runs: string
  isFixed: boolean
  /** Set where the school's copy breaks a rule under the settings of today and the delivered flow stands in. */
  trouble: string | null
  pending: { text: string; href: string; state: FlowState } | null
}

/** All flows, in the order in which an incident meets them. */
export function flowsPage(parts: { flows: readonly FlowRow[] }): Html {
  return html`<h1 class="govuk-heading-l">How we handle incidents</h1>
<p class="govuk-body">Every incident begins with the four safety questions. After them it follows these flows. Flows that protect children are the same in every school; of the others you can make your own copy.</p>
${plainTable({
  caption: 'Flows',
  captionClasses: 'govuk-visually-hidden',
  firstCellIsHeader: true,
  head: [{ text: 'Flow' }, { text: 'What runs' }, { text: 'Being changed' }],
  rows: parts.flows.map((flow) => [
    { html: html`<a class="govuk-link" href="${flow.href}">${flow.title}</a>` },
    {
      html: html`${flow.runs}${flow.isFixed && html`<br><span class="govuk-hint">The same in every school</span>`}${flow.trouble && html`<br><strong>${flow.trouble}</strong>`}`,
    },
    {
      html: flow.pending
        ? html`<a class="govuk-link" href="${flow.pending.href}">${flow.pending.text}</a> ${statusTag(flowStates[flow.pending.state], 'brief')}`
        : html`No`,
    },
  ]),
})}`
}

type Links = { back: string; self: string; node: (id: string) => string }
export type Tokens = { csrf: string; once: string }

/** One flow as it runs, drawn, with a button to make a copy where that is allowed. */
export function flowPage(parts: {
  flow: Flow
  picture: FlowPicture
  mayCopy: boolean
  history: readonly { text: string; href: string; state: FlowState }[]
  links: Pick<Links, 'back' | 'self'>
  tokens: Tokens
}): Html {
  const { flow, links, tokens } = parts
  return html`${govuk.backLink({ text: 'Back to all flows', href: links.back })}
<h1 class="govuk-heading-l">${flow.title}</h1>
<p class="govuk-body">${flow.writtenFor}</p>
${parts.mayCopy && buttonForm({ action: `${links.self}/copy`, ...tokens, text: 'Make our own copy', classes: 'govuk-button--secondary' })}
${drawing(parts.picture)}
${parts.history.length > 0 && html`<h2 class="govuk-heading-m">Your own versions</h2><ul class="govuk-list">${parts.history.map(({ text, href, state }) => html`<li><a class="govuk-link" href="${href}">${text}</a> ${statusTag(flowStates[state], 'brief')}</li>`)}</ul>`}`
}

/** A school's copy: what is wrong with it, what may be done with it, and the drawing. */
export function versionPage(parts: {
  flow: Flow
  state: FlowState
  facts: readonly { key: string; value: string }[]
  refused: readonly string[]
  picture: FlowPicture | null
  may: { edit: boolean; decide: boolean }
  links: Links
  tokens: Tokens
  values: TypedValues
  errors: FieldErrors
}): Html {
  const { flow, state, refused, links, may } = parts
  const isDraft = state === 'draft' && may.edit
  return html`${govuk.backLink({ text: 'Back to all flows', href: links.back })}
<p class="govuk-caption-l">Version ${flow.version}</p>
<h1 class="govuk-heading-l">${flow.title}</h1>
<p class="govuk-body">${statusTag(flowStates[state])}</p>
${parts.facts.length > 0 && govuk.summaryList({ rows: parts.facts.map(({ key, value }) => ({ key: { text: key }, value: { text: value } })) })}
${refused.length > 0 && html`<h2 class="govuk-heading-m">What keeps it from being used</h2><ul class="govuk-list govuk-list--bullet">${refused.map((sentence) => html`<li>${sentence}</li>`)}</ul>`}
${parts.picture ? drawing(parts.picture, isDraft ? { edit: links.node } : {}) : isDraft && boxes(flow, links)}
${
  isDraft &&
  html`<p class="govuk-body"><a class="govuk-link" href="${links.self}/text">Write it as text (JSON)</a></p>${refused.length === 0 && proposal(parts)}
${buttonForm({ action: `${links.self}/discard`, ...parts.tokens, text: 'Discard this draft', classes: 'govuk-button--secondary' })}`
}
${state === 'proposed' && may.decide && decision(parts)}`
}

function boxes({ nodes }: Flow, { node }: Links): Html {
  return html`<ul class="govuk-list">${nodes.map(({ id, title }) => html`<li><a class="govuk-link" href="${node(id)}">${title}</a></li>`)}</ul>`
}

type FormParts = { links: Links; tokens: Tokens; values: TypedValues; errors: FieldErrors }

function proposal({ links, tokens, values, errors }: FormParts): Html {
  return html`<h2 class="govuk-heading-m">Propose it</h2>${form({
    action: `${links.self}/propose`,
    ...tokens,
    values,
    errors,
    fields: [
      { kind: 'longText', name: 'why', label: 'What changes, and why?', rows: 3 },
      {
        kind: 'date',
        name: 'fromDay',
        label: 'From which day?',
        hint: 'Incidents that are written down from that day on use it. Earlier ones keep the flow they began with.',
      },
    ],
    submit: 'Propose to the head',
  })}`
}

function decision({ links, tokens, values, errors }: FormParts): Html {
  return html`<h2 class="govuk-heading-m">Your decision</h2>${form({
    action: `${links.self}/decide`,
    ...tokens,
    values,
    errors,
    fields: [
      {
        kind: 'choice',
        name: 'decision',
        label: 'Shall it be used?',
        choices: [
          { value: 'confirm', text: 'Yes, from the day above' },
          {
            value: 'refuse',
            text: 'No',
            reveals: [{ kind: 'longText', name: 'reason', label: 'Why not?', rows: 3 }],
          },
        ],
      },
    ],
    submit: 'Record the decision',
  })}`
}
