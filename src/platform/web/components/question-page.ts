import { type Html, html } from '../html.ts'
import { type Form, form } from './form.ts'
import { govuk } from './govuk.ts'

/** One question on a page: where one came from, where in the whole one is, the question, a button. */
export function questionPage(parts: {
  back?: string
  /** Where in the whole this question stands: "Question 2 of 6". */
  caption?: string
  before?: Html
  form: Form
  /** Stands below the button: help that must not be in the way. */
  after?: Html
}): Html {
  return html`${parts.back !== undefined && govuk.backLink({ text: 'Back', href: parts.back })}
<div class="sk-question">
${parts.caption !== undefined && html`<p class="govuk-caption-l">${parts.caption}</p>`}
${parts.before}
${form(parts.form)}
${parts.after}
</div>`
}
