import { formatDate, londonDate } from '#/kernel/london-time.ts'
import { buttonForm } from '#/platform/web/components/form.ts'
import { statusTag } from '#/platform/web/components/records.ts'
import { type Html, html } from '#/platform/web/html.ts'
import { inCommon } from './answer-same.ts'
import { states } from './incident.ts'
import { kindWords } from './misuse-catalogue.ts'
import type { PerhapsSame } from './same-store.ts'

/** Other open incidents that may be the same matter, each with its two answers. Nothing where there is none. */
export function perhapsSamePart(parts: {
  incidentId: string
  others: readonly PerhapsSame[]
  mayAnswer: boolean
  csrf: string
  at: (path: string) => string
}): Html | null {
  const { others, mayAnswer, at } = parts
  if (others.length === 0) return null
  return html`<section aria-labelledby="perhaps-same"><h2 class="govuk-heading-m" id="perhaps-same">May be the same</h2>
<p class="govuk-body">Somebody may have told of this before. Look at both, then say. If it is the same, the work goes on in one of them, and its people are added there.</p>
<ul class="govuk-list">${others.map(
    (
      other,
    ) => html`<li><p class="govuk-body"><a class="govuk-link govuk-!-font-weight-bold" href="${at(`/incidents/${other.id}`)}">${other.reference}</a>, ${kindWords(other.kind)}, told ${formatDate(londonDate(other.toldAt))} ${statusTag({ ...tagOf(other) }, 'brief')}<br>In common: ${inCommon(other)}.</p>
${mayAnswer && html`<div class="govuk-button-group">${answerButton(parts, other, 'same')}${answerButton(parts, other, 'notSame')}</div>`}</li>`,
  )}</ul></section>`
}

const answers = { same: 'It is the same', notSame: 'Not the same' } as const

function answerButton(
  { incidentId, csrf, at }: { incidentId: string; csrf: string; at: (path: string) => string },
  other: PerhapsSame,
  answer: keyof typeof answers,
): Html {
  return buttonForm({
    action: at(`/incidents/${incidentId}/same`),
    csrf,
    text: `${answers[answer]} as ${other.reference}`,
    values: { other: other.id, answer },
    classes: 'govuk-button--secondary',
  })
}

function tagOf({ state }: PerhapsSame) {
  const { words, means, colour } = states[state]
  return { text: words, means, colour }
}
