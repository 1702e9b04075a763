import { formatDate, londonDate } from '#/kernel/london-time.ts'
import { emptyState } from '#/platform/web/components/empty-state.ts'
import { form } from '#/platform/web/components/form.ts'
import { plainTable } from '#/platform/web/components/plain-table.ts'
import { type Html, html } from '#/platform/web/html.ts'
import type { FieldErrors } from '#/platform/web/route.ts'
import { mostHits, type SearchResult } from './search-records.ts'

export type SearchView = {
  result: SearchResult | null
  values: Readonly<Record<string, string>>
  errors: FieldErrors
  csrf: string
  at: (path: string) => string
}

/** The words are sent by POST, so that they stand in no address, history or log. */
export function searchPage({ result, values, errors, csrf, at }: SearchView): Html {
  return html`<h1 class="govuk-heading-xl">Search the records</h1>
${form({
  action: at('/search'),
  csrf,
  values,
  errors,
  fields: [
    {
      kind: 'text',
      name: 'words',
      label: 'Words that are in the record',
      hint: 'A name, an app, a reference: every word must be there, or be the beginning of one that is.',
    },
  ],
  submit: 'Search',
})}
${result && resultOf(result, at)}`
}

function resultOf({ hits, isCut }: SearchResult, at: (path: string) => string): Html {
  if (hits.length === 0)
    return emptyState({ sentence: 'No record that you may see holds all of these words.' })
  return html`<h2 class="govuk-heading-m">${isCut ? `The newest ${mostHits}` : hits.length} found</h2>
${isCut && html`<p class="govuk-body">There are more. Add a word to find fewer.</p>`}
${plainTable({
  caption: 'Records found',
  captionClasses: 'govuk-visually-hidden',
  head: [{ text: 'Record' }, { text: 'What it is' }, { text: 'Told' }],
  rows: hits.map((hit) => [
    { html: html`<a class="govuk-link" href="${at(hit.path)}">${hit.title}</a>` },
    { text: hit.line },
    { text: formatDate(londonDate(hit.at)) },
  ]),
})}
<p class="govuk-body-s">That you searched, and what you found, is on record. The words you typed are not.</p>`
}
