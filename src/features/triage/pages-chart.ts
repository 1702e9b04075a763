import { govuk } from '#/platform/web/components/govuk.ts'
import { type Html, html } from '#/platform/web/html.ts'
import type { FlowLine, FlowPicture } from './pages-flow-picture.ts'

export type DrawnFlow = { title: string; writtenFor: string; picture: FlowPicture }

/** The flows that an incident has gone through, drawn one below the other with the way it took. */
export function chartPage(parts: { reference: string; flows: readonly DrawnFlow[]; back: string }): Html {
  return html`${govuk.backLink({ text: 'Back to what has to happen', href: parts.back })}
<p class="govuk-caption-l">${parts.reference}</p>
<h1 class="govuk-heading-l">The way it takes</h1>
<p class="govuk-body">Thick lines and the words “done” and “now” show the way so far.</p>
${parts.flows.map(
  ({ title, writtenFor, picture }) => html`<h2 class="govuk-heading-m">${title}</h2>
<p class="govuk-hint">${writtenFor}</p>${drawing({ ...picture, list: picture.list.filter(({ standing }) => standing !== null) }, { summary: 'The way so far, as a list' })}`,
)}`
}

/** A picture with its list. A narrow screen, a screen reader and a print-out have the list; a wide screen both. */
export function drawing(
  picture: FlowPicture,
  list: { summary?: string; edit?: (id: string) => string } = {},
): Html {
  const { summary = 'The same as a list', edit = null } = list
  return html`<div class="sk-flow-frame" role="region" aria-label="The flow as a picture" tabindex="0">${picture.svg}</div>
${govuk.details({
  summaryText: summary,
  open: true,
  html: html`<ol class="sk-flow-list">${picture.list.map((line) => listItem(line, edit))}</ol>`,
})}`
}

function listItem(line: FlowLine, edit: ((id: string) => string) | null): Html {
  const taken = (isTaken: boolean) => isTaken && 'sk-flow-list__taken'
  return html`<li class="sk-flow-list__item ${line.standing && `sk-flow-list__item--${line.standing}`}">
<p class="sk-flow-list__title">${line.title}</p>
<p class="sk-flow-list__fact">${[line.kind, line.standing && standings[line.standing], line.who && `for ${line.who}`].filter(Boolean).join(' · ')}${edit && html` · <a class="govuk-link" href="${edit(line.id)}">Change<span class="govuk-visually-hidden">: ${line.title}</span></a>`}</p>
${line.exits.map((exit) => html`<p class="sk-flow-list__fact"><span class="${taken(exit.isTaken)}">${exit.label !== '' && html`${exit.label}: `}→ ${exit.to}${exit.isTaken && ' (taken)'}</span></p>`)}
${line.note && html`<p class="sk-flow-list__fact">${line.note}</p>`}
</li>`
}

const standings = { open: 'now', waiting: 'waiting', done: 'done', passed: 'passed' } as const
