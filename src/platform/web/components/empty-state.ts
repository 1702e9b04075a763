import { type Html, html } from '../html.ts'

/** What stands where there is nothing: a sentence, and what one can do. */
export function emptyState(parts: { sentence: string; action?: { text: string; href: string } }): Html {
  const { sentence, action } = parts
  return html`<div class="sk-empty"><p class="govuk-body">${sentence}</p>
${action && html`<p class="govuk-body"><a class="govuk-link" href="${action.href}">${action.text}</a></p>`}</div>`
}
