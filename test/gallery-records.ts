import { barChart, lineChart } from '#/platform/charts/charts.ts'
import { dataTable } from '#/platform/web/components/data-table.ts'
import { buttonForm } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import {
  countTiles,
  personBar,
  type Status,
  statusKey,
  statusTag,
  taskList,
  timeline,
  writtenWords,
} from '#/platform/web/components/records.ts'
import { readTableRequest } from '#/platform/web/components/table-request.ts'
import { bothVersions, errorPage, progressPage } from '#/platform/web/components/whole-pages.ts'
import { type Html, html } from '#/platform/web/html.ts'
import { type Frame, layout } from '#/platform/web/layout.ts'

const statuses = {
  new: { text: 'New', means: 'Nobody has opened it yet.', colour: 'red' },
  looking: { text: 'Being looked into', means: 'Somebody is working on it.', colour: 'blue' },
  waiting: { text: 'Waiting', means: 'Somebody outside the school has to answer.', colour: 'yellow' },
  closed: { text: 'Closed', means: 'What was done and learned is written down.', colour: 'grey' },
} as const satisfies Readonly<Record<string, Status>>

type Row = {
  reference: string
  kind: string
  status: keyof typeof statuses
  opened: string
  who: string
  days: number
}

const kinds = [
  'Unkind messages',
  'Shared password',
  'Unsuitable site',
  'Contact by a stranger',
  'Impersonation',
]
const rows: readonly Row[] = Array.from({ length: 12 }, (_, index) => ({
  reference: `2026-0${142 - index}`,
  kind: kinds[index % kinds.length] ?? '',
  status: (['new', 'looking', 'waiting', 'closed'] as const)[index % 4] ?? 'new',
  opened: `${20 - index} November 2026`,
  who: ['Ada Example', 'Ben Example', 'Not yet taken'][index % 3] ?? '',
  days: index * 2,
}))

const definition = {
  sortable: ['reference', 'opened', 'days'],
  sort: 'opened',
  direction: 'descending',
  pageSize: 12,
  filters: [
    {
      kind: 'choice',
      name: 'state',
      label: 'State',
      choices: Object.entries(statuses).map(([value, { text }]) => ({ value, text })),
    },
    { kind: 'choice', name: 'kind', label: 'Kind', choices: kinds.map((text) => ({ value: text, text })) },
    { kind: 'day', name: 'from', label: 'Opened from' },
  ],
} as const

const table = dataTable<Row>({
  caption: 'Incidents',
  captionHidden: true,
  request: readTableRequest({ page: '3', state: 'new' }, definition),
  sortable: definition.sortable,
  filters: definition.filters,
  total: 142,
  rows,
  csvHref: '/s/thorn/incidents.csv',
  empty: 'No incidents have been reported. That is worth a look, too: do people know how to report one?',
  columns: [
    {
      key: 'reference',
      text: 'Reference',
      cell: (row) => html`<a class="govuk-link" href="/s/thorn/incidents/1">${row.reference}</a>`,
    },
    { key: 'kind', text: 'Kind', cell: (row) => row.kind },
    { key: 'state', text: 'State', cell: (row) => statusTag(statuses[row.status], 'brief') },
    { key: 'who', text: 'With', cell: (row) => row.who },
    { key: 'opened', text: 'Opened', cell: (row) => row.opened },
    { key: 'days', text: 'Days open', numeric: true, cell: (row) => row.days },
  ],
})

const record = html`<span class="govuk-caption-l">Incident 2026-0142</span>
<h1 class="govuk-heading-l">Unkind messages in a class chat</h1>
<p class="govuk-body">${statusTag(statuses.looking)}</p>
${personBar({ name: 'Robin Sample', href: '/s/thorn/people/1', facts: ['Year 8', '8B', 'Alleged instigator'], tags: [govuk.tag({ text: 'Two earlier incidents', classes: 'govuk-tag--yellow' })], caution: 'Court order: write to one parent only. See contacts.' })}
${govuk.summaryList({
  rows: [
    { key: { text: 'Reported' }, value: { text: '20 November 2026 at 14:05, by a member of staff' } },
    {
      key: { text: 'Evidence' },
      value: { text: 'Two screenshots of words' },
      actions: { items: [{ href: '#', text: 'Look', visuallyHiddenText: 'at the evidence' }] },
    },
  ],
})}
${writtenWords('They made a group without me.\nThen they sent it to everyone.', 'Written by a pupil')}
<h2 class="govuk-heading-m">What happened</h2>
${timeline([
  {
    at: new Date('2026-11-20T14:05:00Z'),
    title: 'Reported',
    by: 'Ada Example',
    body: 'The report was read after four minutes.',
  },
  {
    at: new Date('2026-11-20T15:20:00Z'),
    title: 'Parents not yet told',
    by: 'Ben Example',
    body: 'Recorded that telling now could add risk.',
  },
  {
    at: new Date('2026-11-21T09:00:00Z'),
    title: 'Spoken with',
    by: 'Ada Example',
    body: 'A calm talk in the study. Notes are in the record.',
  },
])}
<div class="govuk-button-group">${govuk.button({ text: 'Add what happened next', href: '/x' })}${buttonForm({ action: '/x', csrf: 'x', text: 'Close this incident', classes: 'govuk-button--secondary' })}</div>`

const months = ['Sep', 'Oct', 'Nov', 'Dec', 'Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul']
const board = html`<h1 class="govuk-heading-l">The head’s board</h1>
${countTiles([
  { text: 'overdue', count: 3, href: '#', urgent: true },
  { text: 'open', count: 21, href: '#' },
  { text: 'waiting for others', count: 'fewer than 5', href: '#' },
  { text: 'closed this term', count: 48, href: '#' },
])}
${barChart({
  title: 'Open incidents by kind',
  description: 'Unkind messages are the most frequent kind.',
  unit: 'incidents',
  along: 'Kind',
  bars: [
    { label: 'Unkind messages', value: 14 },
    { label: 'Contact by a stranger', value: { words: 'fewer than 5' } },
    { label: 'Impersonation', value: 0 },
  ],
})}
${lineChart({
  title: 'Reports by month',
  description: 'Reports by pupils rose after the assemblies in October.',
  unit: 'reports',
  along: 'Month',
  labels: months,
  series: [
    { name: 'By pupils', values: [3, 5, 12, 9, 11, 10, 13, 9, 12, 14, 6] },
    { name: 'By staff', values: [6, 7, 6, 4, 7, 5, 6, 6, 5, 7, 3] },
  ],
})}`

const frame = {
  school: { name: 'Thorn Academy', href: '/s/thorn' },
  navigation: [
    { text: 'My tasks', href: '/s/thorn/tasks', under: 'concerns' as const, count: 7, current: true },
    { text: 'Incidents', href: '/s/thorn/incidents', under: 'concerns' as const },
    { text: 'Reports', href: '/s/thorn/reports', under: 'concerns' as const },
  ],
  signedIn: {
    name: 'Ada Example',
    role: 'Designated safeguarding lead',
    href: '/me',
    signOut: { action: '/sign-out', csrf: 'x' },
  },
  duty: {
    kind: 'onDuty',
    text: 'Ben Example, deputy safeguarding lead, until 08:00 tomorrow',
    href: '/s/thorn/duty',
  },
  foot: { report: '/s/thorn/report', accessibility: '/accessibility', whatWeKeep: '/s/thorn/what-we-keep' },
} satisfies Partial<Frame>

const tasks = taskList([
  {
    title: 'Decide: could a child be at risk?',
    href: '/t/1',
    due: 'was due at 14:20',
    urgency: 'overdue',
    about: 'Incident 2026-0142',
  },
  {
    title: 'Tell the local authority’s designated officer',
    href: '/t/2',
    due: 'by 16:00, working days',
    urgency: 'today',
    about: 'Referral',
  },
])

/** Pages with records, tables and charts. */
export const recordPages: Readonly<Record<string, Html>> = {
  table: layout({
    ...frame,
    wide: true,
    title: 'Incidents',
    body: html`<h1 class="govuk-heading-l">Incidents</h1>${table}${statusKey(Object.values(statuses))}`,
  }),
  record: layout({
    ...frame,
    title: 'Incident 2026-0142',
    before: govuk.breadcrumbs({ items: [{ text: 'Incidents', href: '#' }, { text: '2026-0142' }] }),
    body: record,
  }),
  board: layout({ ...frame, wide: true, title: 'Board', body: board }),
  tasks: layout({
    ...frame,
    title: 'My tasks',
    body: html`<h1 class="govuk-heading-l">My tasks</h1>${tasks}`,
  }),
  error: layout({ title: 'Error', body: errorPage('unavailable', { requestId: 'r-4fj2' }).body }),
  progress: layout({
    ...frame,
    title: 'Making the report',
    againAfterSeconds: 2,
    body: progressPage({
      title: 'Making the report',
      sentence: 'It will be ready in a minute. You may leave this page.',
      done: 40,
      of: 120,
      againAfterSeconds: 2,
    }),
  }),
  confirm: layout({
    ...frame,
    title: 'Seal this evidence?',
    body: html`${bothVersions({ labels: { where: 'Where', what: 'What' }, theirs: { where: 'Library', what: 'x' }, yours: { where: 'Hall', what: 'x' } })}`,
  }),
}
