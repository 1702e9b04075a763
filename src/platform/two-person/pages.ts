import { formatInstant } from '#/kernel/london-time.ts'
import { plainTable } from '#/platform/web/components/plain-table.ts'
import { buttonForm, form } from '../web/components/form.ts'
import { govuk } from '../web/components/govuk.ts'
import { type Html, html } from '../web/html.ts'
import { type FieldErrors, type Page, page, type WebRequest } from '../web/route.ts'
import { type State, stateWords, type TwoPersonAction, type TwoPersonRequest } from './request.ts'

/** A request as the page shows it: names instead of ids, and what this person may do about it. */
export type ShownRequest = {
  request: TwoPersonRequest
  action: TwoPersonAction
  state: State
  aboutName: string | null
  askedByName: string
  decidedByName: string | null
  mayDecide: boolean
  mayUse: boolean
  mayWithdraw: boolean
  mayReview: boolean
}

const stateColours: Readonly<Record<State, string>> = {
  waiting: 'yellow',
  agreed: 'green',
  refused: 'red',
  withdrawn: 'grey',
  unanswered: 'grey',
  used: 'blue',
  lapsed: 'grey',
}

/** What waits for a second person, and what became of earlier requests. */
export function twoPersonPage(
  request: WebRequest,
  parts: { shown: readonly ShownRequest[]; errors?: FieldErrors; at?: string },
): Page {
  const open = parts.shown.filter(
    (each) => each.mayDecide || each.mayUse || each.mayReview || each.mayWithdraw,
  )
  const rest = parts.shown.filter((each) => !open.includes(each))
  return page({
    title: 'Waiting for a second person',
    section: '/two-person',
    errors: parts.errors ?? {},
    body: html`<h1 class="govuk-heading-l">Waiting for a second person</h1>
<p class="govuk-body">Some things are never done by one person alone. One asks and says why; another agrees or refuses. Both prove
first that it is them, and every answer stays on record.</p>
${open.length === 0 && govuk.insetText({ text: 'Nothing waits for you.' })}
${open.map((each) => card(request, each, parts))}
${rest.length > 0 && history(rest)}`,
  })
}

function card(request: WebRequest, each: ShownRequest, parts: { errors?: FieldErrors; at?: string }): Html {
  const { action, state } = each
  return govuk.summaryList({
    card: {
      title: { text: `${each.askedByName} asks to ${action.words}` },
    },
    rows: [
      ...(each.aboutName === null ? [] : [{ key: { text: 'About' }, value: { text: each.aboutName } }]),
      { key: { text: 'Reason' }, value: { text: each.request.reason } },
      { key: { text: 'Asked' }, value: { text: formatInstant(each.request.askedAt) } },
      { key: { text: 'State' }, value: { html: stateTag(state) } },
      ...(each.mayDecide
        ? [{ key: { text: 'Your answer' }, value: { html: answers(request, each, parts) } }]
        : []),
      ...(each.mayUse
        ? [
            {
              key: { text: 'Do it now' },
              value: {
                html: html`<a class="govuk-link" href="${request.at(action.path(each.request.aboutId))}">Go on</a>, until
${formatInstant(each.request.grantEndsAt ?? each.request.askedAt)}`,
              },
            },
          ]
        : []),
      ...(each.mayWithdraw
        ? [{ key: { text: 'Not needed any more?' }, value: { html: takeBack(request, each) } }]
        : []),
      ...(each.mayReview ? [{ key: { text: 'Review' }, value: { html: review(request, each, parts) } }] : []),
    ],
  })
}

function answers(
  request: WebRequest,
  each: ShownRequest,
  parts: { errors?: FieldErrors; at?: string },
): Html {
  const { id } = each.request
  const errors = parts.at === id ? (parts.errors ?? {}) : {}
  return html`<div class="govuk-!-margin-bottom-4">${buttonForm({
    action: request.at(`/two-person/${id}/agree`),
    csrf: request.csrf,
    text: 'Agree',
  })}</div>
${govuk.details({
  summaryText: 'Refuse instead',
  open: Object.keys(errors).length > 0,
  html: form({
    action: request.at(`/two-person/${id}/refuse`),
    csrf: request.csrf,
    errors,
    fields: [{ kind: 'text', name: 'why', label: 'Why do you refuse?' }],
    submit: 'Refuse',
    weight: 'warning',
  }),
})}`
}

function takeBack({ at, csrf }: WebRequest, { request }: ShownRequest): Html {
  const action = at(`/two-person/${request.id}/withdraw`)
  return buttonForm({
    action,
    csrf,
    text: 'Take it back',
    classes: 'govuk-button--secondary sk-button--small',
  })
}

function review(request: WebRequest, each: ShownRequest, parts: { errors?: FieldErrors; at?: string }): Html {
  return form({
    action: request.at(`/two-person/${each.request.id}/review`),
    csrf: request.csrf,
    errors: parts.at === each.request.id ? (parts.errors ?? {}) : {},
    fields: [
      {
        kind: 'longText',
        name: 'finding',
        label: 'What you found',
        hint: 'This was done outside the usual way. Was it needed, and was it right?',
        rows: 3,
      },
    ],
    submit: 'Save review',
  })
}

function history(rest: readonly ShownRequest[]): Html {
  return html`<h2 class="govuk-heading-m">Earlier, and waiting for others</h2>
${plainTable({
  head: [{ text: 'Asked' }, { text: 'What' }, { text: 'By' }, { text: 'State' }],
  rows: rest.map(({ request, action, askedByName, decidedByName, state }) => [
    { text: formatInstant(request.askedAt) },
    { text: action.words },
    { text: decidedByName === null ? askedByName : `${askedByName}, answered by ${decidedByName}` },
    { html: html`${stateTag(state)}${request.decidedWhy !== null && html`<br>${request.decidedWhy}`}` },
  ]),
})}`
}

function stateTag(state: State): Html {
  return govuk.tag({ text: stateWords[state], classes: `govuk-tag--${stateColours[state]}` })
}
