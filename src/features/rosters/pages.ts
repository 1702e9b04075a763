import { formatInstant } from '#/kernel/london-time.ts'
import { emptyState } from '#/platform/web/components/empty-state.ts'
import { form } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { moj } from '#/platform/web/components/moj.ts'
import { plainTable } from '#/platform/web/components/plain-table.ts'
import { statusTag } from '#/platform/web/components/records.ts'
import type { FormState } from '#/platform/web/form-routes.ts'
import { type Html, html } from '#/platform/web/html.ts'
import type { WebRequest } from '#/platform/web/route.ts'
import { formats, importStates, type SourceFormat } from './import.ts'
import type { Import, Source } from './store.ts'

export type Drawn = Pick<WebRequest, 'csrf' | 'once' | 'at' | 'opens'>

/** The pages of rosters side by side; `here` is the one that is open. Each is offered to those who may open it. */
export function rosterTabs({ at, opens }: Pick<Drawn, 'at' | 'opens'>, here: string): Html {
  const tabs = [
    ['/rosters', 'Imports'],
    ['/rosters/moves', 'Moves'],
    ['/rosters/leavers', 'Leavers'],
  ] as const
  return moj.subNavigation({
    label: 'Rosters',
    items: tabs
      .filter(([path]) => opens(path))
      .map(([path, text]) => ({ text, href: at(path), active: path === here })),
  })
}

export type RosterPage = Drawn & {
  sources: readonly Source[]
  imports: readonly Import[]
  names: ReadonlyMap<string, string>
}

/** Sources and imports; what waits for somebody stands first. */
export function rosterPage(shown: RosterPage): Html {
  const { sources, at } = shown
  return html`<div class="sk-title-row"><h1 class="govuk-heading-l">Rosters</h1>
${govuk.button({ text: 'Add a source', href: at('/rosters/sources/new'), classes: 'govuk-button--secondary' })}</div>
${rosterTabs(shown, '/rosters')}
<p class="govuk-body">Files from the school’s information system say who is here. They are compared first: nothing changes until you have looked and confirmed, and an import can be undone for seven days.</p>
${sources.length === 0 ? emptyState({ sentence: 'No source has been added yet.', action: { text: 'Add a source', href: at('/rosters/sources/new') } }) : sources.map((source) => sourceCard(source, shown))}
<h2 class="govuk-heading-m">Imports</h2>
${importTable(shown)}`
}

function sourceCard({ id, name, format, schoolCode }: Source, { at, csrf, once }: RosterPage): Html {
  return govuk.summaryList({
    card: { title: { text: name } },
    rows: [
      { key: { text: 'Files' }, value: { text: formats[format].words } },
      ...(schoolCode === null ? [] : [{ key: { text: 'Code of this school' }, value: { text: schoolCode } }]),
      {
        key: { text: 'Import' },
        value: {
          html: form({
            action: at(`/rosters/sources/${id}/imports`),
            csrf,
            once,
            fields: [],
            submit: `Import from ${name}`,
          }),
        },
      },
    ],
  })
}

function importTable({ imports, sources, names, at }: RosterPage): Html {
  if (imports.length === 0) return emptyState({ sentence: 'Nothing has been imported yet.' })
  return plainTable({
    caption: 'Imports, newest first',
    captionClasses: 'govuk-visually-hidden',
    firstCellIsHeader: true,
    head: [{ text: 'Begun' }, { text: 'Source' }, { text: 'By' }, { text: 'State' }],
    rows: imports.map((one) => [
      {
        html: html`<a class="govuk-link" href="${at(`/rosters/imports/${one.id}`)}">${formatInstant(one.begunAt)}</a>`,
      },
      { text: sources.find(({ id }) => id === one.sourceId)?.name ?? '' },
      { text: one.begunBy === null ? 'The system' : (names.get(one.begunBy) ?? '') },
      { html: statusTag(importStates[one.state], 'brief') },
    ]),
  })
}

/** Asks which system the files come from, and what they look like. */
export function sourcePage({ csrf, once, at }: Drawn, { values, errors }: FormState): Html {
  const choices = (Object.keys(formats) as SourceFormat[]).map((value) => ({
    value,
    text: formats[value].words,
    hint: formats[value].hint,
  }))
  return html`${govuk.backLink({ text: 'Rosters', href: at('/rosters') })}
<h1 class="govuk-heading-l">Add a source</h1>
${form({
  action: at('/rosters/sources/new'),
  csrf,
  once,
  values,
  errors,
  fields: [
    {
      kind: 'text',
      name: 'name',
      label: 'Which system do the files come from?',
      hint: 'For example: Arbor, SIMS, Bromcom, staff list',
      width: 20,
    },
    { kind: 'choice', name: 'format', label: 'What do its files look like?', choices },
    {
      kind: 'text',
      name: 'schoolCode',
      label: 'Code of this school in the files',
      hint: 'Only where one export holds several schools: the sourcedId of this one in orgs.csv.',
      width: 20,
      optional: true,
    },
  ],
  submit: 'Add',
})}`
}
