import { formatInstant } from '#/kernel/london-time.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { moj } from '#/platform/web/components/moj.ts'
import { plainTable } from '#/platform/web/components/plain-table.ts'
import { statusTag, type TagColour } from '#/platform/web/components/records.ts'
import type { FormState } from '#/platform/web/form-routes.ts'
import { type Html, html } from '#/platform/web/html.ts'
import type { WebRequest } from '#/platform/web/route.ts'
import { roleWords } from '../people/index.ts'
import { categoryIds, categoryRow, type When } from './category.ts'
import type { Engine } from './engine.ts'
import { enginesSaid, leftOutWords } from './pages-engines.ts'
import { type Sealed, sealedTag } from './pages-sealed.ts'
import { searchesPart } from './pages-searches.ts'
import { type ProfileKey, profiles, type Rules, youtubeLevels } from './profile.ts'
import { type SourceId, sourceOf } from './sources.ts'
import type { MadeState } from './state-store.ts'
import type { Version } from './version.ts'

export type Drawn = Pick<WebRequest, 'at' | 'csrf' | 'once' | 'opens'>
export type FormDrawn = Drawn & FormState

/** Links to everything about the filter that whoever looks may open, the same on each of its pages. */
export function filterNavigation({ at, opens }: Drawn, here: string): Html {
  const pages = [
    ['/filtering', 'How it stands'],
    ['/filtering/rules', 'Rules'],
    ['/filtering/own-list', 'Our own list'],
    ['/filtering/try', 'Try an address'],
    ['/filtering/lists', 'Lists'],
    ['/filtering/placings', 'One person'],
    ['/filtering/inspection', 'Encrypted pages'],
    ['/filtering/history', 'History'],
  ] as const
  return moj.subNavigation({
    label: 'The filter',
    items: pages
      .filter(([path]) => opens(path))
      .map(([path, text]) => ({ text, href: at(path), active: path === here })),
  })
}

export type Overview = {
  made: MadeState | undefined
  /** When states were made, by their numbers. */
  stateMadeAt: ReadonlyMap<number, Date>
  problem: string | null
  ownSites: number
  waiting: Version | undefined
  approver: string
  sources: readonly SourceId[]
  engines: readonly Engine[]
  leftOut: readonly string[]
  now: Date
  sealed: Sealed
}

const tag = (text: string, colour: TagColour, means: string) => statusTag({ text, colour, means })

/** How the filter stands: what is in force, since when, what is missing. It says what it does not do, too. */
export function overviewPage(view: Overview, drawn: Drawn): Html {
  const { made, problem, waiting, sources, leftOut } = view
  const { at } = drawn
  const row = (key: string, value: Html | string) => ({
    key: { text: key },
    value: typeof value === 'string' ? { text: value } : { html: value },
  })
  return html`${filterNavigation(drawn, '/filtering')}
<h1 class="govuk-heading-l">The filter</h1>
${problem !== null && govuk.warningText({ text: `An earlier state of the filter serves. ${problem}`, iconFallbackText: 'Warning' })}
${leftOut.length > 0 && govuk.warningText({ text: leftOutWords(leftOut), iconFallbackText: 'Warning' })}
${waiting && govuk.insetText({ html: html`<p class="govuk-body">Other rules wait for a decision. ${waitingLink(waiting, at)}</p>` })}
${govuk.summaryList({
  rows: [
    row(
      'In force',
      made === undefined
        ? tag('Being made ready', 'yellow', 'The first state of the filter is made within a minute.')
        : html`Since ${formatInstant(made.madeAt)}<br><span class="govuk-hint">State number ${made.version}, fingerprint ${made.fileHash.slice(0, 12)}</span>`,
    ),
    row('On the network', enginesSaid(view)),
    row(
      'Who decides',
      view.approver === 'head' ? roleWords('head') : `${roleWords(view.approver)}, or the head`,
    ),
    row(
      'Our own list',
      html`<a class="govuk-link" href="${at('/filtering/own-list')}">${ownSitesWords(view.ownSites)}</a>`,
    ),
    row('Internet stopped', made === undefined ? '–' : stoppedWords(made.stopped)),
    row(
      'Lists',
      sources.length === 0
        ? 'The small lists that come with Schoolkeeper, and none of others'
        : `The lists that come with Schoolkeeper, and ${sources.map((id) => sourceOf(id).name).join(', ')}`,
    ),
    row('Illegal content', sealedTag(view.sealed, view.now)),
  ],
})}
<p class="govuk-body"><a class="govuk-link" href="${at('/what-is-filtered')}">What everybody can read about it</a></p>`
}

const waitingLink = ({ id }: Version, at: Drawn['at']): Html =>
  html`<a class="govuk-link" href="${at(`/filtering/versions/${id}`)}">Look at the proposal</a>`

const ownSitesWords = (sites: number): string =>
  sites === 0 ? 'No sites yet' : sites === 1 ? 'One site' : `${sites} sites`

const stoppedWords = (stopped: number): string =>
  stopped === 0 ? 'For nobody' : stopped === 1 ? 'For one logon or person' : `For ${stopped} logons or people`

const short: Readonly<Record<When, { text: string; colour: TagColour }>> = {
  always: { text: 'Blocked', colour: 'red' },
  schoolDay: { text: 'In the school day', colour: 'orange' },
  lessons: { text: 'In lessons', colour: 'yellow' },
  open: { text: 'Open', colour: 'green' },
}

type RulesView = {
  rules: Rules
  keys: readonly ProfileKey[]
  mayPropose: boolean
  mayTakeZone: boolean
  waiting: Version | undefined
  inspected: readonly ProfileKey[] | null
}

/** Who gets what: a table of categories and profiles, and beside each profile the way to propose something else. */
export function rulesPage(view: RulesView, drawn: Drawn): Html {
  const { rules, keys, mayPropose, mayTakeZone, waiting } = view
  const { at } = drawn
  const cell = (when: When) => ({
    html: govuk.tag({ text: short[when].text, classes: `govuk-tag--${short[when].colour}` }),
  })
  const sameForAll = categoryIds.filter((id) => keys.every((key) => rules[key].categories[id] === 'always'))
  return html`${filterNavigation(drawn, '/filtering/rules')}
<h1 class="govuk-heading-l">Rules</h1>
<p class="govuk-body">What each group reaches. Sites of help are open to everybody at any time, whatever stands here.</p>
${sameForAll.length > 0 && html`<p class="govuk-body">${cell('always').html} for every group: ${sameForAll.map((id) => categoryRow(id).words).join('; ')}.</p>`}
${waiting && govuk.insetText({ html: html`<p class="govuk-body">A proposal waits for its decision, and nothing else can be proposed before that. ${waitingLink(waiting, at)}</p>` })}
${plainTable({
  caption: 'Where groups differ',
  captionClasses: 'govuk-table__caption--m',
  firstCellIsHeader: true,
  head: [{ text: 'Category' }, ...keys.map((key) => ({ text: profiles[key].words }))],
  rows: [
    ...categoryIds
      .filter((id) => !sameForAll.includes(id))
      .map((id) => [{ text: categoryRow(id).words }, ...keys.map((key) => cell(rules[key].categories[id]))]),
    [
      { text: 'Anything that no list names' },
      ...keys.map((key) => cell(rules[key].otherwise === 'allow' ? 'open' : 'always')),
    ],
    [{ text: 'Safe search' }, ...keys.map((key) => ({ text: rules[key].safeSearch ? 'On' : 'Off' }))],
    [{ text: 'YouTube' }, ...keys.map((key) => ({ text: youtubeLevels[rules[key].youtube] }))],
  ],
})}
${searchesPart(view, drawn)}
${
  mayTakeZone &&
  govuk.details({
    summaryText: 'For a name server of your own (response policy zone)',
    html: html`<ul class="govuk-list">${keys.map((key) => html`<li><a class="govuk-link" href="${at(`/filtering/rules/${key}/zone`)}">${profiles[key].words}</a></li>`)}</ul>`,
  })
}
${
  mayPropose &&
  !waiting &&
  html`<h2 class="govuk-heading-m">Propose something else</h2>
<ul class="govuk-list">${keys.map((key) => html`<li><a class="govuk-link" href="${at(`/filtering/rules/${key}`)}">For ${profiles[key].words.toLowerCase()}</a></li>`)}</ul>`
}`
}
