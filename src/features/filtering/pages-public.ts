import { helpWords } from '#/engines/filter/index.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { type Html, html } from '#/platform/web/html.ts'
import { type CategoryRow, categories } from './category.ts'
import type { Drawn } from './pages.ts'
import { type ProfileKey, profileWords } from './profile.ts'

/** For everybody: what is filtered and why, what cannot be promised, and what to do. */
export function publicPage(school: string, at: Drawn['at']): Html {
  const rows: readonly CategoryRow[] = Object.values(categories)
  return html`<h1 class="govuk-heading-l">What is filtered at ${school}</h1>
<p class="govuk-body-l">The school takes all reasonable precautions so that everybody reaches what suits them. No filter is perfect.</p>
<p class="govuk-body">We cannot promise that something unsuitable never appears on a screen. The school and its council cannot be held liable for material that is reached in spite of these precautions, or for what follows from it. Children learn what to do when it happens, and nobody is blamed for something that they came across by accident.</p>
<h2 class="govuk-heading-m">When you see something unsuitable</h2>
<p class="govuk-body">Switch the screen off, or turn it away, and <a class="govuk-link" href="${at('/report')}">tell us</a>. When a site that is needed is blocked, <a class="govuk-link" href="${at('/ask-for-site')}">ask for it</a>: a person looks at it.</p>
<h2 class="govuk-heading-m">What is blocked, and why</h2>
${govuk.summaryList({ rows: rows.map(({ words, why, care }) => ({ key: { text: words }, value: { text: care === undefined ? why : `${why} ${care}` } })) })}
<p class="govuk-body">How much of this a group reaches differs by age and by what people do here. Sites that help, like Childline, are always open, and a visit is not held against anybody. <a class="govuk-link" href="${at('/what-is-kept')}">What is kept of what people visit</a></p>`
}

/** Where a way in that can show no page of its own leads whoever looked for ways to harm themselves. */
export function helpPage(): Html {
  const { heading, why, danger, listens, who, atSchool, byAccident } = helpWords
  return html`<h1 class="govuk-heading-xl">${heading}</h1>
<p class="govuk-body-l">${why}</p>
<p class="govuk-body-l">${danger.before} ${toRing(danger.number)} ${danger.after}</p>
<p class="govuk-body-l">${listens}</p>
<ul class="govuk-list govuk-list--bullet govuk-list--spaced">
${who.map(({ name, number, site, says }) => html`<li class="govuk-body-l">${name}: ${toRing(number)}, or <a class="govuk-link" href="${site}">${says}</a></li>`)}
</ul>
<p class="govuk-body-l">${atSchool}</p>
<p class="govuk-body-l">${byAccident}</p>`
}

/** A number that a phone rings, on one line. */
const toRing = (number: string): Html =>
  html`<a class="govuk-link" href="tel:${number.replaceAll(' ', '')}"><strong>${number.replaceAll(' ', '\u00a0')}</strong></a>`

/** While encrypted pages are looked into: those whom it is about have a right to know. */
export function inspectedNotice(inspected: readonly ProfileKey[] | null): Html | null {
  if (inspected === null) return null
  return html`<h2 class="govuk-heading-m">Encrypted pages</h2>
<p class="govuk-body">On the school’s own devices of these groups the filter looks inside encrypted pages, to block what is unsuitable and to keep searches safe: ${inspected.map(profileWords).join(', ')}. It never looks into banks, health, government, or sites of help, and it keeps nothing of what stands on a page. Searches are compared with a list of words; what was searched for is not kept.</p>`
}
