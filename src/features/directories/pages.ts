// The school's directories in a list, and one of them: how it is, what waits, what was done.

import { formatInstant } from '#/kernel/london-time.ts'
import { emptyState } from '#/platform/web/components/empty-state.ts'
import type { FieldErrors, TypedValues } from '#/platform/web/components/fields.ts'
import { buttonForm, form } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { statusTag, timeline } from '#/platform/web/components/records.ts'
import { type Html, html } from '#/platform/web/html.ts'
import { type Connection, connectionStates } from './connection.ts'
import type { Deed } from './deed-store.ts'
import { dialects } from './dialects.ts'
import { doings } from './entry-facts.ts'
import type { Declined, Queue } from './waiting-store.ts'

type At = (path: string) => string
export type Health = { connection: Connection; queue: Queue; drift: number }

/** Every connection with how it is; without one, what has to be done by hand. */
export function directoriesPage(all: readonly Health[], mayKeep: boolean, at: At): Html {
  return html`<h1 class="govuk-heading-l">Directories</h1>
<p class="govuk-body">The school’s own list of network accounts, on a server such as Active Directory or OpenLDAP. Once it is connected, it follows what Schoolkeeper says of logons.</p>
${
  all.length === 0
    ? emptyState({
        sentence: 'No directory is connected. Somebody has to write logons, stops and leavers there by hand.',
      })
    : html`<ul class="govuk-list">${all.map((one) => card(one, at))}</ul>`
}
${mayKeep && govuk.button({ text: 'Connect a directory', href: at('/directories/new') })}`
}

function card({ connection, queue, drift }: Health, at: At): Html {
  return html`<li class="govuk-!-margin-bottom-6"><h2 class="govuk-heading-m govuk-!-margin-bottom-1"><a class="govuk-link" href="${at(`/directories/${connection.id}`)}">${connection.name}</a></h2>
<p class="govuk-body">${statusTag(connectionStates[connection.state])}</p>
<p class="govuk-body govuk-hint">${healthLine(connection, queue)}${drift > 0 && ` Changed by hand: ${drift}.`}</p></li>`
}

function healthLine({ failingSince, lastSuccessAt, state }: Connection, { waiting }: Queue): string {
  const waits =
    waiting === 0 ? 'Nothing waits.' : `${waiting} ${waiting === 1 ? 'logon waits' : 'logons wait'}.`
  if (failingSince !== null) return `It has not answered since ${formatInstant(failingSince)}. ${waits}`
  if (lastSuccessAt !== null) return `Last written ${formatInstant(lastSuccessAt)}. ${waits}`
  return state === 'unfinished'
    ? 'Nothing is connected yet, and nothing is tried.'
    : `Nothing was written yet. ${waits}`
}

export type DirectoryView = Health & {
  declined: readonly (Declined & { logonName: string })[]
  deeds: readonly (Deed & { logonName: string | null })[]
  mayKeep: boolean
}
export type Drawn = { csrf: string; once: string; at: At; values: TypedValues; errors: FieldErrors }

/** One connection: when it last worked, what waits, what was changed by hand. */
export function directoryPage(view: DirectoryView, drawn: Drawn): Html {
  const { connection, queue, drift, declined, mayKeep } = view
  const { at } = drawn
  const here = at(`/directories/${connection.id}`)
  return html`<span class="govuk-caption-l">Directory</span>
<h1 class="govuk-heading-l">${connection.name}</h1>
<p class="govuk-body">${statusTag(connectionStates[connection.state])}</p>
${connection.failure !== null && govuk.warningText({ text: connection.failure, iconFallbackText: 'Warning' })}
${healthList(view)}
${nextStep(view, drawn)}
${drift > 0 && govuk.insetText({ html: html`<a class="govuk-link" href="${here}/by-hand">${drift} ${drift === 1 ? 'thing was' : 'things were'} changed by hand there</a>. Nothing is written over before somebody decides.` })}
${declined.length > 0 && declinedPart(declined)}
${mayKeep && connection.state !== 'unfinished' && unlockPart(view, drawn)}
<h2 class="govuk-heading-m">Set-up</h2>
${setUpList(connection, mayKeep, here)}
<h2 class="govuk-heading-m">What was written last</h2>
${history(view)}
${queue.waiting > 0 && html`<p class="govuk-body govuk-hint">Waiting: ${queue.waiting}.</p>`}`
}

function healthList({ connection, queue }: DirectoryView): Html {
  const when = (at: Date | null, never: string) => (at === null ? never : formatInstant(at))
  return govuk.summaryList({
    rows: [
      { key: { text: 'Waiting' }, value: { text: String(queue.waiting) } },
      ...(queue.oldest === null
        ? []
        : [{ key: { text: 'Waiting since' }, value: { text: formatInstant(queue.oldest) } }]),
      { key: { text: 'Last written' }, value: { text: when(connection.lastSuccessAt, 'Never') } },
      ...(connection.failingSince === null
        ? []
        : [{ key: { text: 'No answer since' }, value: { text: formatInstant(connection.failingSince) } }]),
    ],
  })
}

function nextStep({ connection, mayKeep }: DirectoryView, { csrf, once, at }: Drawn): Html | false {
  if (!mayKeep) return false
  const here = at(`/directories/${connection.id}`)
  const button = (path: string, text: string) =>
    buttonForm({ action: `${here}/${path}`, csrf, once, text, classes: 'govuk-button--secondary' })
  switch (connection.state) {
    case 'unfinished':
      return govuk.button({
        text: 'Go on setting it up',
        href: `${here}/${connection.bindName === null ? 'sign-in' : 'places'}`,
      })
    case 'planning':
      return govuk.button({ text: 'Look at the plan', href: `${here}/plan` })
    case 'paused':
      return button('go-on', 'Go on')
    case 'following':
      return html`<div class="govuk-button-group">${govuk.button({ text: 'Plan', href: `${here}/plan`, classes: 'govuk-button--secondary' })}${button('pause', 'Pause')}</div>`
  }
}

function declinedPart(declined: DirectoryView['declined']): Html {
  return html`<h2 class="govuk-heading-m">What the directory declined</h2>
<p class="govuk-body">Each is tried again every hour at first, and each night later; at once when something about it changes.</p>
${govuk.summaryList({
  rows: declined.map(({ logonName, declined: why }) => ({ key: { text: logonName }, value: { text: why } })),
})}`
}

function unlockPart({ connection }: DirectoryView, { csrf, once, at, values, errors }: Drawn): Html {
  return govuk.details({
    summaryText: 'Unlock a logon after wrong passwords',
    open: Object.keys(errors).length > 0,
    html: form({
      action: at(`/directories/${connection.id}/unlock`),
      csrf,
      once,
      values,
      errors,
      fields: [{ kind: 'text', name: 'logonName', label: 'Logon name', width: 20 }],
      submit: 'Unlock',
    }),
  })
}

function setUpList(connection: Connection, mayKeep: boolean, here: string): Html {
  const change = (path: string, what: string) =>
    mayKeep
      ? { actions: { items: [{ href: `${here}/${path}`, text: 'Change', visuallyHiddenText: what }] } }
      : {}
  const { host, port, dialect, bindName, base } = connection
  return govuk.summaryList({
    rows: [
      {
        key: { text: 'Where' },
        value: { text: `${dialects[dialect].words}; ${host}, port ${port}` },
        ...change('where', 'where it is'),
      },
      {
        key: { text: 'We sign in as' },
        value: { text: bindName ?? 'Not said yet' },
        ...change('sign-in', 'as whom we sign in'),
      },
      {
        key: { text: 'People are placed below' },
        value: { text: base ?? 'Not said yet' },
        ...change('places', 'where people are placed'),
      },
    ],
  })
}

const deedWords: Readonly<Record<string, string>> = { password: 'New password', unlock: 'Unlocked' }

function history({ deeds }: DirectoryView): Html {
  if (deeds.length === 0) return html`<p class="govuk-body">Nothing yet.</p>`
  return timeline(
    deeds.map(({ at, wrote, detail, logonName }) => ({
      at,
      title: `${logonName ?? 'A logon'}: ${deedWords[wrote] ?? doings[wrote as keyof typeof doings]?.words ?? wrote}`,
      ...(detail === null ? {} : { body: detail }),
    })),
  )
}
