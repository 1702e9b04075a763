import { formatInstant } from '#/kernel/london-time.ts'
import { choicesOf } from '#/platform/forms/choices.ts'
import { dataTable } from '#/platform/web/components/data-table.ts'
import { emptyState } from '#/platform/web/components/empty-state.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { statusKey, statusTag, writtenWords } from '#/platform/web/components/records.ts'
import { knownRow } from '#/platform/web/components/summary-row.ts'
import type { TableDefinition, TableRequest } from '#/platform/web/components/table-request.ts'
import type { FormState } from '#/platform/web/form-routes.ts'
import { type Html, html } from '#/platform/web/html.ts'
import type { WebRequest } from '#/platform/web/route.ts'
import { formatUntil, type ProfileKey, profileWords, type SeesPages, type Told } from '../filtering/index.ts'
import type { Contact } from '../schools/index.ts'
import { decisionForm, incidentPart, providerPart, unseenWords } from './pages-decide.ts'
import {
  isOfPage,
  isOver,
  ofPage,
  over,
  overAnswers,
  pageAnswers,
  reaches,
  type SiteRequest,
  seenOf,
  states,
  unseenAnswers,
  usualAnswers,
  wants,
} from './request.ts'

type At = WebRequest['at']
export type Drawn = Pick<WebRequest, 'at' | 'csrf' | 'once'> & FormState

export const registerTable = {
  sortable: ['asked'],
  sort: 'asked',
  direction: 'descending',
  filters: [
    {
      kind: 'choice',
      name: 'state',
      label: 'State',
      choices: choicesOf(states),
    },
    {
      kind: 'choice',
      name: 'wants',
      label: 'What is asked',
      choices: choicesOf(wants),
    },
  ],
} as const satisfies TableDefinition

type Register = { rows: readonly SiteRequest[]; total: number; request: TableRequest; at: At; now: Date }

/** Every site that somebody asked for or found unsuitable. */
export function registerPage({ rows, total, request, at, now }: Register): Html {
  return html`<div class="sk-title-row"><h1 class="govuk-heading-l">Site requests</h1>
${govuk.button({ text: 'Ask for a site, or report one', href: at('/ask-for-site'), classes: 'govuk-button--secondary' })}</div>
${dataTable({
  caption: 'Sites that were asked for or found unsuitable',
  captionHidden: true,
  columns: [
    {
      key: 'site',
      text: 'Site',
      cell: (row) => html`<a class="govuk-link" href="${at(`/site-requests/${row.id}`)}">${row.site}</a>`,
    },
    { key: 'wants', text: 'What is asked', cell: (row) => wants[row.wants].words },
    { key: 'state', text: 'State', cell: (row) => statusTag(shownState(row, now), 'brief') },
    { key: 'until', text: 'Until', cell: (row) => untilWords(row) },
    { key: 'asked', text: 'Asked', cell: (row) => formatInstant(row.askedAt) },
  ],
  rows,
  total,
  request,
  sortable: registerTable.sortable,
  filters: registerTable.filters,
  csvHref: at('/site-requests.csv'),
  empty: 'Nobody has asked for a site or reported one yet.',
})}
${statusKey([...Object.values(states), ofPage, over])}`
}

const shownState = (row: SiteRequest, now: Date) =>
  isOver(row, now) ? over : isOfPage(row) ? ofPage : states[row.state]

const untilWords = ({ state, until }: SiteRequest): string =>
  state !== 'agreed' ? '–' : until === null ? 'For good' : formatUntil(until)

export const csvHead = ['Site', 'What is asked', 'State', 'Until', 'Asked', 'Decided']
/** A request as its line of the file. Why somebody asked is not in it. */
export const csvRow = (row: SiteRequest): string[] => [
  row.site,
  wants[row.wants].words,
  states[row.state].text,
  untilWords(row),
  formatInstant(row.askedAt),
  row.decidedAt === null ? '' : formatInstant(row.decidedAt),
]

export type OneView = {
  request: SiteRequest
  now: Date
  /** The groups that the school has. */
  groups: readonly ProfileKey[]
  alsoAsked: number
  names: ReadonlyMap<string, string>
  told: Told | null
  sees: SeesPages
  mayDecide: boolean
  /** Whether whoever looks may know who asked, and read their words. */
  seesWho: boolean
  mayMakeIncident: boolean
  incidentPath: string | null
  hasProvider: boolean
  /** The provider's desk as it stands among the contacts. */
  desk: Contact | undefined
}

/** One request: what was asked, what the filter says of the site, the decision, the provider, an incident. */
export function requestPage(view: OneView, drawn: Drawn): Html {
  const { request, now, names, told, alsoAsked, sees } = view
  const { at } = drawn
  const by = (id: string | null) =>
    id === null ? 'A class session' : (names.get(id) ?? 'Somebody who has left')
  return html`${govuk.backLink({ text: 'Site requests', href: at('/site-requests') })}
<h1 class="govuk-heading-l sk-breaks">${request.site}</h1>
<p class="govuk-body">${statusTag(shownState(request, now))}</p>
${request.wants === 'block' && request.state === 'asked' && govuk.warningText({ text: 'Do not open it to see for yourself where it may show abuse of a child: tell the Internet Watch Foundation the address, and the safeguarding lead.', iconFallbackText: 'Warning' })}
${govuk.summaryList({
  rows: [
    ...knownRow('What is asked', wants[request.wants].words),
    ...knownRow(
      'Asked by',
      `${view.seesWho ? by(request.askedBy) : 'Somebody here'}, ${formatInstant(request.askedAt)}${alsoAsked > 0 ? `, and ${alsoAsked} more` : ''}`,
    ),
    ...knownRow('For', request.profiles.length === 0 ? null : request.profiles.map(profileWords).join(', ')),
    ...knownRow('What the filter says', told === null ? null : told.sentence),
    ...knownRow('What was agreed', agreedWords(request, sees)),
    ...knownRow('Until', request.state === 'agreed' ? untilWords(request) : null),
    ...knownRow('First of two to agree', request.firstAgreedBy === null ? null : by(request.firstAgreedBy)),
    ...knownRow(
      'Decided',
      request.decidedAt === null ? null : `${by(request.decidedBy)}, ${formatInstant(request.decidedAt)}`,
    ),
    ...knownRow('Why', request.decidedWhy),
    ...knownRow('Whoever asked reads', request.state === 'asked' ? null : answerOf(request, now, sees)),
  ],
})}
${view.seesWho && request.why !== null && writtenWords(request.why.reveal(), 'Whoever asked')}
${request.state === 'asked' && (view.mayDecide ? decisionForm(view, drawn) : html`<p class="govuk-body">It waits for whoever decides about the filter.</p>`)}
${request.state === 'agreed' && view.hasProvider && providerPart(view, drawn)}
${incidentPart(view, drawn)}`
}

function agreedWords(request: SiteRequest, sees: SeesPages): string | null {
  const { state, agreedSite, wants } = request
  if (state !== 'agreed' || agreedSite === null) return null
  const what = `${isOfPage(request) ? reaches.page : reaches.site}: ${agreedSite}.`
  const seen = seenOf(request, sees)
  return seen === 'everywhere' ? what : `${what} ${unseenWords(wants, seen)}`
}

/** What whoever asked reads: nobody’s name and no reason, but words for them. */
export function answerOf(request: SiteRequest, now: Date, sees: SeesPages): string {
  const { state, wants, answer } = request
  if (isOver(request, now)) return overAnswers[wants]
  if (state === 'asked') return answer ?? 'Somebody will look at it.'
  if (!isOfPage(request)) return answer ?? usualAnswers[wants][state]
  if (seenOf(request, sees) === 'everywhere') return answer ?? pageAnswers[wants]
  const { first, next } = unseenAnswers[wants]
  return `${answer ?? first} ${next}`
}

/** What somebody asked themselves, with the answer for them. */
export function minePage(rows: readonly SiteRequest[], at: At, now: Date, sees: SeesPages): Html {
  return html`<h1 class="govuk-heading-l">Sites that you asked about</h1>
<p class="govuk-body"><a class="govuk-link" href="${at('/ask-for-site')}">Ask for a site, or tell us that one is not nice</a></p>
${
  rows.length === 0
    ? emptyState({ sentence: 'You have not asked about a site.' })
    : govuk.summaryList({
        rows: rows.map((row) => ({
          key: { text: row.site },
          value: {
            html: html`${answerOf(row, now, sees)}<br><span class="govuk-hint">${formatInstant(row.askedAt)}</span>`,
          },
        })),
      })
}`
}
