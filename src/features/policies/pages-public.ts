// What anybody may read: the school’s published policies. No sign-in, no navigation, made to be printed.

import { formatDate } from '#/kernel/london-time.ts'
import { emptyState } from '#/platform/web/components/empty-state.ts'
import { type Html, html } from '#/platform/web/html.ts'
import { type At, factsPart, linkedPart, textPart } from './pages-text.ts'
import type { PolicyParts } from './policy-document.ts'

export type PublishedLine = {
  slug: string
  title: string
  adoptedOn: string | null
  reviewDueOn: string | null
}

/** The list of published policies. */
export function publishedPage(schoolName: string, lines: readonly PublishedLine[], at: At): Html {
  return html`<h1 class="govuk-heading-l">Policies of ${schoolName}</h1>
${
  lines.length === 0
    ? emptyState({ sentence: 'No policy is published here yet. Ask the school office for a copy.' })
    : html`<ul class="govuk-list">${lines.map(
        ({ slug, title, adoptedOn, reviewDueOn }) => html`<li class="govuk-!-margin-bottom-4">
<a class="govuk-link govuk-!-font-size-24" href="${at(`/policies/${slug}`)}">${title}</a><br>
<span class="govuk-hint">${adoptedOn && `Adopted on ${formatDate(adoptedOn)}`}${reviewDueOn && `, to be reviewed by ${formatDate(reviewDueOn)}`}</span></li>`,
      )}</ul>`
}`
}

/** One published policy, in full. */
export function publicPolicyPage(parts: PolicyParts, slug: string, at: At): Html {
  const { version } = parts
  return html`<p class="govuk-body govuk-!-font-weight-bold govuk-!-margin-bottom-1">${parts.schoolName}</p>
<h1 class="govuk-heading-xl govuk-!-margin-bottom-2">${version.title}</h1>
<p class="govuk-body-l">${version.scope}</p>
<p class="govuk-body govuk-!-display-none-print">Also to save or print: <a class="govuk-link" href="${at(`/policies/${slug}/policy.pdf`)}">PDF</a>, <a class="govuk-link" href="${at(`/policies/${slug}/policy.docx`)}">Word</a>. <a class="govuk-link" href="${at('/policies')}">All policies</a></p>
${factsPart(parts)}
${textPart(parts.paragraphs)}
${linkedPart(parts.linked)}
<p class="govuk-body govuk-!-display-none-print">Something happened, or worries you? <a class="govuk-link" href="${at('/report')}">Tell the school</a>. If somebody is in danger now, ring 999.</p>`
}
