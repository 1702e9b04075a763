import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Html, html } from '../html.ts'
import { moj } from './moj.ts'

const said = '<b>"said"</b>'
const drawings: readonly (readonly [name: string, drawn: Html, ...shows: RegExp[]])[] = [
  [
    'timeline',
    moj.timeline({
      items: [
        {
          label: { text: said },
          byline: { text: 'Ada Example' },
          datetime: { timestamp: '2026-07-01T12:30:00Z', type: 'datetime' },
          html: html`<p>${said}</p>`,
        },
      ],
    }),
    /datetime="2026-07-01T12:30:00Z">1 July 2026, 1:30pm</,
    /by Ada Example/,
  ],
  [
    'identityBar',
    moj.identityBar({
      title: { text: said },
      menus: [{ button: { text: 'Do' }, items: [{ text: 'Close', href: '/c' }] }],
    }),
    /moj-identity-bar__title/,
    /data-button-text="Do"[\s\S]*href="\/c"/,
  ],
  ['badge', moj.badge({ text: said, classes: 'moj-badge--red' }), /class="moj-badge moj-badge--red"/],
  [
    'filter',
    moj.filter({
      heading: { text: said },
      optionsHtml: html`<p id="inside">inside</p>`,
      selectedFilters: {
        heading: { text: 'Chosen' },
        clearLink: { text: 'Clear', href: '/all' },
        categories: [{ heading: { text: 'State' }, items: [{ text: 'Open', href: '?' }] }],
      },
    }),
    /<p id="inside">/,
    /href="\/all">Clear/,
    /Remove this filter<\/span> Open/,
  ],
  ['alert', moj.alert({ variant: 'warning', title: 'Warning', text: said }), /aria-label="warning: Warning"/],
  ['ticketPanel', moj.ticketPanel({ items: [{ text: said }] }), /moj-ticket-panel__content/],
  [
    'subNavigation',
    moj.subNavigation({ label: 'Parts', items: [{ text: said, href: '/a', active: true }] }),
    /aria-label="Parts"[\s\S]*aria-current="page"/,
  ],
  [
    'sideNavigation',
    moj.sideNavigation({ label: 'Parts', items: [{ text: said, href: '/a', active: true }] }),
    /aria-label="Parts"[\s\S]*aria-current="location"/,
  ],
  [
    'pageHeaderActions',
    moj.pageHeaderActions({ heading: { text: said }, items: [{ text: 'New', href: '/new' }] }),
    /<h1 class="govuk-heading-xl">[\s\S]*href="\/new"/,
  ],
  [
    'datePicker',
    moj.datePicker({ id: 'when', name: 'when', label: { text: said }, maxDate: '22/11/2026' }),
    /data-module="moj-date-picker"[\s\S]*name="when"/,
  ],
  [
    'interruptionCard',
    moj.interruptionCard({
      heading: said,
      body: html`<p id="inside">inside</p>`,
      primaryAction: { text: 'Go on', href: '/on' },
      secondaryAction: { text: 'Leave', href: '/leave' },
    }),
    /<p id="inside">inside<\/p>/,
    /href="\/on"[\s\S]*href="\/leave"/,
  ],
]

for (const [name, drawn, ...shows] of drawings) {
  test(`moj.${name} shows what it is given, escaped`, () => {
    for (const pattern of shows) assert.match(String(drawn), pattern)
    assert.match(String(drawn), /(?:&lt;|&#60;)b(?:&gt;|&#62;)/)
    assert.doesNotMatch(String(drawn), /<b>/)
  })
}
