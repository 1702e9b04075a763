import { formatDate, formatInstant } from '#/kernel/london-time.ts'
import { choicesOf } from '#/platform/forms/choices.ts'
import { emptyState } from '#/platform/web/components/empty-state.ts'
import { buttonForm, form } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { plainTable } from '#/platform/web/components/plain-table.ts'
import { qrPicture } from '#/platform/web/components/qr-picture.ts'
import { statusTag } from '#/platform/web/components/records.ts'
import { summaryRow } from '#/platform/web/components/summary-row.ts'
import { type Html, html } from '#/platform/web/html.ts'
import type { WebRequest } from '#/platform/web/route.ts'
import { type Link, type LinkList, purposes } from './link-list.ts'
import type { Unchecked } from './make-list.ts'
import type { Drawn } from './pages.ts'

const open = { text: 'Open', means: 'The class can open it with its code.', colour: 'green' } as const
const closed = { text: 'Closed', means: 'Nobody can open it any more.', colour: 'grey' } as const

type Line = { list: LinkList; className: string; isOpen: boolean }

/** Every list, those of the latest days first. */
export function listsPage(rows: readonly Line[], { at, opens }: Pick<WebRequest, 'at' | 'opens'>): Html {
  return html`<div class="sk-title-row"><h1 class="govuk-heading-l">Lists of links</h1>
${opens('/link-lists/new') && govuk.button({ text: 'Make a list', href: at('/link-lists/new') })}</div>
<p class="govuk-body">Links for a lesson, homework or research, all of them <a class="govuk-link" href="${at('/checked-sites')}">checked</a>. A class opens a list with its code, without signing in.</p>
${
  rows.length === 0
    ? emptyState({ sentence: 'Nobody has made a list yet.' })
    : plainTable({
        caption: 'Lists',
        captionClasses: 'govuk-visually-hidden',
        head: [{ text: 'Name' }, { text: 'For' }, { text: 'Class' }, { text: 'Day' }, { text: 'State' }],
        rows: rows.map(({ list, className, isOpen }) => [
          { html: html`<a class="govuk-link" href="${at(`/link-lists/${list.id}`)}">${list.title}</a>` },
          { text: purposes[list.purpose].words },
          { text: className },
          { text: formatDate(list.onDay) },
          { html: statusTag(isOpen ? open : closed, 'brief') },
        ]),
      })
}`
}

type Making = {
  classes: readonly { id: string; name: string }[]
  unchecked: readonly Unchecked[]
  mayCheck: boolean
}

/** What it is for, the class, and the addresses, one in each line. Those that nobody has checked lead to their check. */
export function makePage(
  { classes, unchecked, mayCheck }: Making,
  { at, csrf, once, values, errors }: Drawn,
): Html {
  return html`<h1 class="govuk-heading-l">Make a list of links</h1>
${unchecked.length > 0 && uncheckedPart(unchecked, mayCheck, at)}
${form({
  action: at('/link-lists/new'),
  csrf,
  once,
  values,
  errors,
  fields: [
    {
      kind: 'choice',
      name: 'purpose',
      label: 'What is it for?',
      small: true,
      choices: choicesOf(purposes),
    },
    { kind: 'text', name: 'title', label: 'Its name, as children read it', hint: 'Without a child’s name.' },
    {
      kind: 'select',
      name: 'classId',
      label: 'Class',
      choices: [{ value: '', text: 'Choose' }, ...classes.map(({ id, name }) => ({ value: id, text: name }))],
    },
    { kind: 'date', name: 'onDay', label: 'Day of the lesson, or day it is due' },
    {
      kind: 'longText',
      name: 'addresses',
      label: 'Addresses, one in each line, in order',
      hint: 'After an address you can say what to do there: www.example.org/romans Look at the map first',
      rows: 6,
    },
    {
      kind: 'longText',
      name: 'words',
      label: 'Anything else for the class?',
      optional: true,
      rows: 3,
      limit: 1000,
    },
  ],
  submit: 'Make the list',
})}`
}

const uncheckedPart = (unchecked: readonly Unchecked[], mayCheck: boolean, at: WebRequest['at']): Html =>
  govuk.insetText({
    html: html`<p class="govuk-body">These cannot go into the list yet. What you typed stays below.</p>
<ul class="govuk-list govuk-list--bullet">${unchecked.map(
      ({ typed, reason }) =>
        html`<li><span class="sk-breaks">${typed}</span>: ${reason} ${mayCheck && html`<a class="govuk-link" href="${at(`/checked-sites/new?site=${encodeURIComponent(typed)}`)}" target="_blank">Check it in a new tab</a>`}</li>`,
    )}</ul>`,
  })

export type LinkView = Link & {
  title: string
  /** Why the class does not get it now; null when it does. */
  reason: string | null
  filter: { allowed: boolean; sentence: string } | null
}

export type ListView = {
  list: LinkList
  className: string
  isOpen: boolean
  maker: string
  links: readonly LinkView[]
  /** Where the class opens it, whole, and as a picture code. */
  url: string
  qr: string
  mayMake: boolean
}

/** One list as its teacher sees it: how the class opens it, and whether each link would open now. */
export function listPage(view: ListView, { at, csrf }: Pick<WebRequest, 'at' | 'csrf'>): Html {
  const { list, className, isOpen, maker, links, url, qr, mayMake } = view
  return html`<h1 class="govuk-heading-l">${list.title}</h1>
<p class="govuk-body">${statusTag(isOpen ? open : closed)}</p>
${govuk.summaryList({
  rows: [
    summaryRow('For', `${purposes[list.purpose].words}, ${className}`),
    summaryRow(purposes[list.purpose].day, formatDate(list.onDay)),
    summaryRow('Words for the class', list.words ?? '–'),
    summaryRow('Made', `${maker}, ${formatInstant(list.madeAt)}`),
  ],
})}
${isOpen && openingPart(list, url, qr, at)}
<h2 class="govuk-heading-m">Links</h2>
${plainTable({
  caption: 'Links in order',
  captionClasses: 'govuk-visually-hidden',
  head: [{ text: 'Link' }, { text: 'For the class' }, { text: 'Checked' }, { text: 'The filter, now' }],
  rows: links.map((link) => [
    {
      html: html`${link.position}. <a class="govuk-link" href="${link.address}" rel="noreferrer">${link.title}</a><br><span class="govuk-hint sk-breaks">${link.address}</span>`,
    },
    { text: link.words ?? '–' },
    {
      html:
        link.reason === null
          ? html`Yes`
          : html`<strong>The class does not get it.</strong> ${link.reason} <a class="govuk-link" href="${at(`/checked-sites/${link.siteId}`)}">Look at it</a>`,
    },
    { html: filterCell(link, at) },
  ]),
})}
${mayMake && isOpen && buttonForm({ action: at(`/link-lists/${list.id}/close`), csrf, text: 'Close this list', classes: 'govuk-button--secondary' })}`
}

function filterCell({ filter, address }: LinkView, at: WebRequest['at']): Html {
  if (filter === null) return html`–`
  if (filter.allowed) return html`Opens for this class`
  return html`<strong>Blocked for this class.</strong> ${filter.sentence} <a class="govuk-link" href="${at(`/ask-for-site?wants=open&site=${encodeURIComponent(address)}`)}">Ask for it</a>`
}

function openingPart({ code }: LinkList, url: string, qr: string, at: WebRequest['at']): Html {
  return html`<h2 class="govuk-heading-m">How the class opens it</h2>
<p class="govuk-body">${govuk.button({ text: 'Open it for the class', href: at(`/links/${code}`) })}</p>
<p class="govuk-body">Or they type this code at <strong class="sk-breaks">${url.replace(/^https?:\/\//, '').replace(`/${code}`, '')}</strong>:</p>
<p class="sk-reply-code">${code}</p>
${qrPicture(qr, `A picture code that opens this list: ${url}`)}
<p class="govuk-body govuk-!-display-none-print">Print this page for the code, or the list itself for a folder.</p>`
}
