import { formatDate } from '#/kernel/london-time.ts'
import { drawReport } from '#/platform/documents/html-report.ts'
import { emptyState } from '#/platform/web/components/empty-state.ts'
import type { Field } from '#/platform/web/components/fields.ts'
import { buttonForm, form } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { statusTag } from '#/platform/web/components/records.ts'
import type { FormState } from '#/platform/web/form-routes.ts'
import { type Html, html } from '#/platform/web/html.ts'
import { roleWords } from '../people/index.ts'
import type { Drawn } from './pages.ts'
import { readers } from './permissions.ts'
import { questionsOf } from './questions.ts'
import {
  type Part,
  parts,
  type Review,
  type ReviewAction,
  reasons,
  reviewStates,
  standings,
  unanswered,
} from './review.ts'
import { countedWords, type ReviewParts, reviewDocument } from './review-document.ts'

type FormDrawn = Drawn & FormState

/** On the overview: the reviews, and when the next is due. */
export function reviewsPart(
  {
    reviews,
    dueOn,
    isOverdue,
    mayHold,
  }: { reviews: readonly Review[]; dueOn: string | null; isOverdue: boolean; mayHold: boolean },
  { at }: Pick<Drawn, 'at'>,
): Html {
  const isHeld = reviews.some(({ state }) => state !== 'signed')
  return html`<h2 class="govuk-heading-m">Once a year</h2>
<p class="govuk-body">Leaders, safeguarding lead, IT and governor look at filtering and monitoring together, and sign what they found.${dueOn !== null && html` The next is due by ${formatDate(dueOn)}${isOverdue && html`: <strong>overdue</strong>`}.`}</p>
${
  reviews.length === 0
    ? emptyState({ sentence: 'No review has been held here yet.' })
    : html`<ul class="govuk-list">${reviews.map(
        ({ id, number, reason, state }) =>
          html`<li><a class="govuk-link" href="${at(`/filter-checks/reviews/${id}`)}">Review number ${number}</a>: ${reasons[reason].toLowerCase()} ${statusTag(reviewStates[state], 'brief')}</li>`,
      )}</ul>`
}
${mayHold && !isHeld && govuk.button({ text: 'Begin a review', href: at('/filter-checks/reviews/new'), classes: 'govuk-button--secondary' })}`
}

/** Why it is held, and who sits at the table. */
export function beginPage({ at, csrf, once, values, errors }: FormDrawn): Html {
  return html`${govuk.backLink({ text: 'Checks of the filter', href: at('/filter-checks') })}
<h1 class="govuk-heading-l">Begin a review</h1>
${form({
  action: at('/filter-checks/reviews/new'),
  csrf,
  once,
  values,
  errors,
  fields: [
    {
      kind: 'choice',
      name: 'reason',
      label: 'Why is it held?',
      choices: Object.entries(reasons).map(([value, text]) => ({ value, text })),
    },
    { kind: 'longText', name: 'why', label: 'What is it about?', rows: 2, limit: 1000 },
    ...(Object.keys(parts) as Part[]).map(
      (name): Field => ({ kind: 'text', name, label: parts[name], hint: 'Names of those who take part' }),
    ),
  ],
  submit: 'Begin',
})}`
}

export type ReviewView = ReviewParts & {
  mayHold: boolean
  /** The role that whoever looks could sign for. */
  signsAs: string | undefined
}

/** One review, with what can be done with it now. */
export function reviewPage(view: ReviewView, drawn: Drawn): Html {
  const { review } = view
  const { at } = drawn
  return html`${govuk.backLink({ text: 'Checks of the filter', href: at('/filter-checks') })}
${nextStep(view, drawn)}
${drawReport(reviewDocument(view), () => '')}
${actionLinks(view, at)}
<p class="govuk-body"><a class="govuk-link" href="${at(`/filter-checks/reviews/${review.id}/review.pdf`)}">Review as PDF</a></p>`
}

function nextStep({ review, mayHold, signsAs }: ReviewView, { at, csrf, once }: Drawn): Html | null {
  const own = (rest: string) => at(`/filter-checks/reviews/${review.id}${rest}`)
  if (review.state === 'open' && mayHold) {
    const left = unanswered(review).length
    return html`<div class="govuk-button-group">${govuk.button({ text: left === 0 ? 'Change the answers' : `Answer the questions: ${left} to go`, href: own('/answers') })}
${govuk.button({ text: 'Add what has to be done', href: own('/actions/new'), classes: 'govuk-button--secondary' })}
${left === 0 && buttonForm({ action: own('/finish'), csrf, once, text: 'Everything is answered', classes: 'govuk-button--secondary' })}</div>`
  }
  return review.state === 'finished' && signsAs !== undefined
    ? html`${govuk.insetText({ text: 'Read it through. Once everybody has signed, nothing in it changes.' })}
${buttonForm({ action: own('/sign'), csrf, once, text: `Sign as ${roleWords(signsAs).toLowerCase()}` })}`
    : null
}

function actionLinks({ actions }: ReviewView, at: Drawn['at']): Html | null {
  const open = actions.filter(({ doneAt }) => doneAt === null)
  return open.length === 0
    ? null
    : html`<h2 class="govuk-heading-m">Still to do</h2>
<ul class="govuk-list">${open.map(
        ({ id, what, dueOn }) =>
          html`<li><a class="govuk-link" href="${at(`/filter-checks/actions/${id}`)}">${what}</a>, until ${formatDate(dueOn)}</li>`,
      )}</ul>`
}

/** All questions on one page, to be saved as often as people meet. */
export function answersPage(review: Review, counted: ReviewParts['counted'], drawn: FormDrawn): Html {
  const { at, csrf, once, values, errors } = drawn
  return html`${govuk.backLink({ text: `Review number ${review.number}`, href: at(`/filter-checks/reviews/${review.id}`) })}
<h1 class="govuk-heading-l">Answer the questions</h1>
<p class="govuk-body">Save as often as you like: what is empty stays open. Name no child.</p>
${govuk.insetText({ text: countedWords(counted) })}
${form({
  action: at(`/filter-checks/reviews/${review.id}/answers`),
  csrf,
  once,
  values,
  errors,
  fields: questionsOf(review.edition).flatMap(({ key, asks, think }, index): Field[] => [
    { kind: 'longText', name: key, label: `${index + 1}. ${asks}`, hint: think, rows: 3, limit: 2000 },
    {
      kind: 'choice',
      name: `${key}-stands`,
      label: `How does number ${index + 1} stand?`,
      inline: true,
      small: true,
      choices: Object.entries(standings).map(([value, text]) => ({ value, text })),
    },
  ]),
  submit: 'Save',
})}`
}

/** What has to be done, by whom, until when. */
export function actionPage(review: Review, { at, csrf, once, values, errors }: FormDrawn): Html {
  return html`${govuk.backLink({ text: `Review number ${review.number}`, href: at(`/filter-checks/reviews/${review.id}`) })}
<h1 class="govuk-heading-l">Add what has to be done</h1>
${form({
  action: at(`/filter-checks/reviews/${review.id}/actions/new`),
  csrf,
  once,
  values,
  errors,
  fields: [
    { kind: 'longText', name: 'what', label: 'What has to be done?', rows: 2, limit: 1000 },
    {
      kind: 'select',
      name: 'role',
      label: 'Who does it?',
      choices: [
        { value: '', text: 'Choose' },
        ...readers.map((value) => ({ value, text: roleWords(value) })),
      ],
    },
    { kind: 'date', name: 'dueOn', label: 'Until when?', hint: 'For example, 19 12 2026' },
  ],
  submit: 'Add',
})}`
}

/** One action: what it is, and how it was done. */
export function oneActionPage(
  action: ReviewAction,
  by: string | null,
  mayEnd: boolean,
  { at, csrf, once, values, errors }: FormDrawn,
): Html {
  const row = (key: string, text: string) => ({ key: { text: key }, value: { text } })
  return html`${govuk.backLink({ text: 'Review', href: at(`/filter-checks/reviews/${action.reviewId}`) })}
<h1 class="govuk-heading-l">What the review asks for</h1>
${govuk.summaryList({
  rows: [
    row('What', action.what),
    row('Who', roleWords(action.role)),
    row('Until', formatDate(action.dueOn)),
    ...(action.doneHow === null ? [] : [row('Done', `${action.doneHow} (${by ?? 'somebody who has left'})`)]),
  ],
})}
${action.doneAt === null && !mayEnd && html`<p class="govuk-body">The ${roleWords(action.role).toLowerCase()} says here how it was done.</p>`}
${
  action.doneAt === null &&
  mayEnd &&
  form({
    action: at(`/filter-checks/actions/${action.id}`),
    csrf,
    once,
    values,
    errors,
    fields: [{ kind: 'longText', name: 'how', label: 'What was done?', rows: 2, limit: 1000 }],
    submit: 'It is done',
  })
}`
}
