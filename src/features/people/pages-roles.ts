import { formatDate, formatInstant } from '#/kernel/london-time.ts'
import { form } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { summaryRow } from '#/platform/web/components/summary-row.ts'
import type { FormState } from '#/platform/web/form-routes.ts'
import { type Html, html } from '#/platform/web/html.ts'
import { isPowerful, lowerFirst } from './designation.ts'
import type { DesignationRequest } from './designation-store.ts'
import type { Drawn } from './pages-person-form.ts'
import { fullName, type Person } from './person.ts'
import { type DesignatedRole, designatedRoles, isDesignatedRole, roleRow, roleWords } from './role.ts'

const why = {
  kind: 'longText',
  name: 'why',
  label: 'Why?',
  hint: 'In a few words. It stays on record.',
  rows: 2,
  limit: 500,
} as const

/** Offers the roles that somebody of this kind can hold; the powerful ones say that a second person agrees. */
export function giveRolePage({ csrf, once, at }: Drawn, person: Person, { values, errors }: FormState): Html {
  const back = at(`/people/${person.id}`)
  const roles = Object.keys(designatedRoles)
    .filter(isDesignatedRole)
    .filter((role) => roleRow(role).heldBy.includes(person.kind))
  return html`${govuk.backLink({ text: fullName(person), href: back })}
<h1 class="govuk-heading-l">Give ${fullName(person)} a role</h1>
${govuk.insetText({ text: 'Roles marked “two people” begin when a second person has agreed. Where only one person can hold a role, it ends for whoever has it the day before.' })}
${form({
  action: at(`/people/${person.id}/roles`),
  csrf,
  once,
  values,
  errors,
  fields: [
    { kind: 'choice', name: 'role', label: 'Which role?', small: true, choices: roles.map(choiceOf) },
    { kind: 'date', name: 'startsOn', label: 'From which day?', hint: 'For example, 1 9 2026' },
    why,
  ],
  submit: 'Give this role',
})}`
}

function choiceOf(role: DesignatedRole) {
  const { words, does } = roleRow(role)
  return { value: role, text: isPowerful(role) ? `${words} (two people)` : words, hint: does }
}

/** Asks for the last day of a role, and why. */
export function endRolePage(
  { csrf, once, at }: Drawn,
  held: { person: Person; designationId: string; role: string; startsOn: string },
  { values, errors }: FormState,
): Html {
  const back = at(`/people/${held.person.id}`)
  const name = fullName(held.person)
  return html`${govuk.backLink({ text: name, href: back })}
<h1 class="govuk-heading-l">End a role</h1>
<p class="govuk-body-l">${name} has been ${lowerFirst(roleWords(held.role))} since ${formatDate(held.startsOn)}.</p>
${(held.role === 'dsl' || held.role === 'deputyDsl') && govuk.warningText({ text: 'Reports about children go to this role. See that somebody else has it from the next day.', iconFallbackText: 'Warning' })}
${form({
  action: at(`/people/${held.person.id}/roles/${held.designationId}/end`),
  csrf,
  once,
  values,
  errors,
  fields: [{ kind: 'date', name: 'endsOn', label: 'Last day', hint: 'For example, 31 8 2027' }, why],
  submit: 'End the role',
  weight: 'warning',
  beside: html`<a class="govuk-link" href="${back}">No, go back</a>`,
})}`
}

/** A powerful role that somebody asked for, to be agreed to or refused by another. */
export function decidePage(
  { csrf, once, at }: Drawn,
  wanted: DesignationRequest,
  { values, errors }: FormState,
): Html {
  const does = isDesignatedRole(wanted.role) ? roleRow(wanted.role).does : ''
  return html`${govuk.backLink({ text: 'Who is who', href: at('/who-is-who') })}
<h1 class="govuk-heading-l">Do you agree to this role?</h1>
${govuk.summaryList({
  rows: [
    summaryRow('Who', wanted.name),
    summaryRow('Role', roleWords(wanted.role)),
    summaryRow('What it does', does),
    summaryRow('From', formatDate(wanted.startsOn)),
    summaryRow('Asked for by', `${wanted.askedByName}, ${formatInstant(wanted.askedAt)}`),
    summaryRow('Why', wanted.why),
    summaryRow('Decide by', formatInstant(wanted.lapsesAt)),
  ],
})}
${form({
  action: at(`/who-is-who/requests/${wanted.id}`),
  csrf,
  once,
  values,
  errors,
  fields: [
    {
      kind: 'choice',
      name: 'decision',
      label: 'Your decision',
      choices: [
        { value: 'agreed', text: 'I agree' },
        { value: 'refused', text: 'I do not agree' },
      ],
    },
    { ...why, label: 'Anything to say about it?', hint: 'It stays on record.', optional: true },
  ],
  submit: 'Save my decision',
})}`
}
