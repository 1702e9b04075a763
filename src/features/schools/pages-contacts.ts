import { formatDate, formatInstant, londonDate } from '#/kernel/london-time.ts'
import type { Field } from '#/platform/web/components/fields.ts'
import { form } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { plainTable } from '#/platform/web/components/plain-table.ts'
import { bothVersions } from '#/platform/web/components/whole-pages.ts'
import type { FormState } from '#/platform/web/form-routes.ts'
import { type Html, html } from '#/platform/web/html.ts'
import type { WebRequest } from '#/platform/web/route.ts'
import {
  allContactRoles,
  type Contact,
  type ContactGroup,
  type ContactRole,
  contactGroups,
  contactRow,
  missingContacts,
  unconfirmedContacts,
} from './contact.ts'
import type { ContactVersion } from './contact-store.ts'

type At = (path: string) => string

/** Whom to ring, danger first; entries that nobody has checked are marked. */
export function contactsPage(contacts: readonly Contact[], mayChange: boolean, at: At): Html {
  const known = new Set(contacts.map(({ role }) => role))
  const empty = allContactRoles.filter((role) => !known.has(role))
  return html`<h1 class="govuk-heading-l">Whom to contact</h1>
<p class="govuk-body-l">Somebody is in danger now: ring <a class="govuk-link" href="tel:999">999</a>. You need nobody’s leave to ring the police, social care or the LADO.</p>
${missingWarning(contacts)}
${unconfirmedNote(contacts)}
${(Object.keys(contactGroups) as ContactGroup[]).map((group) => drawGroup(group, contacts, mayChange, at))}
${empty.length > 0 && emptyPart(empty, mayChange, at)}`
}

/** Whom to ring first stands open. The others are behind what they are for and how many they are; what nobody has checked is said. */
function drawGroup(
  group: ContactGroup,
  contacts: readonly Contact[],
  mayChange: boolean,
  at: At,
): Html | null {
  const here = contacts.filter(({ role }) => contactRow(role).group === group)
  if (here.length === 0) return null
  const cards = html`<ul class="sk-who">${here.map((contact) => card(contact, mayChange, at))}</ul>`
  if (group === 'now') return html`<h2 class="govuk-heading-m">${contactGroups[group]}</h2>${cards}`
  const unchecked = unconfirmedContacts(here).length
  return html`<details class="sk-chapter"><summary class="sk-chapter__summary"><h2 class="govuk-heading-m sk-chapter__heading">${contactGroups[group]}</h2>
<span class="sk-chapter__counts">${here.map(({ role }) => contactRow(role).words).join(', ')}${unchecked > 0 && `. Not checked: ${unchecked}`}</span></summary>
${cards}</details>`
}

/** Which required entries are missing; nothing when all are there. */
export function missingWarning(contacts: readonly Contact[]): Html | null {
  const missing = missingContacts(contacts)
  if (missing.length === 0) return null
  const list = missing.map((role) => contactRow(role).words).join('; ')
  return govuk.warningText({ text: `Still missing: ${list}.`, iconFallbackText: 'Warning' })
}

/** How many shipped entries nobody has compared with their source; nothing when all are confirmed. */
export function unconfirmedNote(contacts: readonly Contact[]): Html | null {
  const count = unconfirmedContacts(contacts).length
  if (count === 0) return null
  const words = count === 1 ? 'One entry' : `${count} entries`
  return govuk.insetText({
    text: `${words} came with Schoolkeeper and nobody at the school has checked them yet. Each is marked. Compare it with its source, then confirm it: your name and the date are kept with it.`,
  })
}

function card(contact: Contact, mayChange: boolean, at: At): Html {
  const { words, when } = contactRow(contact.role)
  const own = contact.name === words ? null : contact.name
  return html`<li class="sk-who__role"><h3 class="govuk-heading-s">${words}</h3>
<p class="sk-who__does">${when}</p>
${own && html`<p class="sk-who__name">${own}${contact.organisation && html`, ${contact.organisation}`}</p>`}
<ul class="govuk-list sk-who__reach">${contact.phone && html`<li>${phoneLink(contact.phone)}</li>`}
${contact.outOfHoursPhone && html`<li>${phoneLink(contact.outOfHoursPhone)} out of hours</li>`}
${contact.email && html`<li><a class="govuk-link" href="mailto:${contact.email}">${contact.email}</a></li>`}
${contact.webAddress && html`<li><a class="govuk-link" href="${contact.webAddress}" rel="noreferrer">${shortAddress(contact.webAddress)}</a></li>`}</ul>
${contact.notes && html`<p class="sk-who__does">${contact.notes}</p>`}
${standing(contact)}
${mayChange && html`<p class="sk-who__change"><a class="govuk-link" href="${at(`/contacts/${contact.role}`)}">${contact.checkBeforeUse ? 'Check and confirm' : 'Change'}<span class="govuk-visually-hidden"> ${words}</span></a></p>`}</li>`
}

function standing({ checkBeforeUse, source, since }: Contact): Html | null {
  if (checkBeforeUse) {
    return html`<p class="sk-who__does"><strong class="govuk-tag govuk-tag--yellow">Check before use</strong> Compare with ${source ?? 'its source'}.</p>`
  }
  return since && html`<p class="sk-who__does">Confirmed ${formatDate(londonDate(since))}.</p>`
}

function phoneLink(phone: string): Html {
  return html`<a class="govuk-link sk-who__phone" href="tel:${phone.replaceAll(/[^+0-9]/g, '')}">${phone}</a>`
}

const shortAddress = (address: string): string =>
  address.replace(/^https:\/\/(www\.)?/, '').replace(/\/.*$/, '')

function emptyPart(roles: readonly ContactRole[], mayChange: boolean, at: At): Html {
  const items = roles.map((role) => {
    const { words, when } = contactRow(role)
    return html`<li>${mayChange ? html`<a class="govuk-link" href="${at(`/contacts/${role}`)}">${words}</a>` : words}. ${when}</li>`
  })
  return html`<h2 class="govuk-heading-m">Not entered yet</h2><ul class="govuk-list govuk-list--bullet">${items}</ul>`
}

const labels = {
  name: 'Name',
  organisation: 'Organisation',
  phone: 'Phone',
  outOfHoursPhone: 'Phone out of hours',
  email: 'E-mail',
  webAddress: 'Web address',
  notes: 'Notes',
} as const

const fields: readonly Field[] = [
  {
    kind: 'text',
    name: 'name',
    label: 'Name',
    hint: 'A person, a desk or a team.',
    width: 30,
    autocomplete: 'off',
  },
  {
    kind: 'text',
    name: 'organisation',
    label: labels.organisation,
    width: 30,
    optional: true,
    autocomplete: 'off',
  },
  {
    kind: 'text',
    type: 'tel',
    name: 'phone',
    label: labels.phone,
    width: 20,
    optional: true,
    autocomplete: 'off',
  },
  {
    kind: 'text',
    type: 'tel',
    name: 'outOfHoursPhone',
    label: labels.outOfHoursPhone,
    width: 20,
    optional: true,
    autocomplete: 'off',
  },
  {
    kind: 'text',
    type: 'email',
    name: 'email',
    label: labels.email,
    width: 30,
    optional: true,
    autocomplete: 'off',
  },
  {
    kind: 'text',
    type: 'url',
    name: 'webAddress',
    label: labels.webAddress,
    hint: 'Begins with https://',
    width: 30,
    optional: true,
    autocomplete: 'off',
  },
  {
    kind: 'longText',
    name: 'notes',
    label: labels.notes,
    hint: 'For example: reference of the school, hours.',
    rows: 2,
    limit: 1000,
    optional: true,
  },
]

/** One contact with its history, to be corrected or confirmed. */
export function contactPage(
  { csrf, once, at }: Pick<WebRequest, 'csrf' | 'once' | 'at'>,
  role: ContactRole,
  now: Contact | undefined,
  history: readonly (ContactVersion & { changedByName: string | null })[],
  { values, errors, theirs }: FormState,
): Html {
  const { words, when } = contactRow(role)
  const typed = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value ?? '')]))
  return html`${govuk.backLink({ text: 'Whom to contact', href: at('/contacts') })}
<h1 class="govuk-heading-l">${words}</h1><p class="govuk-body">${when}</p>
${
  now?.checkBeforeUse &&
  govuk.insetText({
    text: `This came with Schoolkeeper. Compare every line with ${now.source}, mend what is wrong, then confirm it.`,
  })
}
${theirs && bothVersions({ labels, theirs, yours: typed })}
${form({
  action: at(`/contacts/${role}`),
  csrf,
  once,
  values: theirs ? { ...values, seenId: theirs.seenId } : values,
  errors,
  fields: [...fields, { kind: 'hidden', name: 'seenId' }],
  submit: now?.checkBeforeUse ? 'I have checked it: confirm' : 'Save',
})}
${history.length > 0 && historyOf(history)}`
}

function historyOf(history: readonly (ContactVersion & { changedByName: string | null })[]): Html {
  return plainTable({
    caption: 'What it said before',
    captionClasses: 'govuk-table__caption--m',
    head: [{ text: 'From' }, { text: 'To' }, { text: 'Entry' }, { text: 'Entered by' }],
    rows: history.map((one) => [
      { text: formatInstant(one.inForceFrom) },
      { text: one.inForceTo ? formatInstant(one.inForceTo) : 'now' },
      { text: [one.name, one.phone, one.outOfHoursPhone, one.email].filter(Boolean).join(', ') },
      { text: one.changedByName ?? 'First set-up' },
    ]),
  })
}
