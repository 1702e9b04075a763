import assert from 'node:assert/strict'
import { test } from 'node:test'
import { html } from '../html.ts'
import { type PlainTable, plainTable } from './plain-table.ts'

const cover: PlainTable = {
  caption: 'Cover',
  captionClasses: 'govuk-visually-hidden',
  firstCellIsHeader: true,
  head: [{ text: 'Who' }, { text: 'Hours', format: 'numeric' }, { html: html`<span>Change</span>` }],
  rows: [[{ text: 'Ada <Example>' }, { text: 0, format: 'numeric' }, { html: html`<b>Withdraw</b>` }]],
}

test('each cell of three columns or more knows its heading, for phones, where a row is a card', () => {
  const table = String(plainTable(cover))
  assert.match(table, /<table class="govuk-table sk-table /)
  assert.match(table, /<caption class="govuk-table__caption govuk-visually-hidden">Cover</)
  assert.match(table, /<th scope="row"[^>]*>Ada &#60;Example&#62;<\/th>/)
  assert.match(table, /<td [^>]*--numeric[^>]* data-label="Hours"><span>0<\/span>/)
  assert.match(table, /data-label=""><span><b>Withdraw<\/b><\/span>/)
})

test('a line to write on is a row on paper and no card on a phone', () => {
  const blank = [{ text: '\u00a0' }, { text: '–' }, { text: '' }]
  assert.match(String(plainTable({ ...cover, rows: [blank] })), /<tr class="govuk-table__row sk-table__gap"/)
  assert.doesNotMatch(String(plainTable(cover)), /sk-table__gap/)
})

test('two columns stand side by side on a phone too', () => {
  const head = [{ text: 'Name' }, { text: 'Class' }]
  const table = String(plainTable({ head, rows: [[{ text: 'Ada' }, { text: 'Elm' }]] }))
  assert.doesNotMatch(table, /sk-table /)
  assert.doesNotMatch(table, /<caption|scope="row"/)
})
