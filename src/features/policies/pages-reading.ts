// A reading round: who has read the policy and who has not, and the page on which somebody confirms it.

import { formatDate, formatInstant } from '#/kernel/london-time.ts'
import { form } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { plainTable } from '#/platform/web/components/plain-table.ts'
import { type Html, html } from '#/platform/web/html.ts'
import { personKindWords } from '../people/index.ts'
import type { FormPage } from './pages-register.ts'
import { type At, linkedPart, textPart } from './pages-text.ts'
import type { PolicyParts } from './policy-document.ts'
import type { Reader, Round } from './reading-store.ts'

/** Who has read it, those first who have not. */
export function roundPage(round: Round, readers: readonly Reader[], at: At): Html {
  const missing = readers.filter(({ readAt }) => readAt === null)
  const done = readers.filter(({ readAt }) => readAt !== null)
  const kinds = [...new Set(readers.map(({ kind }) => kind))]
  return html`${govuk.backLink({ text: 'The policy', href: at(`/policy-register/${round.policyId}`) })}
<span class="govuk-caption-l">${round.title}, version ${round.number}</span>
<h1 class="govuk-heading-l">Who has read it</h1>
<p class="govuk-body">${round.read} of ${round.people} have confirmed it. ${round.closedAt ? `The round ended on ${formatInstant(round.closedAt)}.` : `Everybody is asked to by ${formatDate(round.dueOn)}.`}</p>
${plainTable({
  caption: 'By group',
  captionClasses: 'govuk-table__caption--m',
  head: [
    { text: 'Group' },
    { text: 'Asked', format: 'numeric' },
    { text: 'Still to read it', format: 'numeric' },
  ],
  rows: kinds.map((kind) => [
    { text: personKindWords[kind] },
    { text: String(readers.filter((one) => one.kind === kind).length), format: 'numeric' },
    { text: String(missing.filter((one) => one.kind === kind).length), format: 'numeric' },
  ]),
})}
${missing.length > 0 && byName('Who has not read it yet', missing)}
${missing.length < readers.length && govuk.details({ summaryText: 'Who has read it', html: byName('Who has read it', done) })}`
}

function byName(caption: string, readers: readonly Reader[]): Html {
  return plainTable({
    caption,
    captionClasses: 'govuk-table__caption--m',
    narrow: true,
    head: [{ text: 'Name' }, { text: 'Group' }, { text: 'Read' }],
    rows: readers.map(({ name, kind, readAt }) => [
      { text: name },
      { text: personKindWords[kind] },
      {
        html: readAt
          ? html`${formatInstant(readAt)}`
          : html`${govuk.tag({ text: 'Not yet', classes: 'govuk-tag--yellow' })}`,
      },
    ]),
  })
}

/** The whole text, and the tick below it. */
export function readPage(page: FormPage & { parts: PolicyParts; round: Round; done: boolean }): Html {
  const { parts, round, done, at, csrf, once, values, errors } = page
  const { version } = parts
  return html`<span class="govuk-caption-l">For you to read by ${formatDate(round.dueOn)}</span>
<h1 class="govuk-heading-l">${version.title}</h1>
<p class="govuk-body-l">${version.scope}</p>
${version.changeNote && govuk.insetText({ html: html`<p class="govuk-body"><strong>What changed:</strong> ${version.changeNote}</p>` })}
${textPart(parts.paragraphs)}
${linkedPart(parts.linked)}
${
  done
    ? govuk.insetText({ text: 'You have confirmed that you read this. Thank you.' })
    : html`<h2 class="govuk-heading-m">Confirm that you have read it</h2>
<p class="govuk-body">Is something not clear, or not right? Speak to whoever it belongs to before you confirm.</p>
${form({
  action: at(`/policy-register/rounds/${round.id}/read`),
  csrf,
  once,
  values,
  errors,
  fields: [
    { kind: 'hidden', name: 'hash', value: version.hash?.toString('hex') ?? '' },
    { kind: 'tick', name: 'confirmed', text: `I have read version ${version.number} and understood it` },
  ],
  submit: 'Confirm',
})}`
}`
}
