// One connection: how it is, its tokens, what waits for a person, what its groups mean, what came in.

import { formatDate, formatInstant, londonDate } from '#/kernel/london-time.ts'
import { emptyState } from '#/platform/web/components/empty-state.ts'
import { buttonForm, form } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { plainTable } from '#/platform/web/components/plain-table.ts'
import { statusTag } from '#/platform/web/components/records.ts'
import { type Html, html } from '#/platform/web/html.ts'
import type { FieldErrors } from '#/platform/web/route.ts'
import {
  brought,
  type Connection,
  connectionStates,
  isValid,
  meanings,
  type SourceGroup,
  sources,
  type Token,
} from './connection.ts'
import type { Deed } from './deed-store.ts'
import { type Entry, waits } from './entry.ts'
import { type Drawn, heardLine } from './pages.ts'
import { deedTable } from './pages-log.ts'

export type ConnectionView = Drawn & {
  connection: Connection
  address: string
  tokens: readonly Token[]
  names: ReadonlyMap<string, string>
  counts: { people: number; closed: number }
  waiting: readonly Entry[]
  groups: readonly (SourceGroup & { count: number })[]
  deeds: readonly Deed[]
  second: 'waiting' | 'agreed' | null
  may: { keep: boolean; settle: boolean }
  errors: FieldErrors
  now: Date
}

/** One source: its tokens, what it sent last, and what waits for somebody to settle. */
export function connectionPage(view: ConnectionView): Html {
  const { connection, tokens, at, deeds } = view
  const heard = tokens.flatMap(({ lastUsedAt }) => (lastUsedAt === null ? [] : [lastUsedAt]))
  const heardAt = heard.reduce<Date | null>((last, one) => (last === null || one > last ? one : last), null)
  const here = at(`/provisioning/${connection.id}`)
  return html`${govuk.backLink({ text: 'Provisioning', href: at('/provisioning') })}
<span class="govuk-caption-l">${sources[connection.source].words}</span>
<h1 class="govuk-heading-l sk-breaks">${connection.name}</h1>
<p class="govuk-body">${statusTag(connectionStates[connection.state])}</p>
${connection.state === 'stopped' && stoppedPart(view, here)}
${govuk.summaryList({
  rows: [
    { key: { text: 'Last heard of' }, value: { text: heardLine(heardAt) } },
    { key: { text: 'Whose accounts' }, value: { text: brought[connection.brings] } },
    { key: { text: 'People it keeps' }, value: { text: String(view.counts.people) } },
    { key: { text: 'Closed in the last day' }, value: { text: String(view.counts.closed) } },
    {
      key: { text: 'Address' },
      value: { html: html`<span class="sk-breaks"><code>${view.address}</code></span>` },
    },
  ],
})}
${waitingPart(view, here)}
<h2 class="govuk-heading-m">What came in last</h2>
${deeds.length === 0 ? emptyState({ sentence: 'Nothing has come in yet.' }) : deedTable(deeds, view.may.settle ? here : null)}
${deeds.length > 0 && html`<p class="govuk-body"><a class="govuk-link" href="${here}/log">Everything that came in</a></p>`}
${groupPart(view, here)}
<h2 class="govuk-heading-m">Tokens</h2>
${tokenPart(view, here)}
${view.may.keep && connection.state !== 'ended' && endPart(view, here)}`
}

function stoppedPart({ counts, second, may, csrf, once, errors }: ConnectionView, here: string): Html {
  const warning = govuk.warningText({
    text: `It closed ${counts.closed} of ${counts.people} people within a day and asked for more. A rule that was changed there by mistake looks just like this. Until two people of the school agree, nothing it sends is taken in.`,
    iconFallbackText: 'Warning',
  })
  if (!may.settle) return html`${warning}<p class="govuk-body">The office or the head looks at it.</p>`
  if (second === 'agreed')
    return html`${warning}${buttonForm({ action: `${here}/go-on`, csrf, once, text: 'Let it go on for a day', classes: 'govuk-button--warning' })}`
  if (second === 'waiting')
    return html`${warning}${govuk.insetText({ text: 'A second person has been asked. When they have agreed, come back to this page.' })}`
  return html`${warning}${form({
    action: `${here}/ask`,
    csrf,
    once,
    errors,
    fields: [
      {
        kind: 'longText',
        name: 'reason',
        label: 'Why may so many be closed?',
        hint: 'For the second person: the leaving year, for instance.',
        rows: 3,
      },
    ],
    submit: 'Ask a second person',
    weight: 'warning',
  })}`
}

function waitingPart({ waiting, may }: ConnectionView, here: string): Html | false {
  if (waiting.length === 0) return false
  return html`<h2 class="govuk-heading-m">Waiting for a person</h2>
${plainTable({
  caption: 'Accounts that wait',
  classes: 'sk-breaks',
  captionClasses: 'govuk-visually-hidden',
  firstCellIsHeader: true,
  head: [{ text: 'Account' }, { text: 'Why' }],
  rows: waiting.map(({ id, said, waitsFor }) => [
    may.settle
      ? { html: html`<a class="govuk-link" href="${here}/accounts/${id}">${said.userName}</a>` }
      : { text: said.userName },
    { text: waitsFor === null ? '' : waits[waitsFor] },
  ]),
})}`
}

function groupPart({ groups, may }: ConnectionView, here: string): Html | false {
  if (groups.length === 0) return false
  return html`<h2 class="govuk-heading-m">Groups</h2>
<p class="govuk-body">A group means nothing here until somebody says what it does. None gives a role.</p>
${plainTable({
  caption: 'Groups',
  classes: 'sk-breaks',
  captionClasses: 'govuk-visually-hidden',
  firstCellIsHeader: true,
  head: [{ text: 'Group' }, { text: 'Accounts' }, { text: 'What it means here' }],
  rows: groups.map(({ id, name, count, means }) => [
    may.settle
      ? { html: html`<a class="govuk-link" href="${here}/groups/${id}">${name}</a>` }
      : { text: name },
    { text: count },
    { text: meanings[means] },
  ]),
})}`
}

function tokenPart({ tokens, names, now, may, connection, csrf, once }: ConnectionView, here: string): Html {
  const make =
    may.keep &&
    connection.state !== 'ended' &&
    buttonForm({
      action: `${here}/tokens`,
      csrf,
      once,
      text: 'Make a token',
      classes: tokens.length > 0 ? 'govuk-button--secondary' : '',
    })
  if (tokens.length === 0)
    return html`<p class="govuk-body">There is none yet. The other system proves with a token that it is itself.</p>${make}`
  return html`${plainTable({
    caption: 'Tokens, newest first',
    captionClasses: 'govuk-visually-hidden',
    firstCellIsHeader: true,
    head: [{ text: 'Made' }, { text: 'By' }, { text: 'Valid until' }, { text: 'Last used' }, { text: 'End' }],
    rows: tokens.map((token) => [
      { text: formatInstant(token.madeAt) },
      { text: names.get(token.madeBy ?? '') ?? '' },
      { text: validUntil(token, now) },
      { text: token.lastUsedAt === null ? 'Never' : formatInstant(token.lastUsedAt) },
      may.keep && isValid(token, now)
        ? {
            html: buttonForm({
              action: `${here}/tokens/end`,
              csrf,
              once,
              text: 'End this token',
              values: { tokenId: token.id },
              classes: 'govuk-button--secondary',
            }),
          }
        : { text: '–' },
    ]),
  })}${make}`
}

function validUntil(token: Token, now: Date): string {
  if (token.endedAt !== null) return `Ended ${formatInstant(token.endedAt)}`
  const day = formatDate(londonDate(token.expiresAt))
  return isValid(token, now) ? day : `Ran out ${day}`
}

function endPart({ csrf, once }: ConnectionView, here: string): Html {
  return govuk.details({
    summaryText: 'End this connection',
    html: html`<p class="govuk-body">Its tokens stop working at once. Nobody leaves because of that, and what came in stays on record.</p>
${buttonForm({ action: `${here}/end`, csrf, once, text: 'End the connection', classes: 'govuk-button--warning' })}`,
  })
}
