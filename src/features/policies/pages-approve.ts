// Where a step of approval is recorded, and where the chair signs. The text stands on the page, so that it is read.

import { form } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { type Html, html } from '#/platform/web/html.ts'
import { type ApprovalStep, stepRow } from './approval.ts'
import type { FormPage } from './pages-register.ts'
import { factsPart, linkedPart, textPart } from './pages-text.ts'
import type { PolicyParts } from './policy-document.ts'
import { fingerprint } from './version.ts'

type Approving = FormPage & { parts: PolicyParts }

/** Records what was decided in a step. */
export function decidePage(page: Approving & { step: ApprovalStep }): Html {
  const { step, parts, at, csrf, once, values, errors } = page
  const { version } = parts
  const { words, meeting } = stepRow(step)
  return html`${frame(page, words)}
${form({
  action: at(`/policy-register/versions/${version.id}/decide`),
  csrf,
  once,
  values,
  errors,
  fields: [
    { kind: 'hidden', name: 'hash', value: version.hash?.toString('hex') ?? '' },
    {
      kind: 'choice',
      name: 'decision',
      label: meeting ? 'What was decided?' : 'What do you decide?',
      choices: [
        { value: 'approved', text: 'It is approved as it stands' },
        { value: 'sentBack', text: 'It goes back to be changed' },
      ],
    },
    ...(meeting
      ? ([
          { kind: 'date', name: 'heldOn', label: 'When was the meeting?', hint: 'For example, 24 11 2026' },
          {
            kind: 'text',
            name: 'minute',
            label: 'Which meeting and minute?',
            hint: 'For example, full governors, item 7',
          },
        ] as const)
      : []),
    {
      kind: 'longText',
      name: 'says',
      label: 'What should be changed, or is to be kept in mind?',
      hint: 'Needed when it goes back.',
      rows: 4,
      limit: 2000,
      optional: true,
    },
  ],
  submit: 'Save',
})}`
}

/** The chair reads and signs. */
export function signPage(page: Approving): Html {
  const { parts, at, csrf, once, values, errors } = page
  const { version } = parts
  const hash = version.hash
  return html`${frame(page, 'Sign the policy')}
<p class="govuk-body">You sign as chair of governors, with your own sign-in. Your signature belongs to this text and no other: its fingerprint is <strong>${hash ? fingerprint(hash) : ''}</strong>. When you have signed, the policy is in force.</p>
${form({
  action: at(`/policy-register/versions/${version.id}/sign`),
  csrf,
  once,
  values,
  errors,
  fields: [
    { kind: 'hidden', name: 'hash', value: hash?.toString('hex') ?? '' },
    {
      kind: 'choice',
      name: 'decision',
      label: 'Do you sign it?',
      choices: [
        { value: 'approved', text: 'Yes, I sign it' },
        { value: 'sentBack', text: 'No, it goes back to be changed' },
      ],
    },
    {
      kind: 'longText',
      name: 'says',
      label: 'What should be changed?',
      hint: 'Needed when it goes back.',
      rows: 3,
      limit: 2000,
      optional: true,
    },
  ],
  submit: 'Save',
})}`
}

function frame({ parts, at }: Approving, heading: string): Html {
  const { version, paragraphs, linked } = parts
  return html`${govuk.backLink({ text: 'The version', href: at(`/policy-register/versions/${version.id}`) })}
<span class="govuk-caption-l">${version.title}, version ${version.number}</span>
<h1 class="govuk-heading-l">${heading}</h1>
<p class="govuk-body-l">${version.scope}</p>
${factsPart(parts)}
${version.number > 1 && html`<p class="govuk-body"><a class="govuk-link" href="${at(`/policy-register/versions/${version.id}/changes`)}">What changed since the version before, word by word</a></p>`}
${textPart(paragraphs)}${linkedPart(linked)}`
}
