import { govuk } from '#/platform/web/components/govuk.ts'
import { plainTable } from '#/platform/web/components/plain-table.ts'
import { type Html, html } from '#/platform/web/html.ts'
import { categoryIds, categoryRow } from './category.ts'
import type { Drawn } from './pages.ts'
import { type ProfileKey, profiles, profileWords, type Rules } from './profile.ts'
import { type OwnTerm, starterTerms } from './search-term.ts'

export type SearchesView = {
  rules: Rules
  keys: readonly ProfileKey[]
  /** Groups whose encrypted pages are looked into: of all others only searches on pages without encryption are seen. Null: nobody's. */
  inspected: readonly ProfileKey[] | null
}

/** Which searches are stopped, where that works at all, and what becomes of one. */
export function searchesPart({ rules, keys, inspected }: SearchesView, { at }: Pick<Drawn, 'at'>): Html {
  const own = ownTerms(rules, keys)
  return html`<h2 class="govuk-heading-m">Searches</h2>
<p class="govuk-body">A search is stopped where it has certain words in it. ${seenWords(inspected)} <a class="govuk-link" href="${at('/filtering/inspection')}">Encrypted pages</a></p>
<p class="govuk-body">What somebody searched for is never kept: the record names the kind alone. Whoever looks for ways to harm themselves reads where to find help, and the safeguarding lead has a task at once.</p>
${govuk.details({
  summaryText: 'Words that come with Schoolkeeper',
  html: html`<p class="govuk-body">They count for each group to which their kind is blocked at all times.</p>
${govuk.summaryList({
  rows: categoryIds.flatMap((id) => {
    const words = starterTerms[id]
    return words === undefined
      ? []
      : [{ key: { text: categoryRow(id).words }, value: { text: words.join(', ') } }]
  }),
})}`,
})}
${
  own.length > 0 &&
  plainTable({
    caption: 'Words that the school added',
    captionClasses: 'govuk-table__caption--s',
    firstCellIsHeader: true,
    head: [{ text: 'Words' }, { text: 'Counts as' }, { text: 'For' }],
    rows: own.map(({ term, category, groups }) => [
      { text: term },
      { text: categoryRow(category).words },
      { text: groups.map(profileWords).join(', ') },
    ]),
  })
}`
}

function seenWords(inspected: SearchesView['inspected']): string {
  if (inspected === null)
    return 'Here the filter looks into nobody’s encrypted pages, so of searches only those on pages without encryption are seen. Safe search needs no such look: Schoolkeeper’s name server and proxy lead the engine to its safe side by its name.'
  return `The filter sees searches on pages without encryption, and on encrypted pages where it looks inside, which it does for: ${inspected.map((key) => profiles[key].words).join(', ')}. It sees a search at a well-known search engine that opens a page of results. It does not see searches in apps, or in pages that change without opening a new one.`
}

/** Each of the school's own terms once, with the groups that have it. */
function ownTerms(rules: Rules, keys: readonly ProfileKey[]): (OwnTerm & { groups: ProfileKey[] })[] {
  const found = new Map<string, OwnTerm & { groups: ProfileKey[] }>()
  for (const key of keys) {
    for (const one of rules[key].searchTerms ?? []) {
      const mark = `${one.category} ${one.term.toLowerCase()}`
      const known = found.get(mark)
      if (known) known.groups.push(key)
      else found.set(mark, { ...one, groups: [key] })
    }
  }
  return [...found.values()]
}
