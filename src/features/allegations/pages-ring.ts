// How to reach those who act without the school (decision S3): shown to whoever tells of an adult, before and after.

import { govuk } from '#/platform/web/components/govuk.ts'
import { type Html, html } from '#/platform/web/html.ts'
import type { Contact } from '../schools/index.ts'

/** Whom to ring, in order. The words stand where the school's directory has no number. */
const ringRoles = {
  lado: 'Local authority designated officer (LADO)',
  socialCare: 'Children’s social care',
  police: 'Police',
  localAuthority: 'Local authority',
} as const

/** The numbers. 999 and 101 are always there; a number that the school has not filled in says how to find it. */
export function ringList(contacts: readonly Contact[]): Html {
  const rows = Object.entries(ringRoles)
    .map(([role, words]) => ({ words, contact: contacts.find((line) => line.role === role), role }))
    .filter(({ contact, role }) => contact !== undefined || role !== 'localAuthority')
    .map(({ words, contact, role }) => ({
      key: { text: words },
      value: { html: numberOf(contact, role) },
    }))
  return govuk.summaryList({
    rows: [{ key: { text: 'Danger now' }, value: { html: html`<strong>999</strong>` } }, ...rows],
  })
}

function numberOf(contact: Contact | undefined, role: string): Html {
  if (contact?.phone) {
    const outOfHours = contact.outOfHoursPhone
    return html`<strong>${contact.phone}</strong> ${contact.name}${outOfHours && html`<br>At night and at weekends: <strong>${outOfHours}</strong>`}`
  }
  if (role === 'police') return html`<strong>101</strong>`
  return html`Ask the council’s switchboard; the school has not entered a number.`
}
