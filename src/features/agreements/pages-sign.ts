import { formatDate, formatInstant } from '#/kernel/london-time.ts'
import type { FieldErrors, TypedValues } from '#/platform/web/components/fields.ts'
import { form } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { statusTag } from '#/platform/web/components/records.ts'
import { type Html, html } from '#/platform/web/html.ts'
import { agreementRow, type Version } from './agreement.ts'
import { type Ask, answers, askStates, canAnswer } from './ask.ts'
import { agreementText } from './pages-text.ts'

type Forms = { csrf: string; once: string; at: (path: string) => string }

/** What one person was asked to sign: what is open first. */
export function minePage(
  parts: Pick<Forms, 'at'> & {
    asks: readonly Ask[]
    names: ReadonlyMap<string, string>
    links: readonly { text: string; href: string }[]
  },
): Html {
  const { asks, names, at, links } = parts
  const line = (ask: Ask): Html => html`<li class="sk-task"><div>
<a class="govuk-link sk-task__link" href="${at(`/agreements/mine/${ask.id}`)}">${agreementRow(ask.agreement).words}</a>
${ask.signerId !== ask.aboutId && html`<span class="sk-task__about">for ${names.get(ask.aboutId)}</span>`}</div>
<div class="sk-task__when">${statusTag(askStates[ask.state], 'brief')}<span>${
    ask.state === 'open' ? `by ${formatDate(ask.dueOn)}` : ask.answeredAt && formatInstant(ask.answeredAt)
  }</span></div></li>`
  const open = asks.filter(({ state }) => state === 'open')
  const answered = asks.filter(({ state }) => state !== 'open')
  return html`<h1 class="govuk-heading-l">My agreements</h1>
${
  open.length > 0
    ? html`<h2 class="govuk-heading-m">To read and sign</h2><ul class="sk-tasks">${open.map(line)}</ul>`
    : html`<p class="govuk-body-l">There is nothing for you to sign.</p>`
}
${answered.length > 0 && html`<h2 class="govuk-heading-m">Answered</h2><ul class="sk-tasks">${answered.map(line)}</ul>`}
<ul class="govuk-list sk-link-row">${links.map(({ text, href }) => html`<li><a class="govuk-link" href="${href}">${text}</a></li>`)}</ul>`
}

export type SignPage = {
  ask: Pick<Ask, 'agreement' | 'state' | 'signerId' | 'aboutId'>
  version: Version
  /** Stands above the text. */
  notice?: Html | undefined
  /** Of the child, where somebody else signs for them; and their class. */
  about: { name: string; className: string | null } | null
  /** The rules that the child agrees to, for reading together. */
  childs: Version | undefined
  jobTitle: string | null
  action: string
  csrf: string
  once: string
  values: TypedValues
  errors: FieldErrors
  /** Fields that the way of signing adds. */
  hidden?: Readonly<Record<string, string>>
}

/** The text, and the form below it in which somebody agrees or says no. */
export function signPage(parts: SignPage): Html {
  const { ask, version, about, childs } = parts
  return html`${parts.notice}${agreementText(ask.agreement, version.text)}
${
  childs &&
  govuk.details({
    summaryText: 'The rules that your child agrees to',
    html: agreementText(childs.agreement, childs.text, 2),
  })
}
<h2 class="govuk-heading-m">Your answer</h2>
${about && html`<p class="govuk-body">For ${about.name}${about.className !== null && `, ${about.className}`}</p>`}
${signForm(parts)}`
}

function signForm({
  ask,
  version,
  jobTitle,
  action,
  csrf,
  once,
  values,
  errors,
  hidden = {},
}: SignPage): Html {
  const adult = agreementRow(ask.agreement).signer === 'adult'
  const hash = version.sha256.toString('hex')
  const possible = (['signed', 'refused', 'withdrawn'] as const).filter((one) => canAnswer(ask.state, one))
  return form({
    action,
    csrf,
    once,
    values: { jobTitle: jobTitle ?? '', ...valuesFor(hash, values) },
    errors,
    fields: [
      { kind: 'hidden', name: 'readHash', value: hash },
      ...Object.entries(hidden).map(([name, value]) => ({ kind: 'hidden' as const, name, value })),
      {
        kind: 'choice',
        name: 'answer',
        label: version.text.promise,
        choices: possible.map((value) => ({
          value,
          text: answers[value],
          ...(value === 'refused'
            ? {
                hint: 'Somebody from the school will talk with you. Telling us about a worry never depends on it.',
              }
            : {}),
        })),
      },
      {
        kind: 'text',
        name: 'nameWritten',
        label: 'Your full name, as your signature',
        autocomplete: 'name',
      },
      ...(adult ? [{ kind: 'text' as const, name: 'jobTitle', label: 'Your job or role' }] : []),
      {
        kind: 'longText',
        name: 'remark',
        label: 'Is there anything you want to say?',
        optional: true,
        rows: 3,
        limit: 1000,
      },
    ],
    submit: 'Send my answer',
  })
}

/** A yes to the text before is no yes to this one: whoever answers chooses and signs again. */
function valuesFor(hash: string, values: TypedValues): TypedValues {
  if (values.readHash === undefined || values.readHash === hash) return values
  const { answer: _answer, nameWritten: _name, ...rest } = values
  return rest
}
