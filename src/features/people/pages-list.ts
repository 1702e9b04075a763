import { formatDate } from '#/kernel/london-time.ts'
import { emptyState } from '#/platform/web/components/empty-state.ts'
import { csrfField } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { moj } from '#/platform/web/components/moj.ts'
import { plainTable } from '#/platform/web/components/plain-table.ts'
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

export type ListPage = {
  kind: PersonKind
  words: string
  here: boolean
  people: readonly ListedPerson[]
  total: number
  page: number
  pages: number
  mayAdd: boolean
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
${list.people.length === 0 ? nobody(list) : tableOf(list)}
${pagesOf(list)}`
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

function tableOf({ kind, people, total, here, at }: ListPage): Html {
  const third = kind === 'pupil' ? 'Class' : kind === 'staff' ? 'Job' : 'Since'
  const cell = (person: ListedPerson) => {
    if (!here && person.leftOn !== null) return `Left ${formatDate(person.leftOn)}`
    if (kind === 'pupil') return person.className ?? 'No class'
    if (kind === 'staff') return person.jobTitle ?? ''
    return person.joinedOn === null ? '' : formatDate(person.joinedOn)
  }
  return html`<p class="govuk-body">${total === 1 ? '1 person' : `${total} people`}</p>
${plainTable({
  caption: kindTabs[kind],
  captionClasses: 'govuk-visually-hidden',
  firstCellIsHeader: true,
  head: [{ text: 'Name' }, { text: here ? third : 'Left' }],
  rows: people.map((person) => [
    { html: html`<a class="govuk-link" href="${at(`/people/${person.id}`)}">${listedName(person)}</a>` },
    { text: cell(person) },
  ]),
})}`
}

/** Family name first, as lists are sorted; what the person is called besides. */
function listedName(person: ListedPerson): string {
  const known = person.knownAs && person.knownAs !== person.givenName ? ` (${person.knownAs})` : ''
  return person.familyName === '' ? fullName(person) : `${person.familyName}, ${person.givenName}${known}`
}

function pagesOf({ page, pages, kind, words, here, at }: ListPage): Html | undefined {
  if (pages < 2 || words !== '' || !here) return undefined
  const link = (to: number) => ({ href: at(`/people?kind=${kind}&page=${to}`) })
  return govuk.pagination({
    ...(page > 1 ? { previous: link(page - 1) } : {}),
    ...(page < pages ? { next: link(page + 1) } : {}),
  })
}
