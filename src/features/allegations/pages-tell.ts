// Telling of an adult: who, then what, then that it was passed on. One question first, because the answer decides who
// may read the rest.

import { formatInstant } from '#/kernel/london-time.ts'
import type { FieldErrors, TypedValues } from '#/platform/web/components/fields.ts'
import { form } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { writtenWords } from '#/platform/web/components/records.ts'
import { type Html, html } from '#/platform/web/html.ts'
import type { Contact } from '../schools/index.ts'
import { type CaseManager, caseManagers } from './allegation.ts'
import { ringList } from './pages-ring.ts'
import type { Told } from './record-store.ts'

type Tokens = {
  csrf: string
  once: string
  values: TypedValues
  errors: FieldErrors
  at: (path: string) => string
}
export type NamedChoice = { value: string; text: string; hint?: string }

/** First question: a name to look for. */
export function whoPage({
  csrf,
  values,
  errors,
  at,
  contacts,
  tellsAlready,
}: Omit<Tokens, 'once'> & { contacts: readonly Contact[]; tellsAlready: boolean }): Html {
  return html`<h1 class="govuk-heading-l">Concern about an adult who works or volunteers here</h1>
<p class="govuk-body-l">Staff, supply, governors, volunteers and contractors. Tell it however small it seems, and about yourself too if something you did could be misread.</p>
<p class="govuk-body">It goes to the head alone; about the head, to the chair of governors. The adult is not told by us. Do not speak with them about it, and do not look into it yourself.</p>
${form({
  action: at('/staff-concerns/who'),
  csrf,
  values,
  errors,
  fields: [
    {
      kind: 'text',
      name: 'name',
      label: 'Who is it about?',
      hint: 'A first name or a surname, or the first letters. Leave it empty if you do not know the name.',
      width: 20,
    },
  ],
  submit: 'Go on',
})}
${govuk.details({ summaryText: 'You may always ring somebody else yourself', open: true, html: ringList(contacts) })}
${tellsAlready && html`<p class="govuk-body"><a class="govuk-link" href="${at('/staff-concerns/told')}">What you have told us before</a></p>`}`
}

/** Second question: which adult. */
export function choosePage({
  csrf,
  values,
  errors,
  at,
  adults,
}: Omit<Tokens, 'once'> & { adults: readonly NamedChoice[] }): Html {
  return html`${govuk.backLink({ text: 'Back', href: at('/staff-concerns/new') })}
${form({
  action: at('/staff-concerns/which'),
  csrf,
  values,
  errors,
  fields: [
    { kind: 'hidden', name: 'name' },
    {
      kind: 'choice',
      name: 'adultId',
      label: 'Which adult is it?',
      heading: true,
      choices: [
        ...adults,
        {
          value: 'described',
          text: adults.length === 0 ? 'I describe the adult' : 'None of these: I describe the adult',
          reveals: [
            {
              kind: 'text',
              name: 'described',
              label: 'Who is it, as far as you know?',
              hint: 'For example: the supply teacher in Year 4 last Tuesday',
            },
          ],
        },
      ],
    },
  ],
  submit: 'Go on',
})}`
}

/** Third: what happened. */
export function accountPage(parts: Tokens & { manager: CaseManager; self: boolean }): Html {
  const { csrf, once, values, errors, at, manager, self } = parts
  return html`${govuk.backLink({ text: 'Back', href: at('/staff-concerns/new') })}
<h1 class="govuk-heading-l">${self ? 'What you want to tell about yourself' : 'What are you worried about?'}</h1>
<p class="govuk-body">This goes to the <strong>${caseManagers[manager].toLowerCase()}</strong>. ${!self && 'The adult does not see it and is not told by us.'}</p>
${form({
  action: at('/staff-concerns'),
  csrf,
  once,
  values,
  errors,
  fields: [
    { kind: 'hidden', name: 'adultId' },
    { kind: 'hidden', name: 'described' },
    {
      kind: 'choice',
      name: 'danger',
      label: 'Is a child in danger now?',
      choices: [
        {
          value: 'yes',
          text: 'Yes',
          hint: 'Ring 999 first. The safeguarding lead is told at once that a child needs help.',
        },
        { value: 'no', text: 'No' },
        { value: 'notKnown', text: 'I do not know' },
      ],
    },
    {
      kind: 'longText',
      name: 'account',
      label: 'What did you see or hear?',
      hint: 'Facts before opinions; a child’s words as the child said them. Do not describe a picture of a child in detail.',
      limit: 10_000,
      rows: 8,
    },
    { kind: 'date', name: 'happenedOn', label: 'When was it?', hint: 'If you know the day', optional: true },
    {
      kind: 'text',
      name: 'childDescribed',
      label: 'Which children does it touch?',
      hint: 'Names and classes, if you know them. The safeguarding lead is told that these children may need help, and nothing of the adult.',
      optional: true,
    },
    ...(manager === 'head' && !self ? [aroundHead] : []),
  ],
  submit: 'Send to the case manager',
})}`
}

const aroundHead = {
  kind: 'choice' as const,
  name: 'aroundHead',
  label: 'May the head deal with it?',
  choices: [
    { value: 'no', text: 'Yes' },
    { value: 'yes', text: 'No, I cannot turn to the head: send it to the chair of governors' },
  ],
}

/** Nobody at the school may decide: whom to ring, and a button that keeps the fact that it was told. */
export function outsidePage({
  csrf,
  once,
  values,
  at,
  contacts,
}: Omit<Tokens, 'errors'> & { contacts: readonly Contact[] }): Html {
  return html`<h1 class="govuk-heading-l">Ring the LADO yourself, today</h1>
<p class="govuk-body-l">Nobody at this school may decide about this. The LADO and the local authority do. Anyone may ring them, and you need nobody’s leave.</p>
${ringList(contacts)}
<p class="govuk-body">Do not write down here what happened: nobody at the school should read it. Make a note for yourself, with the day and the time, and tell the LADO.</p>
${form({
  action: at('/staff-concerns'),
  csrf,
  once,
  values,
  fields: [
    { kind: 'hidden', name: 'adultId' },
    { kind: 'hidden', name: 'described' },
    {
      kind: 'choice',
      name: 'danger',
      label: 'Is a child in danger now?',
      choices: [
        { value: 'yes', text: 'Yes: I ring 999' },
        { value: 'no', text: 'No' },
        { value: 'notKnown', text: 'I do not know' },
      ],
    },
    {
      kind: 'text',
      name: 'childDescribed',
      label: 'Which children may need help?',
      hint: 'The safeguarding lead is told that these children may need help, and nothing else.',
      optional: true,
    },
  ],
  submit: 'Keep the fact that I was shown this',
})}`
}

/** After it was sent. */
export function passedOnPage({
  at,
  contacts,
}: {
  at: (path: string) => string
  contacts: readonly Contact[]
}): Html {
  return html`${govuk.panel({ titleText: 'Passed to the right person', html: html`Thank you. You did the right thing.` })}
<p class="govuk-body">You can read what you wrote under <a class="govuk-link" href="${at('/staff-concerns/told')}">what you have told us</a>. You will not hear what comes of it, because that is private. If you see or hear more, tell it as a new concern.</p>
<p class="govuk-body"><strong>Do not speak with the adult about it</strong>, nor with colleagues.</p>
<h2 class="govuk-heading-m">If you think that nothing happens</h2>
<p class="govuk-body">You need not wait for us. Anyone may ring:</p>
${ringList(contacts)}`
}

/** What somebody told us, for themselves alone. */
export function toldPage({ told, at }: { told: readonly Told[]; at: (path: string) => string }): Html {
  return html`<h1 class="govuk-heading-l">What you have told us</h1>
${told.length === 0 && html`<p class="govuk-body">You have not told us of a concern about an adult.</p>`}
${told.map(
  ({ account, toldAt }) => html`<section class="govuk-!-margin-bottom-7">
<h2 class="govuk-heading-m">${formatInstant(toldAt)}</h2>
<p class="govuk-body"><strong>Passed to the right person.</strong></p>
${account === null ? html`<p class="govuk-body">You were shown whom to ring. What it was about is not kept here.</p>` : writtenWords(account.reveal())}</section>`,
)}
<p class="govuk-body"><a class="govuk-link" href="${at('/staff-concerns/new')}">Tell us something more</a></p>`
}
