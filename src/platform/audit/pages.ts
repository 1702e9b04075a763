import { formatInstant } from '#/kernel/london-time.ts'
import { dataTable } from '../web/components/data-table.ts'
import type { TableDefinition, TableRequest } from '../web/components/table-request.ts'
import { type Html, html } from '../web/html.ts'
import type { ListedEntry } from './list-entries.ts'

/** An entry with who it was, said as a sentence. */
export type ToldEntry = ListedEntry & { who: string; sentence: string }

/** Offers every event of every feature, in the words in which the trail tells it. */
export function trailTable(events: ReadonlyMap<string, string>): TableDefinition {
  const choices = [...events].map(([value, text]) => ({
    value,
    text: text.charAt(0).toUpperCase() + text.slice(1),
  }))
  return {
    sortable: ['at'],
    sort: 'at',
    direction: 'descending',
    filters: [
      {
        kind: 'choice',
        name: 'did',
        label: 'What was done',
        choices: choices.sort((a, b) => (a.text < b.text ? -1 : 1)),
      },
      { kind: 'day', name: 'from', label: 'From' },
      { kind: 'day', name: 'to', label: 'To' },
    ],
  }
}

/** Entries as sentences. Numbers are left out: a missing one would tell of what somebody may not see. */
export function trailPage(parts: {
  at: (path: string) => string
  /** What the page is narrowed to, as a heading; the whole trail otherwise. */
  heading: string
  entries: readonly ToldEntry[]
  total: number
  request: TableRequest
  definition: TableDefinition
  /** Where the same entries are had as CSV. */
  csvHref: string
}): Html {
  const { at, heading, entries, total, request, definition } = parts
  return html`<h1 class="govuk-heading-l">${heading}</h1>
<p class="govuk-body">Everything that was done or looked at, by whom and when. It is only ever added to, and tampering shows. What you look at here is added too.</p>
${dataTable({
  caption: 'Audit trail',
  captionHidden: true,
  columns: [
    { key: 'at', text: 'When', cell: (entry) => formatInstant(entry.at) },
    {
      key: 'who',
      text: 'Who',
      cell: (entry) => linked(entry.who, entry.actorId && at(`/audit/by/${entry.actorId}`)),
    },
    { key: 'what', text: 'What', cell: (entry) => entry.sentence },
    {
      key: 'about',
      text: 'About',
      cell: (entry) => linked(wordsOf(entry.aboutKind), entry.aboutId && at(`/audit/about/${entry.aboutId}`)),
    },
  ],
  rows: entries,
  total,
  request,
  sortable: definition.sortable,
  filters: definition.filters ?? [],
  csvHref: parts.csvHref,
  empty: 'Nothing has been done yet.',
})}`
}

const actorWords: Readonly<Record<string, string>> = {
  system: 'Schoolkeeper itself',
  anonymous: 'somebody without a sign-in',
  guardianLink: 'a parent, by a one-time link',
  integration: 'another system of the school',
  operator: 'whoever runs the server',
}

/** Who it was, where it was no person that the school knows by name. */
export const actorInWords = (kind: string): string => actorWords[kind] ?? `a ${wordsOf(kind)}`

/** A kind as the code spells it, as words: `classSession` is "class session". */
export function wordsOf(kind: string | null): string {
  return (kind ?? '').replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
}

function linked(text: string, href: string | null): Html {
  return href ? html`<a class="govuk-link" href="${href}">${text}</a>` : html`${text}`
}
