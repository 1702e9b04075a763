import { formatDate } from '#/kernel/london-time.ts'
import { type Column, dataTable } from '#/platform/web/components/data-table.ts'
import { emptyState } from '#/platform/web/components/empty-state.ts'
import { csrfField } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { moj } from '#/platform/web/components/moj.ts'
import { plainTable } from '#/platform/web/components/plain-table.ts'
import type { TableDefinition, TableRequest } from '#/platform/web/components/table-request.ts'
import { type Html, html } from '#/platform/web/html.ts'
import { fullName, type PersonKind } from './person.ts'
import type { ListedPerson } from './person-store.ts'

/** The kinds as tabs name them, in order. */
export const kindTabs: Readonly<Record<PersonKind, string>> = {
  pupil: 'Pupils',
  staff: 'Staff',
  guardian: 'Parents and carers',
  governor: 'Governors',
  volunteer: 'Volunteers',
  supply: 'Supply teachers',
  contractor: 'Contractors',
  visitor: 'Visitors',
}

/** What may be asked of the list: the kinds are tabs, and no name stands in an address. */
export const peopleTable = {
  sortable: ['name', 'place'],
  sort: 'name',
  direction: 'ascending',
  filters: [
    {
      kind: 'choice',
      name: 'kind',
      label: 'Kind',
      choices: Object.entries(kindTabs).map(([value, text]) => ({ value, text })),
    },
  ],
} as const satisfies TableDefinition

/** What stands beside the names of a kind. */
export const placeWords = (kind: PersonKind): string =>
  kind === 'pupil' ? 'Class' : kind === 'staff' ? 'Job' : 'Since'

/** The class, the job, or since when; empty where that is not known. */
export function placeOf({ kind, className, jobTitle, joinedOn }: ListedPerson): string {
  if (kind === 'pupil') return className ?? 'No class'
  if (kind === 'staff') return jobTitle ?? ''
  return joinedOn === null ? '' : formatDate(joinedOn)
}

/** A column in which nothing stands is left out: of most parents nobody knows since when. */
const showsPlace = (people: readonly ListedPerson[]): boolean =>
  people.some((person) => placeOf(person) !== '')

export type ListPage = {
  kind: PersonKind
  words: string
  here: boolean
  people: readonly ListedPerson[]
  total: number
  request: TableRequest
  mayAdd: boolean
  mayExport: boolean
  csrf: string
  at: (path: string) => string
}

/** Everybody of one kind. A name is searched for by POST, so that it stands in no address. */
export function listPage(list: ListPage): Html {
  const { kind, at } = list
  return html`<div class="sk-title-row"><h1 class="govuk-heading-l">People</h1>
${list.mayAdd && govuk.button({ text: 'Add a person', href: at(`/people/add?kind=${kind}`), classes: 'govuk-button--secondary' })}</div>
${moj.subNavigation({
  label: 'Kinds of people',
  items: Object.entries(kindTabs).map(([key, text]) => ({
    text,
    href: at(`/people?kind=${key}`),
    active: key === kind,
  })),
})}
${searchForm(list)}
${list.people.length === 0 ? nobody(list) : list.words === '' && list.here ? tableOf(list) : foundTable(list)}`
}

function searchForm({ kind, words, here, csrf, at }: ListPage): Html {
  return html`<form class="sk-search" method="post" action="${at('/people')}" role="search" novalidate>
${csrfField(csrf)}<input type="hidden" name="kind" value="${kind}">
${govuk.input({
  name: 'words',
  id: 'words',
  label: { text: 'Search by name', classes: 'govuk-label--s' },
  value: words,
  type: 'search',
  classes: 'govuk-input--width-20',
  spellcheck: false,
})}
${govuk.checkboxes({
  name: 'left',
  classes: 'govuk-checkboxes--small',
  items: [{ value: 'yes', text: 'Those who have left', checked: !here }],
})}
${govuk.button({ text: 'Search', classes: 'govuk-button--secondary' })}
</form>`
}

function nobody({ words, kind, here }: ListPage): Html {
  const what = kindTabs[kind].toLowerCase()
  if (words !== '') return emptyState({ sentence: `No ${what} whom you may look up have a name like that.` })
  return emptyState({
    sentence: here ? `There are no ${what} whom you may look up.` : `No ${what} have left.`,
  })
}

function tableOf({ kind, people, total, request, mayExport, at }: ListPage): Html {
  const columns: Column<ListedPerson>[] = [
    { key: 'name', text: 'Name', cell: (person) => nameLink(person, at) },
    ...(showsPlace(people) ? [{ key: 'place', text: placeWords(kind), cell: placeOf }] : []),
  ]
  return dataTable({
    caption: kindTabs[kind],
    captionHidden: true,
    columns,
    rows: people,
    total,
    request,
    sortable: peopleTable.sortable,
    ...(mayExport ? { csvHref: at('/people.csv') } : {}),
    empty: '',
  })
}

/** Who was found by name, or has left: as many as fit on a page, because a name stands in no address. */
function foundTable({ kind, people, total, here, at }: ListPage): Html {
  const cell = (person: ListedPerson) =>
    !here && person.leftOn !== null ? `Left ${formatDate(person.leftOn)}` : placeOf(person)
  const second = !here ? 'Left' : showsPlace(people) ? placeWords(kind) : null
  return html`<p class="govuk-body">${total === 1 ? '1 person' : `${total} people`}</p>
${plainTable({
  caption: kindTabs[kind],
  captionClasses: 'govuk-visually-hidden',
  firstCellIsHeader: true,
  head: ['Name', ...(second === null ? [] : [second])].map((text) => ({ text })),
  rows: people.map((person) => [
    { html: nameLink(person, at) },
    ...(second === null ? [] : [{ text: cell(person) }]),
  ]),
})}`
}

const nameLink = (person: ListedPerson, at: ListPage['at']): Html =>
  html`<a class="govuk-link" href="${at(`/people/${person.id}`)}">${listedName(person)}</a>`

/** Family name first, as lists are sorted; what the person is called besides. */
function listedName(person: ListedPerson): string {
  const known = person.knownAs && person.knownAs !== person.givenName ? ` (${person.knownAs})` : ''
  return person.familyName === '' ? fullName(person) : `${person.familyName}, ${person.givenName}${known}`
}
