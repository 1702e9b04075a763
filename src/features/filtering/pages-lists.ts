import { formatInstant } from '#/kernel/london-time.ts'
import { buttonForm } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { plainTable } from '#/platform/web/components/plain-table.ts'
import type { TagColour } from '#/platform/web/components/records.ts'
import { type Html, html } from '#/platform/web/html.ts'
import { type CategoryId, categoryIds, categoryRow } from './category.ts'
import { emptyWords } from './empty-categories.ts'
import type { Fetch } from './fetch-store.ts'
import { type Brought, holdsInWords, type KeptList, type ListChange } from './kept-lists.ts'
import { type Drawn, filterNavigation } from './pages.ts'
import { type SourceId, sourceOf } from './sources.ts'

export type ListsView = {
  used: readonly SourceId[]
  fetches: readonly Fetch[]
  starters: Readonly<Record<CategoryId, number>>
  all: readonly SourceId[]
  /** Of which no list names anything. */
  empty: readonly CategoryId[]
  /** What whoever runs the server loaded from files. */
  loaded: readonly KeptList[]
  mayFetch: boolean
}

const outcomes: Readonly<Record<Fetch['outcome'], { text: string; colour: TagColour }>> = {
  changed: { text: 'Renewed', colour: 'green' },
  same: { text: 'The same as before', colour: 'grey' },
  shrunk: { text: 'Refused: far shorter than before', colour: 'red' },
  failed: { text: 'Could not be fetched', colour: 'red' },
}

const sourcesPage = '/settings/filtering.sources'
const count = (number: number): string => number.toLocaleString('en-GB')

/** Whether what was there before serves on. */
const isRefused = ({ outcome }: Fetch): boolean => outcome === 'shrunk' || outcome === 'failed'
const namesServing = (one: Fetch): number => (isRefused(one) ? one.namesBefore : one.names)

/** Every list: whose it is, under which licence, how long it is, what it brought, and what changed and when. */
export function listsPage(view: ListsView, drawn: Drawn): Html {
  const { used, fetches, all, mayFetch } = view
  const { at, csrf, opens } = drawn
  return html`${filterNavigation(drawn, '/filtering/lists')}
<div class="sk-title-row"><h1 class="govuk-heading-l">Lists</h1>
${mayFetch && used.length > 0 && buttonForm({ action: at('/filtering/lists/fetch'), csrf, text: 'Fetch them now', classes: 'govuk-button--secondary' })}</div>
<p class="govuk-body">${usedPart(used.length > 0, opens(sourcesPage) ? html`<a class="govuk-link" href="${at(sourcesPage)}">a setting</a>` : 'a setting')}</p>
${troublePart(fetches)}
${namesTable(view)}
${loadedCard(view.loaded)}
<h2 class="govuk-heading-m">Publishers</h2>
${all.map((id) =>
  sourceCard(
    id,
    used.includes(id),
    fetches.filter(({ source }) => source === id),
  ),
)}`
}

function namesTable({ fetches, starters, loaded, empty }: ListsView): Html {
  const ofOthers = (id: CategoryId) =>
    fetches.filter((one) => one.category === id).reduce((sum, one) => sum + namesServing(one), 0)
  const ofFiles = (id: CategoryId) =>
    loaded.filter(({ category }) => category === id).reduce((sum, one) => sum + one.names, 0)
  const numeric = (number: number) => ({ text: count(number), format: 'numeric' as const })
  return plainTable({
    caption: 'How many sites each category names',
    captionClasses: 'govuk-table__caption--m',
    firstCellIsHeader: true,
    head: [
      { text: 'Category' },
      ...['Ours', 'Of others', 'Loaded'].map((text) => ({ text, format: 'numeric' as const })),
    ],
    rows: categoryIds.map((id) => [
      empty.includes(id)
        ? { html: html`${categoryRow(id).words}<br><strong>${emptyWords}</strong>` }
        : { text: categoryRow(id).words },
      ...[starters[id], ofOthers(id), ofFiles(id)].map(numeric),
    ]),
    narrow: true,
  })
}

/** Lists that no publisher gives out. Of their lines nothing is shown. */
const loadedCard = (loaded: readonly KeptList[]): Html | false =>
  loaded.length > 0 &&
  govuk.summaryList({
    card: { title: { text: 'Loaded by whoever runs the server' } },
    rows: loaded.map(({ category, names, brought, fetchedAt }) => ({
      key: { text: categoryRow(category).words },
      value: {
        text: `${holdsInWords(names, brought)}. Loaded ${formatInstant(new Date(fetchedAt))}.`,
      },
    })),
  })

const usedPart = (areUsed: boolean, setting: Html | string): Html =>
  areUsed
    ? html`Which lists of others are used is ${setting}. They are fetched each night.`
    : html`Only the short lists that come with Schoolkeeper are used. Lists of others, which name many more sites, are chosen in ${setting}.`

/** Above everything else: a list with trouble stands far down among its neighbours. */
function troublePart(fetches: readonly Fetch[]): Html | null {
  const troubled = fetches.filter(({ says }) => says !== null)
  if (troubled.length === 0) return null
  return govuk.insetText({
    html: html`<p class="govuk-body">What could not be renewed. What there was before, if anything, serves on:</p>
<ul class="govuk-list govuk-list--bullet govuk-list--spaced">${troubled.map((one) => html`<li>${categoryRow(one.category).words} <span class="govuk-hint sk-breaks">${fileOf(one)}</span><br>${one.says ?? ''}</li>`)}</ul>`,
  })
}

/** The end of an address, which tells one list of a publisher from another. */
const fileOf = ({ address }: Pick<Fetch, 'address'>): string => address.split('/').slice(-2).join('/')

function sourceCard(id: SourceId, isUsed: boolean, fetches: readonly Fetch[]): Html {
  const { name, licence, attribution, home } = sourceOf(id)
  const row = (key: string, value: string | Html) => ({
    key: { text: key },
    value: typeof value === 'string' ? { text: value } : { html: value },
  })
  return govuk.summaryList({
    card: { title: { text: name } },
    rows: [
      row('Used', isUsed ? 'Yes' : 'No'),
      row('Licence', licence),
      row('Credit', attribution),
      row('More', html`<a class="govuk-link" href="${home}" rel="noreferrer">${home}</a>`),
      ...fetches.map((one) => row(categoryRow(one.category).words, fetchPart(one))),
    ],
  })
}

/** One list: what became of it last, what it holds, what changed last, and what of it was not used. */
function fetchPart(one: Fetch): Html {
  const { outcome, at, says, brought, changed } = one
  // Of what the safeguarding lead looks at no line is shown: such a page would be a directory.
  const isConcern = categoryRow(one.category).concern === true
  const skipped = brought?.skipped ?? []
  const changes = changed === null || isConcern ? null : changedPart(changed)
  const folded = [changes && 'What changed', skipped.length > 0 && notUsedWords(skipped)].filter(Boolean)
  return html`<p class="govuk-body">${govuk.tag({ text: outcomes[outcome].text, classes: `govuk-tag--${outcomes[outcome].colour}` })} <span class="govuk-hint sk-breaks">${fileOf(one)}</span></p>
<p class="govuk-body">${says !== null && html`${says}<br>`}${holdsWords(one)}<br>Looked at ${formatInstant(at)}.${changed !== null && html`<br>${changedWords(changed)}`}</p>
${folded.length > 0 && govuk.details({ summaryText: folded.join('; '), html: html`${changes}${skipped.length > 0 && skippedPart(skipped, isConcern)}` })}`
}

function holdsWords(one: Fetch): string {
  if (isRefused(one) && one.namesBefore === 0) return 'There was none before: nothing of it is in use.'
  return `${holdsInWords(namesServing(one), one.brought)}${isRefused(one) ? ' from before are in use' : ''}.`
}

function changedWords({ at, added, takenAway }: ListChange): string {
  const what =
    added + takenAway === 0 ? 'its exceptions' : `${count(added)} added, ${count(takenAway)} taken away`
  return `Last changed ${formatInstant(new Date(at))}: ${what}.`
}

function changedPart({ firstAdded, firstTakenAway, added, takenAway }: ListChange): Html | null {
  if (firstAdded.length + firstTakenAway.length === 0) return null
  const line = (word: string, first: readonly string[], all: number) =>
    first.length > 0 &&
    html`<li>${word}: ${first.join(', ')}${all > first.length && ` and ${count(all - first.length)} more`}</li>`
  return html`<ul class="govuk-list sk-breaks">${line('Added', firstAdded, added)}${line('Taken away', firstTakenAway, takenAway)}</ul>`
}

const partWords = {
  names: 'line',
  urls: 'addresses, line',
  expressions: 'expressions, line',
  exceptions: 'line',
} as const

function notUsedWords(skipped: Brought['skipped']): string {
  const lines = skipped.reduce((sum, one) => sum + one.lines, 0)
  return lines === 1 ? 'One line was not used' : `${count(lines)} lines were not used`
}

function skippedPart(skipped: Brought['skipped'], isConcern: boolean): Html {
  return html`<p class="govuk-body">${notUsedWords(skipped)}:</p>
<ul class="govuk-list govuk-list--bullet sk-breaks">${skipped.map(
    (one) => html`<li>${one.lines === 1 ? 'One, because it' : `${count(one.lines)}, because each`} ${one.why}:
<ul class="govuk-list">${one.first.map((first) => html`<li>${partWords[first.in]} ${first.line}${!isConcern && html`: <code>${first.text}</code>`}</li>`)}</ul></li>`,
  )}</ul>`
}
