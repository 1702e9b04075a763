import { form } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { knownRow } from '#/platform/web/components/summary-row.ts'
import { type Html, html } from '#/platform/web/html.ts'
import type { Incident } from '../incidents/index.ts'
import type { Contact } from '../schools/index.ts'
import { type FormPage, sendingFields } from './pages-fields.ts'
import { type ReferralRoute, referralRoutes } from './referral-routes.ts'
import { dueInWords } from './route-deadline.ts'

/** How to reach them, by when, and what never to send: the number comes first. */
export function routeGuide(
  route: ReferralRoute,
  { contact, hours }: { contact: Contact | undefined; hours: number | null },
): Html {
  const { neverSend, escalation, who, when } = route
  return html`${contactPart(route, contact)}
${govuk.summaryList({
  rows: [
    ...knownRow('When', when),
    ...knownRow('Who', who),
    ...knownRow('By', dueInWords(route, hours)),
    ...knownRow('Never send', neverSend),
    ...knownRow('If nobody answers', escalation),
  ],
})}`
}

function contactPart(route: ReferralRoute, contact: Contact | undefined): Html {
  if (!contact) {
    const missing =
      route.directoryRole === null
        ? 'Look for the number on their own site.'
        : 'The school’s directory has no number for them. Ask the office, and enter it there.'
    return govuk.insetText({ text: missing })
  }
  const lines = [
    contact.phone,
    contact.outOfHoursPhone && `${contact.outOfHoursPhone} (out of hours)`,
    contact.email,
    contact.webAddress,
  ].filter(Boolean)
  return govuk.insetText({
    html: html`<p class="govuk-body"><strong>${contact.name}</strong></p>
${lines.map((line) => html`<p class="govuk-heading-m">${line}</p>`)}${contact.notes && html`<p class="govuk-body">${contact.notes}</p>`}`,
  })
}

const routeChoices = (routes: readonly ReferralRoute[]) =>
  routes.map(({ id, name, when }) => ({ value: id, text: name, hint: when }))

type NewPage = FormPage & {
  incident: Incident
  route: ReferralRoute | undefined
  contact: Contact | undefined
  /** The school’s own hours by this route; null where it keeps to the rule. */
  hours: number | null
}

/** Enters a referral for an incident. A route in the address is shown with its number; else one chooses first. */
export function newPage({ incident, route, contact, hours, at, ...state }: NewPage): Html {
  const action = at(`/incidents/${incident.id}/referrals/new`)
  const head = html`${govuk.backLink({ text: 'Back to the incident', href: at(`/incidents/${incident.id}`) })}
<span class="govuk-caption-l">${incident.reference}</span>`
  if (!route) {
    return html`${head}<h1 class="govuk-heading-l">Tell somebody outside</h1>
${govuk.warningText({ text: 'Somebody is in danger now? Ring 999 first.', iconFallbackText: 'Warning' })}
<ul class="govuk-list govuk-list--spaced">${referralRoutes.routes.map(
      ({ id, name, when }) =>
        html`<li><a class="govuk-link" href="${action}?route=${id}">${name}</a><br>${when}</li>`,
    )}</ul>`
  }
  return html`${head}<h1 class="govuk-heading-l">${route.name}</h1>
${routeGuide(route, { contact, hours })}
${form({
  action,
  csrf: state.csrf,
  once: state.once,
  values: state.values,
  errors: state.errors,
  fields: [
    { kind: 'hidden', name: 'route', value: route.id },
    { kind: 'longText', name: 'why', label: 'What is it about, and why is it needed?', rows: 4, limit: 4000 },
    {
      kind: 'choice',
      name: 'made',
      label: 'Has it been made?',
      choices: [
        { value: 'yes', text: 'Yes', reveals: sendingFields },
        { value: 'no', text: 'No, somebody has to make it', hint: 'They get a task with the deadline.' },
      ],
    },
  ],
  submit: 'Save',
})}`
}

/** Anyone may refer: what a member of staff told somebody outside, in their own time. */
export function ownPage({ at, ...state }: FormPage): Html {
  return html`<h1 class="govuk-heading-l">I told somebody outside</h1>
<p class="govuk-body">Anyone may ring children’s social care, the police or the LADO; you need nobody’s leave. Write down here that you did, so that it is not lost.</p>
${form({
  action: at('/referrals/own'),
  csrf: state.csrf,
  once: state.once,
  values: state.values,
  errors: state.errors,
  fields: [
    {
      kind: 'select',
      name: 'route',
      label: 'Whom did you tell?',
      choices: routeChoices(referralRoutes.routes).map(({ value, text }) => ({ value, text })),
    },
    { kind: 'longText', name: 'why', label: 'What was it about?', rows: 4, limit: 4000 },
    ...sendingFields,
    {
      kind: 'choice',
      name: 'whoMayKnow',
      label: 'Who may read this?',
      choices: [
        { value: 'leads', text: 'Head, safeguarding lead and deputies' },
        { value: 'nobody', text: 'I alone', hint: 'Because it is, or may be, about one of them.' },
      ],
    },
  ],
  submit: 'Save',
})}`
}
