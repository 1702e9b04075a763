import { formatDate, formatInstant } from '#/kernel/london-time.ts'
import { emptyState } from '#/platform/web/components/empty-state.ts'
import type { Field } from '#/platform/web/components/fields.ts'
import { buttonForm, form } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { plainTable } from '#/platform/web/components/plain-table.ts'
import type { FormState } from '#/platform/web/form-routes.ts'
import { type Html, html } from '#/platform/web/html.ts'
import { fullName, type Person } from '../people/index.ts'
import { usualSystems } from './declare-logons.ts'
import type { Declaration, DeclaredLogon, Leaver, Transfer } from './leaver-store.ts'
import { type Drawn, rosterTabs } from './pages.ts'

/** Adults who leave or left within a year, with what is still open of theirs. */
export function leaversPage(shown: Drawn & { leavers: readonly Leaver[] }): Html {
  const { leavers, at } = shown
  return html`<h1 class="govuk-heading-l">Leavers</h1>
${rosterTabs(shown, '/rosters/leavers')}
<p class="govuk-body">Adults who leave, or left within a year. Each declares every logon that they have, and each logon is closed here when it is closed in its system.</p>
${
  leavers.length === 0
    ? emptyState({ sentence: 'Nobody leaves.' })
    : plainTable({
        caption: 'Leavers, latest first',
        captionClasses: 'govuk-visually-hidden',
        firstCellIsHeader: true,
        head: [{ text: 'Name' }, { text: 'Last day' }, { text: 'Logons' }],
        rows: leavers.map(({ personId, name, leftOn, declared, open }) => [
          { html: html`<a class="govuk-link" href="${at(`/rosters/leavers/${personId}`)}">${name}</a>` },
          { text: formatDate(leftOn) },
          { text: !declared ? 'Not declared yet' : open === 0 ? 'All closed' : `${open} open` },
        ]),
      })
}`
}

export type LeaverPage = Drawn & {
  person: Person
  declarations: readonly Declaration[]
  logons: readonly DeclaredLogon[]
  transfers: readonly Transfer[]
  own: boolean
  may: { close: boolean; keep: boolean }
  panels: readonly Html[]
  /** What was typed about the receipt of one transfer, and what is wrong with it. */
  receipt: (Pick<FormState, 'values' | 'errors'> & { transferId: string }) | null
}

/** What one leaver declared. Closing is for whoever keeps the system that a logon is in. */
export function leaverPage(shown: LeaverPage): Html {
  const { person, declarations, own, may, at } = shown
  const path = `/rosters/leavers/${person.id}`
  return html`${may.close && govuk.backLink({ text: 'Leavers', href: at('/rosters/leavers') })}
<h1 class="govuk-heading-l">${own ? 'Your logons' : `The logons of ${fullName(person)}`}</h1>
${person.leftOn !== null && html`<p class="govuk-body">${own ? 'Your' : 'Their'} last day is ${formatDate(person.leftOn)}.</p>`}
${declarations.map(
  (
    one,
  ) => html`<p class="govuk-body">Declared by ${one.by} on ${formatInstant(one.declaredAt)}${one.hasNone ? ': none' : ''}.</p>
${one.onBehalfBecause !== null && html`<p class="govuk-body">Why not by themselves: ${one.onBehalfBecause}</p>`}`,
)}
${logonTable(shown)}
${(own || may.keep) && html`<p class="govuk-body"><a class="govuk-link" href="${at(`${path}/declare`)}">${declarations.length === 0 ? 'Declare every logon' : 'Declare more'}</a></p>`}
${shown.panels}
${may.keep && transferPart(shown)}`
}

function logonTable({ logons, may, csrf, at }: LeaverPage): Html {
  if (logons.length === 0) return emptyState({ sentence: 'No logon has been declared.' })
  return plainTable({
    caption: 'Declared logons',
    captionClasses: 'govuk-visually-hidden',
    firstCellIsHeader: true,
    head: [{ text: 'System' }, { text: 'Logon' }, { text: 'Closed' }],
    rows: logons.map(({ id, system, logon, closedAt, closedBy }) => [
      { text: system },
      { text: logon },
      {
        html:
          closedAt !== null
            ? html`${formatInstant(closedAt)}${closedBy !== null && ` by ${closedBy}`}`
            : may.close
              ? buttonForm({
                  action: at(`/rosters/logons/${id}/close`),
                  csrf,
                  text: 'It is closed',
                  classes: 'govuk-button--secondary sk-button--small',
                })
              : html`Not yet`,
      },
    ]),
  })
}

function transferPart({ person, transfers, receipt, csrf, at }: LeaverPage): Html {
  return html`<h2 class="govuk-heading-m">Rights that go to another school</h2>
${transfers.map((one) =>
  govuk.summaryList({
    card: { title: { text: one.toSchool } },
    rows: [
      { key: { text: 'What' }, value: { text: one.what } },
      { key: { text: 'From' }, value: { text: formatDate(one.onDay) } },
      { key: { text: 'Agreed with' }, value: { text: one.agreedWith } },
      {
        key: { text: 'Arrived' },
        value: {
          html:
            one.receivedAt !== null
              ? html`${formatInstant(one.receivedAt)}, said ${one.receivedByWhom ?? ''}`
              : // A summary of errors leads to a field by its name: while one is to be mended, no other has the same.
                receipt !== null && receipt.transferId !== one.id
                ? html`Not yet`
                : receiptForm(one, { receipt, csrf, at }),
        },
      },
    ],
  }),
)}
${transfers.length === 0 && html`<p class="govuk-body">None: everything of theirs ends with their access.</p>`}
${person.leftOn !== null && html`<p class="govuk-body"><a class="govuk-link" href="${at(`/rosters/leavers/${person.id}/transfer`)}">Record that rights go to another school</a></p>`}`
}

function receiptForm(
  { id }: Transfer,
  { receipt, csrf, at }: Pick<LeaverPage, 'receipt' | 'csrf' | 'at'>,
): Html {
  return form({
    action: at(`/rosters/transfers/${id}/received`),
    csrf,
    values: receipt?.values ?? {},
    errors: receipt?.errors ?? {},
    fields: [{ kind: 'text', name: 'byWhom', label: 'Who at the new school confirmed it?', width: 20 }],
    submit: 'It has arrived',
  })
}

/** Asks a leaver, or somebody for them, for every logon they have. */
export function declarePage(
  { csrf, once, at }: Drawn,
  { person, own }: { person: Person; own: boolean },
  { values, errors }: FormState,
): Html {
  const systems = Object.entries(usualSystems).map(
    ([name, label]): Field => ({ kind: 'text', name, label, width: 20, optional: true, autocomplete: 'off' }),
  )
  const path = `/rosters/leavers/${person.id}`
  return html`${govuk.backLink({ text: own ? 'Your logons' : fullName(person), href: at(path) })}
<h1 class="govuk-heading-l">${own ? 'Declare every logon that you have' : `Declare the logons of ${fullName(person)}`}</h1>
<p class="govuk-body">The name that is typed to log on, never the password. What is forgotten stays open, and somebody else might use it.</p>
${form({
  action: at(`${path}/declare`),
  csrf,
  once,
  values,
  errors,
  fields: [
    ...systems,
    {
      kind: 'longText',
      name: 'others',
      label: 'Any other',
      hint: 'One a line: the system, a colon, the logon. For example, Library system: a.khan',
      rows: 4,
      optional: true,
    },
    { kind: 'tick', name: 'hasNone', text: own ? 'I have no logon at all' : 'They have no logon at all' },
    ...(own
      ? []
      : [
          {
            kind: 'text',
            name: 'onBehalfBecause',
            label: 'Why do they not declare it themselves?',
            width: 30,
          } as const,
        ]),
  ],
  submit: 'These are all',
})}`
}

/** Asks what somebody takes along to another school, and why. */
export function transferPage({ csrf, once, at }: Drawn, person: Person, { values, errors }: FormState): Html {
  const path = `/rosters/leavers/${person.id}`
  return html`${govuk.backLink({ text: fullName(person), href: at(path) })}
<h1 class="govuk-heading-l">Rights that go to another school</h1>
${form({
  action: at(`${path}/transfer`),
  csrf,
  once,
  values,
  errors,
  fields: [
    { kind: 'text', name: 'toSchool', label: 'To which school?', width: 30 },
    {
      kind: 'longText',
      name: 'what',
      label: 'What goes with them?',
      hint: 'For example: the Google account with its files.',
      rows: 3,
      limit: 2000,
    },
    { kind: 'text', name: 'agreedWith', label: 'Who at the new school agreed?', width: 30 },
    { kind: 'date', name: 'onDay', label: 'On which day?', hint: 'For example, 31 8 2027' },
  ],
  submit: 'Record it',
})}`
}
