// What an HR adviser reads of a matter, and how a case manager asks one.

import { formatDate, formatInstant } from '#/kernel/london-time.ts'
import type { FieldErrors, TypedValues } from '#/platform/web/components/fields.ts'
import { buttonForm, form } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { statusTag, timeline, writtenWords } from '#/platform/web/components/records.ts'
import { type Html, html } from '#/platform/web/html.ts'
import { fullName, type Person, personKindWords } from '../people/index.ts'
import { longestAdviceDays } from './adviser.ts'
import type { Adviser } from './adviser-store.ts'
import { type Allegation, caseManagers } from './allegation.ts'
import { nameOf, stateOf } from './pages.ts'
import { type CaseView, ladoLine, lineOf, outcomeOf, thresholdLine, warning } from './pages-case.ts'
import { caseBack } from './pages-forms.ts'

export type AdvisedView = Pick<
  CaseView,
  'allegation' | 'consultations' | 'entries' | 'outcome' | 'names' | 'now'
> & {
  /** How many children are named in it. Which they are is not the adviser’s to know. */
  children: number
  asked: Adviser | undefined
}

type At = (path: string) => string
type Drawn = { csrf: string; once: string; at: At; values: TypedValues; errors: FieldErrors }

/** The matter as its adviser reads it. */
export function advisedPage(view: AdvisedView, at: At): Html {
  const { allegation, asked } = view
  return html`<span class="govuk-caption-l">Confidential advice</span>
<h1 class="govuk-heading-l">${allegation.reference}</h1>
<p class="govuk-body">${statusTag(stateOf(allegation.state))}</p>
${asked && govuk.insetText({ html: html`<p class="govuk-body"><strong>You were asked:</strong></p>${writtenWords(asked.why)}<p class="govuk-body">You may read this until the end of ${formatDate(asked.endsOn)}, or until it is closed. Each time you open it is on record. Do not copy it, and speak of it with the case manager alone.</p>` })}
${warning(view)}
${govuk.button({ text: 'Write your advice', href: at(`/staff-concerns/${allegation.id}/advice`) })}
<h2 class="govuk-heading-m">Summary</h2>
${advisedSummary(view)}
<h2 class="govuk-heading-m">What the school was told</h2>
${allegation.account === null ? html`<p class="govuk-body">No account is kept here.</p>` : writtenWords(allegation.account.reveal())}
${view.outcome && outcomeOf(view.outcome)}
<h2 class="govuk-heading-m">Record</h2>
${timeline(view.entries.map((entry) => lineOf(entry, view)))}`
}

function advisedSummary({ allegation, consultations, children }: AdvisedView): Html {
  const [latest] = consultations
  const { adultKindThen, caseManager, openedAt, happenedOn } = allegation
  const rows: [string, string | Html][] = [
    ['Adult', `${nameOf(allegation)}, ${adultKindThen.toLowerCase()}`],
    ['Case manager', caseManager === null ? 'Outside the school' : caseManagers[caseManager]],
    ['Told', formatInstant(openedAt)],
    ['Happened', happenedOn === null ? 'Not known' : formatDate(happenedOn)],
    ['Children', children === 0 ? 'None named' : `${children}. The school keeps their names from this page`],
    ['Threshold', thresholdLine(allegation)],
    ['LADO', latest === undefined ? 'Not consulted yet' : ladoLine(latest)],
  ]
  return govuk.summaryList({
    rows: rows.map(([key, value]) => ({
      key: { text: key },
      value: typeof value === 'string' ? { text: value } : { html: value },
    })),
  })
}

/** What an adviser was asked about. */
export function advisedListPage(matters: readonly Allegation[], at: At): Html {
  return html`<h1 class="govuk-heading-l">Confidential advice</h1>
<p class="govuk-body-l">What a case manager has asked you about. You see it until the day they named, or until it is closed.</p>
${
  matters.length === 0
    ? html`<p class="govuk-body">Nobody asks for your advice at the moment.</p>`
    : govuk.table({
        caption: 'What you were asked about',
        captionClasses: 'govuk-visually-hidden',
        head: [{ text: 'Reference' }, { text: 'State' }],
        rows: matters.map(({ id, reference, state }) => [
          { html: html`<a class="govuk-link" href="${at(`/staff-concerns/${id}`)}">${reference}</a>` },
          { html: statusTag(stateOf(state), 'brief') },
        ]),
      })
}`
}

/** Asks for the advice, as the adviser gives it. */
export function givePage(allegation: Allegation, { csrf, once, at, values, errors }: Drawn): Html {
  return html`${caseBack(allegation, at)}<h1 class="govuk-heading-l">Write your advice</h1>
<p class="govuk-body">It becomes part of the record. The case manager decides what to do.</p>
${form({
  action: at(`/staff-concerns/${allegation.id}/advice`),
  csrf,
  once,
  values,
  errors,
  fields: [{ kind: 'longText', name: 'says', label: 'Your advice', limit: 4000 }],
  submit: 'Add it to the record',
})}`
}

export type Asking = {
  allegation: Allegation
  /** Who may be asked. */
  possible: readonly Person[]
  advisers: readonly Adviser[]
  names: ReadonlyMap<string, string>
}

/** Asks whom to ask, why and until when; below, who may read it now. */
export function askPage({ allegation, possible, advisers, names }: Asking, drawn: Drawn): Html {
  const { csrf, once, at, values, errors } = drawn
  const choices = possible.map((person) => ({
    value: person.id,
    text: fullName(person),
    hint: person.jobTitle ?? personKindWords[person.kind],
  }))
  return html`${caseBack(allegation, at)}<h1 class="govuk-heading-l">Ask an HR adviser</h1>
<p class="govuk-body">They can then read this one matter and nothing else: the adult, what the school was told, the record and the LADO’s advice. They do not see which child it is, who told, or the report. Each time they open it is on record.</p>
${
  choices.length === 0
    ? govuk.insetText({
        text: 'Nobody who can be asked holds the role “HR adviser”. The head teacher gives it on the person’s page. Until then ask HR by telephone, without the adult’s name.',
      })
    : form({
        action: at(`/staff-concerns/${allegation.id}/adviser`),
        csrf,
        once,
        values,
        errors,
        fields: [
          { kind: 'choice', name: 'personId', label: 'Whom do you ask?', choices },
          {
            kind: 'longText',
            name: 'why',
            label: 'Why, and what do you want to know?',
            rows: 4,
            limit: 1000,
          },
          {
            kind: 'date',
            name: 'lastDay',
            label: 'Until the end of which day may they read it?',
            hint: `At most ${longestAdviceDays} days from now. It ends earlier when the matter is closed.`,
          },
        ],
        submit: 'Ask for advice',
      })
}
${advisers.length > 0 && html`<h2 class="govuk-heading-m">Who may read it now</h2>`}
${advisers.map(({ personId, why, endsOn }) => {
  const name = names.get(personId) ?? ''
  return html`<p class="govuk-body"><strong>${name}</strong>, until the end of ${formatDate(endsOn)}</p>${writtenWords(why)}
${buttonForm({ action: at(`/staff-concerns/${allegation.id}/adviser/${personId}/end`), csrf, text: `End it for ${name}`, classes: 'govuk-button--secondary' })}`
})}`
}
