import { govuk } from '#/platform/web/components/govuk.ts'
import { type Html, html } from '#/platform/web/html.ts'
import type { ClassUnsigned } from './nobody-signs.ts'

/** Above a round, and above all rounds: for whom nobody may sign, by class, and what to do. Nothing where there is nobody. */
export function nobodySignsPart(parts: {
  classes: readonly ClassUnsigned[]
  /** Whether whoever looks may open an address. */
  opens: (path: `/${string}`) => boolean
  at: (path: string) => string
}): Html | false {
  const { classes, opens, at } = parts
  const count = classes.reduce((sum, { children }) => sum + children.length, 0)
  if (count === 0) return false
  const line = ({ id, name }: ClassUnsigned['children'][number]): Html => {
    const record = `/people/${id}` as const
    return html`<li>${opens(record) ? html`<a class="govuk-link" href="${at(record)}">${name}</a>` : name}</li>`
  }
  return html`${govuk.warningText({
    iconFallbackText: 'Warning',
    text: `${count === 1 ? '1 child has' : `${count} children have`} nobody who may sign for them.`,
  })}
<p class="govuk-body">No parent or carer with the right to sign is on record, so nobody is asked. The office finds out who may sign, and saves it in the child’s record.</p>
${govuk.details({
  summaryText: 'Who they are, by class',
  html: html`${classes.map(
    ({ className, children }) => html`<h2 class="govuk-heading-s">${className}</h2>
<ul class="govuk-list govuk-list--bullet">${children.map(line)}</ul>`,
  )}`,
})}`
}
