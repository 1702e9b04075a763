// What is new outside or in the school, because of which the policies are looked at again.

import { formatDate, formatInstant } from '#/kernel/london-time.ts'
import { emptyState } from '#/platform/web/components/empty-state.ts'
import { form } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { plainTable } from '#/platform/web/components/plain-table.ts'
import { type Html, html } from '#/platform/web/html.ts'
import type { FormPage } from './pages-register.ts'
import { type At, keptAtLink } from './pages-text.ts'
import { type Prompt, promptCauses } from './prompt.ts'
import { causes } from './review.ts'

/** What was noted, newest first, and what came of it. */
export function promptsPage(prompts: readonly Prompt[], at: At): Html {
  return html`${govuk.backLink({ text: 'Policies', href: at('/policy-register') })}
<h1 class="govuk-heading-l">New guidance, law and technology</h1>
<p class="govuk-body">What is noted here makes every policy in force come back to its owner for a review, six weeks before it applies. Lessons from incidents do the same by themselves.</p>
${govuk.button({ text: 'Note something new', href: at('/policy-register/prompts/new') })}
${
  prompts.length === 0
    ? emptyState({ sentence: 'Nothing is noted yet.' })
    : plainTable({
        caption: 'What was noted',
        captionClasses: 'govuk-visually-hidden',
        head: ['What', 'Why it matters', 'Applies from', 'Reviews asked for'].map((text) => ({ text })),
        rows: prompts.map(({ title, keptAt, cause, appliesFrom, reviewsAskedAt }) => [
          { html: keptAtLink(title, keptAt) },
          { text: causes[cause] },
          { text: formatDate(appliesFrom) },
          { text: reviewsAskedAt ? formatInstant(reviewsAskedAt) : 'Not yet' },
        ]),
      })
}`
}

/** Notes something new. */
export function addPromptPage({ at, csrf, once, values, errors }: FormPage): Html {
  return html`${govuk.backLink({ text: 'New guidance, law and technology', href: at('/policy-register/prompts') })}
<h1 class="govuk-heading-l">Note something new</h1>
${form({
  action: at('/policy-register/prompts/new'),
  csrf,
  once,
  values,
  errors,
  fields: [
    {
      kind: 'choice',
      name: 'cause',
      label: 'What is new?',
      choices: promptCauses.map((value) => ({ value, text: causes[value] })),
    },
    {
      kind: 'text',
      name: 'title',
      label: 'What is it called?',
      hint: 'For example, Keeping children safe in education 2027, or tablets for Year 2',
    },
    {
      kind: 'text',
      name: 'keptAt',
      label: 'Where it can be read',
      hint: 'An address that begins with https://, or words such as “staff shared drive, Guidance”',
      optional: true,
    },
    { kind: 'date', name: 'appliesFrom', label: 'From when does it apply?', hint: 'For example, 1 9 2027' },
  ],
  submit: 'Note it',
})}`
}
