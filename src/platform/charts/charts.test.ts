import assert from 'node:assert/strict'
import { test } from 'node:test'
import { barChart, lineChart, type SeriesChart } from './charts.ts'

const named = { title: 'Reports', description: 'They rose.', unit: 'reports', along: 'Month' }
const chart: SeriesChart = {
  ...named,
  labels: ['Sep', '<Nov>', 'Dec'],
  series: [
    { name: 'By pupils', values: [1, 4, 2] },
    { name: 'By staff', values: [2, { words: 'fewer than 5' }, 3] },
  ],
}

for (const [name, drawn] of [
  [
    'bars',
    barChart({
      ...named,
      bars: [
        { label: '<Nov>', value: 4 },
        { label: 'Dec', value: { words: 'fewer than 5' } },
      ],
    }),
  ],
  ['lines', lineChart(chart)],
] as const) {
  test(`${name} stand with a title, a sentence and their table, and need no inline style`, () => {
    const markup = String(drawn)
    assert.match(markup, /<figure[\s\S]*<h2[^>]*>Reports<\/h2>[\s\S]*They rose\.[\s\S]*<details[\s\S]*<table/)
    assert.match(markup.slice(markup.indexOf('<table')), /&lt;Nov&gt;[\s\S]*fewer than 5/)
    assert.doesNotMatch(markup, /\sstyle=|NaN|undefined|Infinity|<Nov>/)
  })
}

test('the longest bar is the whole width, and others are in proportion', () => {
  const bars = [4, 1, 0].map((value) => ({ label: 'x', value }))
  const widths = [...String(barChart({ ...named, bars })).matchAll(/sk-bar__fill" width="([\d.]+%)"/g)]
  assert.deepEqual(
    widths.map(([, width]) => width),
    ['100%', '25%', '0%'],
  )
})

test('a figure that must not be shown draws nothing that could be measured', () => {
  const drawn = String(
    barChart({
      ...named,
      bars: [
        { label: 'x', value: { words: 'fewer than 5' } },
        { label: 'y', value: 9 },
      ],
    }),
  )
  assert.match(drawn, /sk-bar__fill" width="0%"/)
  assert.equal(String(lineChart(chart)).match(/<circle/g)?.length, 5)
})

test('a chart of nothing is still a chart', () => {
  assert.doesNotMatch(String(barChart({ ...named, bars: [] })), /NaN|Infinity/)
  assert.doesNotMatch(String(lineChart({ ...named, labels: [], series: [] })), /NaN|Infinity/)
  const nothing = [{ name: 'a', values: [0] }]
  assert.doesNotMatch(String(lineChart({ ...named, labels: ['Sep'], series: nothing })), /NaN|Infinity/)
})

test('more series than can be told apart are refused', () => {
  const series = Array.from({ length: 6 }, (_, index) => ({ name: String(index), values: [1, 1, 1] }))
  assert.throws(() => lineChart({ ...chart, series }), /Draw a table/)
})
