import { formatDate } from '#/kernel/london-time.ts'
import { emptyState } from '#/platform/web/components/empty-state.ts'
import { form } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { plainTable } from '#/platform/web/components/plain-table.ts'
import { statusTag } from '#/platform/web/components/records.ts'
import { type Html, html } from '#/platform/web/html.ts'
import type { Told } from './ask-filter.ts'
import { categoryRow } from './category.ts'
import { doesWords, formatUntil, type OwnSite } from './own-site.ts'
import { isPage, type PagesSeen, type SeesPages } from './page-alone.ts'
import { type Drawn, type FormDrawn, filterNavigation } from './pages.ts'
import { type ProfileKey, profiles, profileWords } from './profile.ts'
import type { Placing } from './state-store.ts'

/** Groups in words; none named is everybody. */
export const forWhom = (of: readonly string[]): string =>
  of.length === 0 ? 'Everybody' : of.map(profileWords).join(', ')
const doesTag = ({ does }: Pick<OwnSite, 'does'>) =>
  govuk.tag({ text: doesWords[does], classes: `govuk-tag--${does === 'allow' ? 'green' : 'red'}` })

export type OwnListView = {
  sites: readonly OwnSite[]
  ofPolicy: readonly string[]
  mayEnd: boolean
  sees: SeesPages
}

const whereUnseen = {
  everywhere: null,
  notOnOwnDevices:
    'On people’s own devices only where the page is not encrypted: nobody looks inside there, and the filter sees the name alone.',
  nowhere:
    'Only where the page is not encrypted: on encrypted sites the filter sees the name alone for some or all of these groups.',
} as const satisfies Record<PagesSeen, string | null>

function siteCell({ site, profiles: groups }: OwnSite, sees: SeesPages) {
  const unseen = isPage(site) ? whereUnseen[sees(site, groups)] : null
  return unseen === null
    ? { text: site }
    : { html: html`${site}<br><span class="govuk-hint">${unseen}</span>` }
}

/** The school's own list as it stands. */
export function ownListPage({ sites, ofPolicy, mayEnd, sees }: OwnListView, drawn: Drawn): Html {
  const { at, opens } = drawn
  return html`${filterNavigation(drawn, '/filtering/own-list')}
<h1 class="govuk-heading-l">Our own list</h1>
<p class="govuk-body">What the school itself opens and blocks. It stands above all other lists.</p>
${ofPolicy.length > 0 && html`<p class="govuk-body">Open to staff because the school’s policy names them: ${ofPolicy.join(', ')}.</p>`}
${
  sites.length === 0
    ? emptyState({
        sentence:
          'The school has opened and blocked nothing itself. A site comes here when a request is agreed.',
        ...(opens('/site-requests') && {
          action: { text: 'Sites that were asked for', href: at('/site-requests') },
        }),
      })
    : plainTable({
        caption: 'Sites that the school opens and blocks',
        captionClasses: 'govuk-visually-hidden',
        firstCellIsHeader: true,
        head: [
          { text: 'Site' },
          { text: 'Open or blocked' },
          { text: 'For' },
          { text: 'Until' },
          { text: 'Why' },
          { text: 'Take off' },
        ],
        rows: sites.map((one) => [
          siteCell(one, sees),
          { html: doesTag(one) },
          { text: forWhom(one.profiles) },
          { text: one.until === null ? 'For good' : formatUntil(one.until) },
          { text: one.why },
          mayEnd
            ? {
                html: html`<a class="govuk-link" href="${at(`/filtering/own-list/${one.id}/end`)}">Remove<span class="govuk-visually-hidden">: ${one.site}</span></a>`,
              }
            : { text: '–' },
        ]),
      })
}`
}

/** Asks why a site is taken off the school’s own list. */
export function endSitePage(one: OwnSite, { at, csrf, once, values, errors }: FormDrawn): Html {
  return html`${govuk.backLink({ text: 'Our own list', href: at('/filtering/own-list') })}
<h1 class="govuk-heading-l">Take ${one.site} off the list</h1>
<p class="govuk-body">${doesTag(one)} ${forWhom(one.profiles)}, ${one.until === null ? 'for good' : `until ${formatUntil(one.until)}`}. Other lists decide from then on.</p>
${form({
  action: at(`/filtering/own-list/${one.id}/end`),
  csrf,
  once,
  values,
  errors,
  fields: [{ kind: 'longText', name: 'why', label: 'Why?', rows: 2, limit: 1000 }],
  submit: 'Take it off',
})}`
}

export type TryView = {
  keys: readonly ProfileKey[]
  told: (Told & { asked: string; isSearch: boolean; forWhom: string; when: string }) | null
}

/** What would somebody get for an address, and why? The answer is the engine's own. */
export function tryPage({ keys, told }: TryView, drawn: FormDrawn): Html {
  const { at, csrf, values, errors } = drawn
  return html`${filterNavigation(drawn, '/filtering/try')}
<h1 class="govuk-heading-l">Try an address</h1>
${told && answerPart(told)}
${form({
  action: at('/filtering/try'),
  csrf,
  values,
  errors,
  fields: [
    {
      kind: 'text',
      name: 'address',
      label: 'Address',
      hint: 'For example, www.bbc.co.uk/bitesize',
    },
    {
      kind: 'text',
      name: 'search',
      label: 'Or what is searched for',
      hint: 'As if the group’s encrypted pages were looked into. It is not kept.',
    },
    {
      kind: 'select',
      name: 'profile',
      label: 'Who asks?',
      choices: [
        { value: '', text: 'Choose' },
        ...keys.map((value) => ({ value, text: profiles[value].words })),
      ],
    },
    { kind: 'date', name: 'on', label: 'On which day?', hint: 'For example, 24 11 2026' },
    { kind: 'text', name: 'time', label: 'At what time?', hint: 'For example, 10:15am', width: 10 },
  ],
  submit: 'Ask the filter',
})}`
}

function answerPart(told: NonNullable<TryView['told']>): Html {
  const row = (key: string, text: string) => ({ key: { text: key }, value: { text } })
  const { allowed, sentence, leadsToHelp } = told.byName ?? told
  const colour = allowed ? ('green' as const) : ('red' as const)
  return html`<section aria-label="Answer"><p class="govuk-body-l">${statusTag({ text: allowed ? 'Open' : 'Blocked', means: sentence, colour })}</p>
${govuk.summaryList({
  rows: [
    row(told.isSearch ? 'Search' : 'Address', told.asked),
    row('Who and when', `${told.forWhom}, ${told.when}`),
    ...(told.isSearch
      ? []
      : [row('What lists say', told.category === null ? 'Nothing' : categoryRow(told.category).words)]),
    ...(told.byName === null
      ? []
      : [
          row(
            'By the name alone',
            'The site is taken to be encrypted, and nobody looks inside for this group: the filter sees its name, and not which page it is.',
          ),
          row('Where it is not encrypted', told.sentence),
        ]),
    ...(leadsToHelp ? [row('What they read', 'Where to find help, before anything else')] : []),
    row('State of the filter', `Number ${told.version}`),
    ...(told.problem === null ? [] : [row('Take care', told.problem)]),
  ],
})}</section>`
}

export type PlacingsView = { placings: readonly Placing[]; keys: readonly ProfileKey[] }

/** People who get other rules than their class or work gives. */
export function placingsPage({ placings, keys }: PlacingsView, drawn: FormDrawn): Html {
  const { at, csrf, once, values, errors } = drawn
  return html`${filterNavigation(drawn, '/filtering/placings')}
<h1 class="govuk-heading-l">Other rules for one person</h1>
<p class="govuk-body">For a need that no rule of a group fits. It ends by itself.</p>
${
  placings.length === 0
    ? emptyState({ sentence: 'Everybody has the rules of their class or work.' })
    : plainTable({
        caption: 'People with rules of their own',
        captionClasses: 'govuk-visually-hidden',
        firstCellIsHeader: true,
        head: [{ text: 'Who' }, { text: 'Gets' }, { text: 'Until' }, { text: 'Why' }],
        rows: placings.map((one) => [
          { text: one.name },
          { text: profileWords(one.profile) },
          { text: formatDate(one.until) },
          { text: one.why },
        ]),
      })
}
<h2 class="govuk-heading-m">Add or change</h2>
${form({
  action: at('/filtering/placings'),
  csrf,
  once,
  values,
  errors,
  fields: [
    { kind: 'text', name: 'name', label: 'Whole name', hint: 'As it stands on the person’s page', width: 30 },
    {
      kind: 'select',
      name: 'profile',
      label: 'Which rules?',
      choices: [
        { value: '', text: 'Choose' },
        ...keys.map((value) => ({ value, text: profiles[value].words })),
        { value: 'own', text: 'Those of their own class or work again' },
      ],
    },
    { kind: 'date', name: 'until', label: 'Until which day?', hint: 'For example, 24 11 2026' },
    { kind: 'longText', name: 'why', label: 'Why?', rows: 2, limit: 1000 },
  ],
  submit: 'Save',
})}`
}
