// The register of policies, and how one begins.

import { formatDate } from '#/kernel/london-time.ts'
import { emptyState } from '#/platform/web/components/empty-state.ts'
import type { FieldErrors, TypedValues } from '#/platform/web/components/fields.ts'
import { form } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { plainTable } from '#/platform/web/components/plain-table.ts'
import { statusKey, statusTag } from '#/platform/web/components/records.ts'
import { type Html, html } from '#/platform/web/html.ts'
import type { ModelPolicy } from './models/model.ts'
import type { At } from './pages-text.ts'
import type { ToRead } from './reading-store.ts'
import type { PolicyLine } from './store.ts'
import { states } from './version.ts'

export type FormPage = { at: At; csrf: string; once: string; values: TypedValues; errors: FieldErrors }

type Register = {
  policies: readonly PolicyLine[]
  toRead: readonly ToRead[]
  today: string
  mayWrite: boolean
  mayPrompt: boolean
  at: At
}

/** Every policy that the reader may see, and what they have still to read. */
export function registerPage({ policies, toRead, today, mayWrite, mayPrompt, at }: Register): Html {
  return html`<h1 class="govuk-heading-l">Policies</h1>
${toReadPart(toRead, today, at)}
${mayWrite && govuk.button({ text: 'Begin a policy', href: at('/policy-register/new') })}
${
  policies.length === 0
    ? emptyState({ sentence: 'The school has no policy here yet.' })
    : plainTable({
        caption: 'Policies of the school',
        captionClasses: 'govuk-visually-hidden',
        head: ['Policy', 'In force since', 'Review by', 'Being worked on'].map((text) => ({ text })),
        rows: policies.map((one) => policyRow(one, today, at)),
      })
}
${keyOf(policies)}
<p class="govuk-body"><a class="govuk-link" href="${at('/policies')}">What the public sees</a></p>
${mayPrompt && html`<p class="govuk-body"><a class="govuk-link" href="${at('/policy-register/prompts')}">New guidance, law and technology</a></p>`}`
}

/** Only the states that stand in the table: the others would be read for nothing. */
function keyOf(policies: readonly PolicyLine[]): Html {
  const shown = [...new Set(policies.flatMap(({ openState }) => openState ?? []))]
  return shown.length === 0 ? html`` : statusKey(shown.map((state) => states[state]))
}

function policyRow(one: PolicyLine, today: string, at: At) {
  const late = one.reviewDueOn !== null && one.reviewDueOn < today
  return [
    { html: html`<a class="govuk-link" href="${at(`/policy-register/${one.id}`)}">${one.title}</a>` },
    { text: one.adoptedOn === null ? 'Not in force' : formatDate(one.adoptedOn) },
    {
      html: html`${one.reviewDueOn === null ? '–' : formatDate(one.reviewDueOn)}${late && html` ${govuk.tag({ text: 'Overdue', classes: 'govuk-tag--red' })}`}`,
    },
    {
      html:
        one.openState === null
          ? html`–`
          : html`<a class="govuk-link" href="${at(`/policy-register/versions/${one.openVersionId}`)}">${statusTag(states[one.openState], 'brief')}<span class="govuk-visually-hidden">: ${one.title}</span></a>`,
    },
  ]
}

/** What waits to be read, as a box above the list. */
export function toReadPart(toRead: readonly ToRead[], today: string, at: At): Html {
  if (toRead.length === 0) return html``
  return govuk.insetText({
    html: html`<h2 class="govuk-heading-s">For you to read</h2>
<ul class="govuk-list">${toRead.map(
      ({ roundId, title, dueOn }) =>
        html`<li><a class="govuk-link" href="${at(`/policy-register/rounds/${roundId}/read`)}">${title}</a>, ${dueOn < today ? 'due since' : 'by'} ${formatDate(dueOn)}</li>`,
    )}</ul>`,
  })
}

/** Asks what a policy begins from. */
export function startPage(
  page: FormPage & { models: readonly ModelPolicy[]; names: Readonly<Record<string, string>> },
): Html {
  const { at, csrf, once, values, errors, models, names } = page
  return html`${govuk.backLink({ text: 'Policies', href: at('/policy-register') })}
<h1 class="govuk-heading-l">Begin a policy</h1>
${form({
  action: at('/policy-register/new'),
  csrf,
  once,
  values,
  errors,
  fields: [
    {
      kind: 'choice',
      name: 'from',
      label: 'What do you want to begin from?',
      choices: [
        {
          value: 'model',
          text: 'A model policy',
          hint: 'Complete and in plain English. Each paragraph is tied to what Schoolkeeper does for it. Change what you like.',
          reveals: [
            {
              kind: 'choice',
              name: 'model',
              label: 'Which one?',
              small: true,
              choices: models.map(({ code, scope }) => ({
                value: code,
                text: `${names[code] ?? code}: online safety`,
                hint: scope,
              })),
            },
          ],
        },
        {
          value: 'word',
          text: 'A Word file',
          hint: 'Your own policy, saved as .docx. You choose the file on the next page.',
        },
        { value: 'empty', text: 'An empty page' },
      ],
    },
    {
      kind: 'text',
      name: 'title',
      label: 'Title',
      hint: 'Its address on the public page is made from it. A model has a title of its own.',
    },
  ],
  submit: 'Begin',
})}`
}
