import { formatInstant } from '#/kernel/london-time.ts'
import { dataTable } from '#/platform/web/components/data-table.ts'
import { form } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import type { TableDefinition, TableRequest } from '#/platform/web/components/table-request.ts'
import type { FormState } from '#/platform/web/form-routes.ts'
import { type Html, html } from '#/platform/web/html.ts'
import { type ProfileKey, profileKeys, profiles, profileWords } from '../filtering/index.ts'
import type { Drawn } from './pages.ts'
import { handCaseKeys, handCases, sightings, type Trial, triedIn, wrongIn } from './trial.ts'

/** Filled in while walking, with a thumb: what was typed last stands there already. */
export function tryFormPage(
  groups: readonly ProfileKey[],
  { at, csrf, once, values, errors }: Drawn & FormState,
): Html {
  return html`${govuk.backLink({ text: 'Checks of the filter', href: at('/filter-checks') })}
<h1 class="govuk-heading-l">Try it on a device</h1>
<p class="govuk-body">Take a device that a child or a colleague uses, as they use it. What you do not try stays as it is.</p>
${form({
  action: at('/filter-checks/try'),
  csrf,
  once,
  values,
  errors,
  fields: [
    { kind: 'text', name: 'device', label: 'Which device?', hint: 'Like “Year 4 tablet 12”' },
    {
      kind: 'select',
      name: 'profile',
      label: 'Whose is it?',
      choices: groups.map((value) => ({ value, text: profiles[value].words })),
    },
    { kind: 'text', name: 'place', label: 'Where are you?', hint: 'Like “library”' },
    ...handCaseKeys.map(
      (name) =>
        ({
          kind: 'choice',
          name,
          label: handCases[name].words,
          hint: handCases[name].hint,
          inline: true,
          small: true,
          choices: Object.entries(sightings).map(([value, text]) => ({ value, text })),
        }) as const,
    ),
    {
      kind: 'longText',
      name: 'action',
      label: 'What did you do about it?',
      hint: 'Only where something was not as it should be. Name no child.',
      optional: true,
      rows: 2,
      limit: 1000,
    },
  ],
  submit: 'Put it on record',
})}`
}

export const trialsTable = {
  sortable: ['at'],
  sort: 'at',
  direction: 'descending',
  filters: [
    {
      kind: 'choice',
      name: 'profile',
      label: 'Group',
      choices: profileKeys.map((value) => ({ value, text: profiles[value].words })),
    },
    {
      kind: 'choice',
      name: 'came',
      label: 'What was seen',
      choices: [
        { value: 'wrong', text: 'Not as it should be' },
        { value: 'right', text: 'All as it should be' },
      ],
    },
  ],
} as const satisfies TableDefinition

export type TrialLine = Trial & { byName: string }
type Log = { rows: readonly TrialLine[]; total: number; request: TableRequest; at: Drawn['at'] }

const foundWords = ({ seen }: Trial): string => {
  const wrong = wrongIn(seen)
  return wrong.length === 0 ? 'As it should be' : `Not as it should be: ${wrong.join(', ')}`
}

/** When, who, which device, for whom, where, what was seen and what was done. */
export function logPage({ rows, total, request, at }: Log): Html {
  return html`${govuk.backLink({ text: 'Checks of the filter', href: at('/filter-checks') })}
<h1 class="govuk-heading-l">Log of checks by hand</h1>
${dataTable({
  caption: 'Everybody who tried the filter on a device',
  captionHidden: true,
  columns: [
    {
      key: 'at',
      text: 'When',
      cell: (row) =>
        html`<a class="govuk-link" href="${at(`/filter-checks/trials/${row.id}`)}">${formatInstant(row.at)}</a>`,
    },
    { key: 'by', text: 'Who', cell: (row) => row.byName },
    { key: 'device', text: 'Device', cell: (row) => `${row.device}, ${profileWords(row.profile)}` },
    { key: 'place', text: 'Where', cell: (row) => row.place },
    { key: 'found', text: 'Seen', cell: foundWords },
    { key: 'action', text: 'Done', cell: (row) => row.action ?? '–' },
  ],
  rows,
  total,
  request,
  sortable: trialsTable.sortable,
  filters: trialsTable.filters,
  csvHref: at('/filter-checks/trials.csv'),
  empty: 'Nobody has tried it on a device yet.',
})}`
}

export const logHead = ['When', 'Who', 'Device', 'Group', 'Where', 'Tried', 'Seen', 'Done']
/** A trial as its line of the file. */
export const logRow = (row: TrialLine): string[] => [
  formatInstant(row.at),
  row.byName,
  row.device,
  profileWords(row.profile),
  row.place,
  triedIn(row.seen).join('; '),
  foundWords(row),
  row.action ?? '',
]
