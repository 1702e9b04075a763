// Who sat where, for a teacher with ninety seconds: one page, the class list, the places of last time filled in.

import { formatDate, formatInstant, formatTime, londonDate } from '#/kernel/london-time.ts'
import { choicesOf } from '#/platform/forms/choices.ts'
import type { Field, TypedValues } from '#/platform/web/components/fields.ts'
import { buttonForm, form } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { plainTable } from '#/platform/web/components/plain-table.ts'
import { type Html, html } from '#/platform/web/html.ts'
import type { Drawn } from './pages-network.ts'
import type { Child } from './seated-pupil-store.ts'
import { endOf, isOpen, lessons, newcomerFields, newcomerLines, type Seating, seatField } from './seating.ts'
import type { ListedSeating, SharedLogon } from './seating-store.ts'

type Classes = readonly { id: string; name: string }[]

export type StartView = {
  classes: Classes
  logons: readonly SharedLogon[]
  seatings: readonly ListedSeating[]
  now: Date
  mayAsk: boolean
}

/** The lessons that are open now, and the classes and logons that one can begin with. */
export function startPage({ classes, logons, seatings, now, mayAsk }: StartView, { at }: Drawn): Html {
  const nameOf = ({ classId, logonName }: ListedSeating) =>
    classId === null ? logonName : (classes.find(({ id }) => id === classId)?.name ?? 'A class')
  const line = (one: ListedSeating) =>
    html`<li><a class="govuk-link" href="${at(`/who-sat-where/${one.id}`)}">${nameOf(one)}</a>, ${formatInstant(one.openedAt)} to ${formatTime(endOf(one))}</li>`
  const open = seatings.filter((one) => isOpen(one, now))
  return html`<h1 class="govuk-heading-l">Who sat where</h1>
<p class="govuk-body">When children share a logon or a tablet, this is how the school can say later who was at which device.</p>
${open.length > 0 && html`<h2 class="govuk-heading-m">Open now</h2><ul class="govuk-list">${open.map(line)}</ul>`}
${
  classes.length === 0
    ? html`<p class="govuk-body">You have no class today. The office can put you into one.</p>`
    : html`<div class="govuk-button-group">${classes.map(({ id, name }) => govuk.button({ text: `Start with ${name}`, href: at(`/who-sat-where/start/${id}`) }))}</div>`
}
${logons.length > 0 && logonList(logons, at)}
${mayAsk && html`<p class="govuk-body"><a class="govuk-link" href="${at('/who-sat-where/ask')}">Ask who was at a device</a></p>`}
${
  seatings.length > open.length &&
  html`<h2 class="govuk-heading-m">Your last lessons</h2><ul class="govuk-list">${seatings.filter((one) => !isOpen(one, now)).map(line)}</ul>`
}`
}

function logonList(logons: readonly SharedLogon[], at: Drawn['at']): Html {
  return html`<h2 class="govuk-heading-m">A logon that children of any class use</h2>
<ul class="govuk-list">${logons.map(
    ({ id, logonName, purpose }) =>
      html`<li><a class="govuk-link" href="${at(`/who-sat-where/logons/${id}`)}">Start with ${logonName}</a>${purpose !== null && `: ${purpose}`}</li>`,
  )}</ul>`
}

export type ListView = { className: string; classId: string; children: readonly Child[] }

/** The class list with a field for each child’s device. Empty means: not at a device. */
export function classPage(view: ListView, { csrf, once, at, values, errors }: Drawn): Html {
  const known = Object.fromEntries(
    view.children.map(({ personId, lastDevice }) => [seatField(personId), lastDevice ?? '']),
  )
  const shown: TypedValues = Object.keys(values).length > 0 ? values : { ...known, lasts: '60' }
  return html`<h1 class="govuk-heading-l">${view.className}: who sits where?</h1>
<p class="govuk-body">The places of last time are filled in. Clear a child who is away; change whoever moved.</p>
${form({
  action: at(`/who-sat-where/start/${view.classId}`),
  csrf,
  once,
  values: shown,
  errors,
  fields: [...seatFields(view.children, shown), ...roomAndTime],
  submit: 'Start the lesson',
})}`
}

const roomAndTime: readonly Field[] = [
  { kind: 'text', name: 'room', label: 'Room or trolley', width: 10, optional: true },
  {
    kind: 'choice',
    name: 'lasts',
    label: 'How long?',
    inline: true,
    small: true,
    choices: choicesOf(lessons),
  },
]

/** A logon of no class: children are written by name. Who comes later is added while it is open. */
export function sharedPage(logon: SharedLogon, { csrf, once, at, values, errors }: Drawn): Html {
  const shown: TypedValues = Object.keys(values).length > 0 ? values : { lasts: '60' }
  return html`<h1 class="govuk-heading-l">${logon.logonName}: who is at which device?</h1>
<p class="govuk-body">You supervise it until it ends. Whoever comes later is added while it is open.</p>
${form({
  action: at(`/who-sat-where/logons/${logon.id}`),
  csrf,
  once,
  values: shown,
  errors,
  fields: [newcomerTable('Children', shown), ...roomAndTime],
  submit: 'Start',
})}`
}

/** Lines in which children of any class are written. */
function newcomerTable(caption: string, values: TypedValues): Html {
  const cell = (name: string, label: string, classes: string) => ({
    html: govuk.input({
      name,
      id: name,
      label: { text: label, classes: 'govuk-visually-hidden' },
      value: String(values[name] ?? ''),
      classes,
      formGroup: { classes: 'govuk-!-margin-bottom-0' },
      autocomplete: 'off',
      spellcheck: false,
    }),
  })
  return html`<p class="govuk-hint">Given name and family name, like Robin Vale. Where two are called the same, add the class: Robin Vale, Oak.</p>
${plainTable({
  caption,
  captionClasses: 'govuk-table__caption--s',
  head: [{ text: 'Child' }, { text: 'Device' }],
  classes: 'govuk-table--small-text-until-tablet',
  rows: Array.from({ length: newcomerLines }, (_, index) => {
    const { child, device } = newcomerFields(index + 1)
    return [
      cell(child, `Child ${index + 1}`, 'govuk-input--width-20'),
      cell(device, `Device of child ${index + 1}`, 'govuk-input--width-5'),
    ]
  }),
})}`
}

/** One line a child, so that a whole class fits on a screen. */
const seatFields = (children: readonly Pick<Child, 'personId' | 'name'>[], values: TypedValues): Html[] => [
  plainTable({
    caption: 'Device of each child',
    captionClasses: 'govuk-visually-hidden',
    firstCellIsHeader: true,
    head: [{ text: 'Child' }, { text: 'Device' }],
    classes: 'govuk-table--small-text-until-tablet',
    rows: children.map(({ personId, name }) => [
      { text: name },
      {
        html: govuk.input({
          name: seatField(personId),
          id: seatField(personId),
          label: { text: `Device of ${name}`, classes: 'govuk-visually-hidden' },
          value: String(values[seatField(personId)] ?? ''),
          classes: 'govuk-input--width-5',
          formGroup: { classes: 'govuk-!-margin-bottom-0' },
          autocomplete: 'off',
        }),
      },
    ]),
  }),
]

export type OneView = {
  seating: Seating
  /** Null for a logon that children of any class use. */
  className: string | null
  adult: string
  logonName: string | null
  seats: readonly { personId: string; name: string; device: string }[]
  /** All of the class; null where they are of any class. */
  children: readonly Child[] | null
  now: Date
  isOwn: boolean
}

/** One lesson. It changes only while it is open, and only for the adult who opened it. */
export function seatingPage(view: OneView, drawn: Drawn): Html {
  const { seating, className, adult, logonName, seats, now, isOwn } = view
  const open = isOpen(seating, now)
  return html`<span class="govuk-caption-l">${open ? `Open until ${formatTime(endOf(seating))}` : 'Over'}</span>
<h1 class="govuk-heading-l">${className ?? logonName}, ${formatDate(londonDate(seating.openedAt))}</h1>
${govuk.summaryList({
  rows: [
    {
      key: { text: 'Time' },
      value: { text: `${formatTime(seating.openedAt)} to ${formatTime(endOf(seating))}` },
    },
    { key: { text: 'Adult' }, value: { text: adult } },
    {
      key: { text: 'Logon' },
      value: { text: logonName ?? 'None: devices without a logon, or children’s own' },
    },
    ...(seating.room === null ? [] : [{ key: { text: 'Room or trolley' }, value: { text: seating.room } }]),
  ],
})}
${plainTable({
  caption: 'Who sits where',
  captionClasses: 'govuk-table__caption--m',
  firstCellIsHeader: true,
  head: [{ text: 'Child' }, { text: 'Device' }],
  rows: seats.map(({ name, device }) => [{ text: name }, { text: device }]),
})}
${open && isOwn && changeOf(view, drawn)}`
}

function changeOf({ seating, children, seats }: OneView, { csrf, once, at, values, errors }: Drawn): Html {
  const now = Object.fromEntries(seats.map(({ personId, device }) => [seatField(personId), device]))
  const shown: TypedValues = Object.keys(values).length > 0 ? values : now
  return html`${govuk.details({
    summaryText: 'Somebody came, went or moved',
    open: Object.keys(errors).length > 0,
    html: form({
      action: at(`/who-sat-where/${seating.id}/seats`),
      csrf,
      once,
      errors,
      fields: children === null ? anyClass(seats, shown) : seatFields(children, shown),
      submit: 'Save',
    }),
  })}
${buttonForm({ action: at(`/who-sat-where/${seating.id}/end`), csrf, once, text: 'The lesson is over', classes: 'govuk-button--secondary' })}`
}

const anyClass = (seats: OneView['seats'], values: TypedValues): Html[] => [
  ...(seats.length === 0 ? [] : seatFields(seats, values)),
  newcomerTable('Who came', values),
]
