// Forms about looking at a policy again, and about telling people of it.

import { form } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { type Html, html } from '#/platform/web/html.ts'
import type { FormPage } from './pages-register.ts'
import { audienceNames, audiences, wayNames, ways } from './policy.ts'
import { causes, causesToAsk, outcomeNames, outcomes, type Review } from './review.ts'

/** Asks why the policy should be looked at. */
export function askReviewPage(page: FormPage & { policyId: string }): Html {
  const { policyId, at, csrf, once, values, errors } = page
  return html`${govuk.backLink({ text: 'The policy', href: at(`/policy-register/${policyId}`) })}
<h1 class="govuk-heading-l">Ask for a review</h1>
${form({
  action: at(`/policy-register/${policyId}/reviews/new`),
  csrf,
  once,
  values,
  errors,
  fields: [
    {
      kind: 'choice',
      name: 'cause',
      label: 'Why should it be looked at now?',
      choices: causesToAsk.map((value) => ({ value, text: causes[value] })),
    },
    {
      kind: 'longText',
      name: 'says',
      label: 'What is new, and which part of the policy does it touch?',
      hint: 'Name no child and no adult.',
      rows: 4,
      limit: 1000,
    },
  ],
  submit: 'Ask for it',
})}`
}

/** Records what a review found. */
export function endReviewPage(page: FormPage & { review: Review; title: string }): Html {
  const { review, title, at, csrf, once, values, errors } = page
  return html`${govuk.backLink({ text: 'The policy', href: at(`/policy-register/${review.policyId}`) })}
<span class="govuk-caption-l">${title}</span>
<h1 class="govuk-heading-l">Record what came of the review</h1>
<p class="govuk-body"><strong>${causes[review.cause]}.</strong> ${review.says}</p>
${form({
  action: at(`/policy-register/reviews/${review.id}`),
  csrf,
  once,
  values,
  errors,
  fields: [
    {
      kind: 'longText',
      name: 'findings',
      label: 'How far is the policy put into practice, and how well does it work?',
      hint: 'Governors read this. Think of what incidents, monitoring and pupils’ voices have shown, and what the school plans.',
      rows: 6,
      limit: 4000,
    },
    {
      kind: 'choice',
      name: 'outcome',
      label: 'What comes of it?',
      choices: outcomeNames.map((value) => ({ value, text: outcomes[value] })),
    },
  ],
  submit: 'Save',
})}`
}

/** Records how a group was taken through the policy. */
export function introducePage(page: FormPage & { versionId: string; policyId: string }): Html {
  const { versionId, policyId, at, csrf, once, values, errors } = page
  return html`${govuk.backLink({ text: 'The policy', href: at(`/policy-register/${policyId}`) })}
<h1 class="govuk-heading-l">Record how somebody was told of it</h1>
${form({
  action: at(`/policy-register/versions/${versionId}/introductions/new`),
  csrf,
  once,
  values,
  errors,
  fields: [
    {
      kind: 'choice',
      name: 'group',
      label: 'Who was told?',
      choices: audienceNames.map((value) => ({ value, text: audiences[value] })),
    },
    {
      kind: 'choice',
      name: 'way',
      label: 'How?',
      choices: wayNames.map((value) => ({ value, text: ways[value] })),
    },
    { kind: 'date', name: 'heldOn', label: 'When?', hint: 'For example, 24 11 2026' },
    {
      kind: 'text',
      name: 'says',
      label: 'Which one?',
      hint: 'For example, Year 5 and 6 assembly, or newsletter 12',
    },
  ],
  submit: 'Save',
})}`
}
