import type { Field, FieldErrors, TypedValues } from '#/platform/web/components/fields.ts'
import { form } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { type Html, html } from '#/platform/web/html.ts'
import type { Contact as ContactEntry } from '../schools/index.ts'
import type { FlowNode } from './flow.ts'
import { contactNames } from './settle-flow.ts'
import type { TriageSettings } from './triage-settings.ts'
import type { Contact } from './triage-words.ts'
import { possibleAnswers } from './walk-flow.ts'

export type NodePage = {
  node: FlowNode
  reference: string
  /** “Safety question 2 of 4”. */
  caption: string
  settings: TriageSettings
  contacts: readonly ContactEntry[]
  /** For whom it is, when it is not for the person who looks; then nothing can be sent. */
  isFor: string | null
  before: { answer: string; reason: string | null; by: string; at: string } | null
  /** The page of the register that this step opens. */
  opens: { text: string; href: string } | null
  action: string
  back: string
  csrf: string
  once: string
  values: TypedValues
  errors: FieldErrors
}

/** One question, decision or step on a page, with what helps to answer it. */
export function nodePage(parts: NodePage): Html {
  const { node } = parts
  const asksDanger = node.touches.includes('dangerQuestion')
  return html`${govuk.backLink({ text: 'Back', href: parts.back })}
<div class="sk-question">
${asksDanger && ringFirst}
<p class="govuk-caption-l">${parts.caption}</p>
<h1 class="govuk-heading-l">${node.title}</h1>
${isCard(node) ? card(node) : !asksDanger && guidance(node, parts.settings)}
${contactsFor(node, parts)}
${answeredBefore(parts)}
${parts.opens && html`<p class="govuk-body"><a class="govuk-link" href="${parts.opens.href}">${parts.opens.text}</a></p>`}
${parts.isFor === null ? answerForm(parts) : govuk.insetText({ text: `This is for ${parts.isFor}. They have it on their task list.` })}
${whereFrom(node)}
</div>`
}

const ringFirst = html`<div class="sk-ring-first" role="region" aria-label="If somebody is in danger"><p>If somebody may be hurt in the next hours, ring first:</p><a href="tel:999"><span class="sk-ring-first__number">999</span></a><p>You need nobody’s leave. Answer here afterwards.</p></div>`

/** What must be read before anything is done stands on a card of its own, that nobody can overlook. */
const isCard = (node: FlowNode) => node.id === 'card'

function card(node: FlowNode): Html {
  return html`<div class="sk-stop">${node.guidance.map((line) => html`<p>${line}</p>`)}</div>`
}

function guidance(node: FlowNode, settings: TriageSettings): Html {
  const lines = node.guidance.map((line) => html`<li>${line}</li>`)
  const shown = node.shows.map((text) =>
    govuk.insetText({ text: settings.texts[text], classes: 'govuk-!-margin-top-0' }),
  )
  return html`${node.guidance.length === 1 ? html`<p class="govuk-body">${node.guidance[0]}</p>` : lines.length > 0 && html`<ul class="govuk-list govuk-list--bullet">${lines}</ul>`}${shown}`
}

function contactsFor(node: FlowNode, { contacts, settings }: NodePage): Html | false {
  const wanted: Contact[] = []
  if (node.kind === 'step' && node.contact) wanted.push(node.contact)
  if (node.kind === 'step' && node.offers) wanted.push(...settings.contacts[node.offers])
  return (
    wanted.length > 0 &&
    html`${wanted.map((role) =>
      contactCard(
        role,
        contacts.find((one) => one.role === role),
      ),
    )}`
  )
}

function contactCard(role: Contact, entry: ContactEntry | undefined): Html {
  if (role === 'emergencyServices')
    return html`<div class="sk-contact"><p><a class="govuk-link sk-contact__phone" href="tel:999">999</a></p></div>`
  if (!entry) {
    return html`<div class="sk-contact"><p><strong>No number is entered for ${contactNames[role]}.</strong> ${role === 'police' ? 'Ring 101, or 999 if it cannot wait.' : 'Look it up now, and enter it under “Contacts” afterwards.'}</p></div>`
  }
  const phone = (number: string | null, words: string) =>
    number &&
    html`<p>${words} <a class="govuk-link sk-contact__phone" href="tel:${number.replaceAll(' ', '')}">${number}</a></p>`
  return html`<div class="sk-contact"><p><strong>${entry.name}</strong>${entry.organisation && html`, ${entry.organisation}`}</p>
${phone(entry.phone, 'Ring')}${phone(entry.outOfHoursPhone, 'At night and weekends')}
${entry.webAddress && html`<p><a class="govuk-link" href="${entry.webAddress}">${entry.webAddress}</a></p>`}</div>`
}

/** After an answer that made it a matter for the case manager alone: nothing of it is shown, only whom one may ring. */
export function passedOnPage({ contacts }: { contacts: readonly ContactEntry[] }): Html {
  const outside = ['emergencyServices', 'lado', 'socialCare', 'police'] as const
  return html`<h1 class="govuk-heading-l">It is with the right person now</h1>
<p class="govuk-body">Do not speak about it to the adult, nor to anybody else, and do not look into it yourself.</p>
<p class="govuk-body">If it is about the chair of governors, nobody at the school decides about it: ring the LADO yourself now.</p>
<p class="govuk-body">You may always ring outside the school yourself, without asking anybody:</p>
${outside.map((role) =>
  contactCard(
    role,
    contacts.find((one) => one.role === role),
  ),
)}`
}

function answeredBefore({ before }: NodePage): Html | false {
  return (
    before !== null &&
    html`${govuk.insetText({
      html: html`<p class="govuk-body govuk-!-margin-bottom-1"><strong>Answered: ${before.answer}</strong></p>
${before.reason && html`<p class="govuk-body govuk-!-margin-bottom-1">${before.reason}</p>`}<p class="govuk-hint govuk-!-margin-bottom-0">${before.by}, ${before.at}. What was answered stays on record; a new answer follows it.</p>`,
    })}`
  )
}

function answerForm(parts: NodePage): Html {
  const { node, action, csrf, once, values, errors } = parts
  if (isCard(node)) {
    const hidden: Field = { kind: 'hidden', name: 'answer', value: 'done' }
    return form({ action, csrf, once, values, errors, fields: [hidden], submit: 'I have read this' })
  }
  return form({
    action,
    csrf,
    once,
    values,
    errors,
    fields: [answerField(parts), reasonField(parts)],
    submit: node.kind === 'step' ? 'Record this' : 'Save and continue',
  })
}

function answerField({ node }: NodePage): Field {
  return {
    kind: 'choice',
    name: 'answer',
    label: node.kind === 'step' ? 'What has been done?' : 'Your answer',
    choices: choicesOf(node),
  }
}

const stepChoices = {
  done: { text: 'It is done', hint: '' },
  waiting: { text: 'It is begun, and waits for somebody', hint: 'Say for whom, and for what.' },
  'not-needed': { text: 'It is not needed', hint: 'Say why.' },
} as const

function choicesOf(node: FlowNode) {
  if (node.kind === 'question' || node.kind === 'gate') {
    return node.answers.map(({ id, label }) => ({ value: id, text: label }))
  }
  if (node.kind === 'consider') {
    return [
      { value: 'yes', text: 'Yes' },
      { value: 'no', text: 'No' },
    ]
  }
  return possibleAnswers(node).map((value) => {
    const { text, hint } = stepChoices[value as keyof typeof stepChoices]
    return { value, text, ...(hint ? { hint } : {}) }
  })
}

function reasonField({ node, before }: NodePage): Field {
  const always = node.kind === 'consider' || before !== null
  return {
    kind: 'longText',
    name: 'reason',
    rows: 3,
    label:
      before === null
        ? node.kind === 'consider'
          ? 'Why? What was considered, and with whom'
          : 'What makes you say so?'
        : 'Why does the answer change?',
    ...(always ? {} : { optional: true }),
    hint: 'Plain facts. Never what a picture shows.',
  }
}

function whereFrom({ clauses, note, origin }: FlowNode): Html | false {
  if (clauses.length === 0 && !note) return false
  const words = origin === 'ours' ? 'Safety asks for this; the policies leave it open.' : ''
  return govuk.details({
    summaryText: 'Where this comes from',
    html: html`${words && html`<p class="govuk-body">${words}</p>`}${note && html`<p class="govuk-body">${note}</p>`}${clauses.length > 0 && html`<p class="govuk-body">Clauses: ${clauses.join(', ')}</p>`}`,
  })
}
