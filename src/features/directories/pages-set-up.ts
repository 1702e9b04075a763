// The three steps of setting a directory up, which are also how each is changed later.

import { choicesOf } from '#/platform/forms/choices.ts'
import { form } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import type { FormState } from '#/platform/web/form-routes.ts'
import { type Html, html } from '#/platform/web/html.ts'
import type { WebRequest } from '#/platform/web/route.ts'
import { placings, securities } from './connection.ts'
import { dialectKeys, dialects } from './dialects.ts'

type Drawn = Pick<WebRequest, 'csrf' | 'once'> & { action: string; state: FormState }

/** Step 1: kind, address and encryption of the server. */
export function wherePage({ csrf, once, action, state: { values, errors } }: Drawn): Html {
  return html`<span class="govuk-caption-l">Step 1 of 3</span><h1 class="govuk-heading-l">Where is the directory?</h1>
${form({
  action,
  csrf,
  once,
  values,
  errors,
  fields: [
    {
      kind: 'text',
      name: 'name',
      label: 'What do your colleagues call it?',
      hint: 'Curriculum network, for instance.',
    },
    {
      kind: 'choice',
      name: 'dialect',
      label: 'What kind is it?',
      choices: dialectKeys.map((value) => ({ value, text: dialects[value].words })),
    },
    { kind: 'text', name: 'host', label: 'Its name or address', hint: 'Like dc1.school.example' },
    {
      kind: 'text',
      name: 'port',
      label: 'Port',
      hint: '636 for LDAPS, 389 for StartTLS',
      width: 5,
      inputmode: 'numeric',
    },
    {
      kind: 'choice',
      name: 'security',
      label: 'How is the connection encrypted?',
      choices: choicesOf(securities),
    },
    {
      kind: 'longText',
      name: 'trusted',
      label: 'Certificate of the school’s own authority',
      hint: 'Only where the directory’s certificate comes from one. As text, from BEGIN CERTIFICATE on.',
      optional: true,
      rows: 4,
    },
  ],
  submit: 'Save and go on',
})}`
}

/** Step 2: the account that Schoolkeeper uses there. A password that was kept is never shown again. */
export function signInPage({ csrf, once, action, state: { values, errors } }: Drawn): Html {
  return html`<span class="govuk-caption-l">Step 2 of 3</span><h1 class="govuk-heading-l">As whom does Schoolkeeper sign in there?</h1>
${govuk.insetText({ text: 'Make an account for Schoolkeeper alone. It needs to create, change and move entries below one place, and to set passwords there; nothing else. It is tried when you save.' })}
${form({
  action,
  csrf,
  once,
  values,
  errors,
  fields: [
    {
      kind: 'text',
      name: 'bindName',
      label: 'Its name in the directory',
      hint: 'Like cn=schoolkeeper,ou=Services,dc=school,dc=example',
    },
    {
      kind: 'password',
      name: 'bindPassword',
      label: 'Its password',
      hint: 'Kept encrypted, and shown nowhere again.',
      autocomplete: 'new-password',
    },
  ],
  submit: 'Try it and save',
})}`
}

/** Step 3: below which entries people and groups are. */
export function placesPage({ csrf, once, action, state: { values, errors } }: Drawn): Html {
  return html`<span class="govuk-caption-l">Step 3 of 3</span><h1 class="govuk-heading-l">Where are people placed?</h1>
${form({
  action,
  csrf,
  once,
  values,
  errors,
  fields: [
    {
      kind: 'text',
      name: 'base',
      label: 'The place below which everything stands',
      hint: 'It has to be there already. Nothing outside it is read or written. Like ou=People,dc=school,dc=example',
    },
    {
      kind: 'choice',
      name: 'placedBy',
      label: 'What stands below it?',
      hint: 'Missing places are made.',
      choices: choicesOf(placings),
    },
    {
      kind: 'text',
      name: 'logonDomain',
      label: 'Domain of logon names',
      hint: 'For Active Directory: school.example makes p.nandra@school.example.',
      optional: true,
    },
  ],
  submit: 'Save and look at the plan',
})}`
}
