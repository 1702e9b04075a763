// One person's network: what works, why not, and what may be done about it.

import { formatDate } from '#/kernel/london-time.ts'
import type { FieldErrors, TypedValues } from '#/platform/web/components/fields.ts'
import { buttonForm, form } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { writtenWords } from '#/platform/web/components/records.ts'
import { type Html, html } from '#/platform/web/html.ts'
import { type Account, accountKinds } from './account.ts'
import { extentWords, type Hold, type NetworkState, reasonRow, reasons } from './hold.ts'

export type NetworkView = {
  personId: string
  name: string
  state: NetworkState
  accounts: readonly Account[]
  /** Holds that lie ahead. */
  ahead: readonly Hold[]
  may: { keep: boolean; except: boolean; reset: boolean; isThemselves: boolean }
}
export type Drawn = {
  csrf: string
  once: string
  at: (path: string) => string
  values: TypedValues
  errors: FieldErrors
}

/** Why somebody’s network works or not, and what whoever looks may do about it. */
export function networkPage(view: NetworkView, drawn: Drawn): Html {
  const { name, state, accounts, ahead } = view
  const inUse = accounts.find(({ closedAt }) => closedAt === null)
  return html`<span class="govuk-caption-l">${name}</span>
<h1 class="govuk-heading-l">Network</h1>
<p class="govuk-body">${stateLine(state)}</p>
${state.holds.length > 0 && html`<h2 class="govuk-heading-m">${state.works ? 'What stands against it' : 'Why it is stopped'}</h2>${holdList(state.holds, state)}`}
${ahead.length > 0 && html`<h2 class="govuk-heading-m">What lies ahead</h2>${holdList(ahead, state)}`}
${state.exception && exceptionOf(view, drawn)}
<h2 class="govuk-heading-m">Logons</h2>
${accounts.length === 0 ? html`<p class="govuk-body">None is on record.</p>` : logonList(accounts)}
${!view.may.isThemselves && view.may.keep && inUse && passwordActions(inUse.id, view.may.reset, drawn)}
${!view.may.isThemselves && actions(view, drawn)}
<p class="govuk-body govuk-hint">Signing in to Schoolkeeper, reporting, asking for help, signing and every safeguarding duty go on, whatever is stopped here.</p>`
}

/** The state in a sentence: logging on first, then internet, then e-mail. */
export function stateLine({ works, internet, email }: NetworkState): Html {
  const tag = (text: string, colour: string) => govuk.tag({ text, classes: `govuk-tag--${colour}` })
  if (!works) return html`${tag('Stopped', 'red')} Logging on does not work.`
  if (!internet) return html`${tag('No internet', 'orange')} Logging on works, the internet does not.`
  if (!email) return html`${tag('No e-mail', 'orange')} Logging on works, school e-mail does not.`
  return html`${tag('Works', 'green')} Logging on works.`
}

/** Every reason that stands, each with its sentence; those that an exception lifts say so. */
export function holdList(holds: readonly Hold[], { exception }: NetworkState): Html {
  return govuk.summaryList({
    rows: holds.map((hold) => ({
      key: { text: reasons[hold.because.kind].words },
      value: {
        html: html`${hold.sentence}<br><span class="govuk-hint govuk-!-margin-bottom-0">${extentWords(hold)}${
          exception !== null &&
          reasonRow(hold.because.kind).exceptable &&
          `. Lifted by the head’s exception until the end of ${formatDate(exception.lastDay)}`
        }</span>`,
      },
    })),
  })
}

function exceptionOf({ state, personId, may }: NetworkView, { csrf, once, at }: Drawn): Html | undefined {
  const { exception } = state
  if (exception === null) return undefined
  return html`<h2 class="govuk-heading-m">The head’s exception</h2>
<p class="govuk-body">Until the end of ${formatDate(exception.lastDay)}:</p>
${writtenWords(exception.why)}
${
  may.except &&
  html`<div class="govuk-button-group">${buttonForm({
    action: at(`/people/${personId}/network/exception/end`),
    csrf,
    once,
    text: 'End the exception now',
    classes: 'govuk-button--secondary',
  })}</div>`
}`
}

function logonList(accounts: readonly Account[]): Html {
  return govuk.summaryList({
    rows: accounts.map(({ logonName, kind, startsOn, endsOn, closedAt }) => ({
      key: { text: logonName },
      value: {
        text: `${accountKinds[kind].words}, since ${formatDate(startsOn)}${
          closedAt !== null ? '; closed' : endsOn !== null ? `, until ${formatDate(endsOn)}` : ''
        }`,
      },
    })),
  })
}

function actions(view: NetworkView, drawn: Drawn): Html {
  const { state, personId, may } = view
  const { csrf, once, at } = drawn
  const byHand = state.holds.some(({ because }) => because.kind === 'byHand')
  const typed = 'lastDay' in drawn.errors || 'lastDay' in drawn.values
  const excepts =
    may.except &&
    state.exception === null &&
    (typed || state.holds.some(({ because }) => reasonRow(because.kind).exceptable))
  return html`${excepts && exceptionFormOf(personId, drawn)}
${
  may.keep &&
  (byHand
    ? buttonForm({
        action: at(`/people/${personId}/network/give-back`),
        csrf,
        once,
        text: 'Give the network back',
      })
    : stopFormOf(personId, drawn))
}`
}

function exceptionFormOf(personId: string, { csrf, once, at, values, errors }: Drawn): Html {
  return html`<h2 class="govuk-heading-m">Let them on without a signature</h2>
${form({
  action: at(`/people/${personId}/network/exception`),
  csrf,
  once,
  values: 'lastDay-day' in values || 'lastDay' in values ? values : {},
  errors: 'lastDay' in values || 'lastDay' in errors ? errors : {},
  fields: [
    { kind: 'text', name: 'why', label: 'Why do they need the network before they have signed?' },
    { kind: 'date', name: 'lastDay', label: 'Until the end of which day?' },
  ],
  submit: 'Make an exception',
})}`
}

function stopFormOf(personId: string, { csrf, once, at, errors }: Drawn): Html {
  return govuk.details({
    summaryText: 'Stop their network',
    open: 'stopWhy' in errors,
    html: form({
      action: at(`/people/${personId}/network/stop`),
      csrf,
      once,
      errors,
      fields: [
        {
          kind: 'text',
          name: 'stopWhy',
          label: 'Why?',
          hint: 'A few words for whoever looks after logons. Nothing about an incident.',
        },
      ],
      submit: 'Stop everything now',
      weight: 'warning',
    }),
  })
}

/** A new password on a slip, and the stop when somebody may know it. The command asks again whether they may. */
export function passwordActions(
  accountId: string,
  mayReset: boolean,
  { csrf, once, at }: Pick<Drawn, 'csrf' | 'once' | 'at'>,
): Html {
  return html`<div class="govuk-button-group">${
    mayReset &&
    buttonForm({
      action: at(`/accounts/${accountId}/password`),
      csrf,
      text: 'New password on a slip',
      classes: 'govuk-button--secondary',
    })
  }
${buttonForm({
  action: at(`/accounts/${accountId}/compromised`),
  csrf,
  once,
  text: 'Somebody may know the password',
  classes: 'govuk-button--secondary',
})}</div>`
}
