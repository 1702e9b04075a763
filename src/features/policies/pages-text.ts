// The text of a policy on a page, and the facts beside it. The same for its writers and for the public.

import { govuk } from '#/platform/web/components/govuk.ts'
import { type Html, html } from '#/platform/web/html.ts'
import type { Linked } from './policy.ts'
import { factsOf, type PolicyParts } from './policy-document.ts'
import { blocksOf } from './text-blocks.ts'
import { fingerprint, inSections, type Paragraph } from './version.ts'

export type At = (path: string) => string

/** The text under its headings. `foot` adds to a paragraph what somebody can do with it. */
export function textPart(
  paragraphs: readonly Paragraph[],
  foot: (paragraph: Paragraph) => Html | null = () => null,
): Html {
  return html`${inSections(paragraphs).map(
    ({ heading, paragraphs: ours }, index) => html`<section>
<h2 class="govuk-heading-m">${index + 1}. ${heading}</h2>
${ours.map(
  (one) => html`<div class="sk-clause" id="p-${one.key}">
<p class="sk-clause__number">${one.number}</p>
<div class="sk-clause__text">${paragraphText(one.printed ?? one.text)}${foot(one)}</div>
</div>`,
)}</section>`,
  )}`
}

/** The blocks of one paragraph. */
function paragraphText(text: string): Html {
  return html`${blocksOf(text).map((block) =>
    block.kind === 'list'
      ? html`<ul class="govuk-list govuk-list--bullet">${block.items.map((item) => html`<li>${item}</li>`)}</ul>`
      : html`<p class="govuk-body">${block.text}</p>`,
  )}`
}

/** Owner, dates, approvals, signature, and the start of the hash that ties them to the text. */
export function factsPart(parts: PolicyParts): Html {
  const { hash } = parts.version
  const rows = factsOf(parts).map(([key, value]) => ({ key: { text: key }, value: { text: value } }))
  const mark =
    hash === null ? [] : [{ key: { text: 'Fingerprint of the text' }, value: { text: fingerprint(hash) } }]
  return govuk.summaryList({ rows: [...rows, ...mark] })
}

/** What the policy is read together with. */
export function linkedPart(linked: readonly Linked[]): Html {
  if (linked.length === 0) return html``
  return html`<h2 class="govuk-heading-m">Read together with</h2>
<ul class="govuk-list govuk-list--bullet">${linked.map(({ title, keptAt }) => html`<li>${keptAtLink(title, keptAt)}</li>`)}</ul>`
}

/** A link where it is an address, else where it is kept in words. */
export function keptAtLink(title: string, keptAt: string | null): Html {
  if (keptAt === null) return html`${title}`
  if (/^https:\/\/\S+$/.test(keptAt)) return html`<a class="govuk-link" href="${keptAt}">${title}</a>`
  return html`${title} <span class="govuk-hint govuk-!-display-inline">(${keptAt})</span>`
}
