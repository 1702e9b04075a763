import { scaleLinear } from 'd3-scale'
import { line } from 'd3-shape'
import { govuk } from '../web/components/govuk.ts'
import { type Html, html, trusted } from '../web/html.ts'

// Charts are drawn on the server as SVG that needs no inline style: lengths along the page are percentages, so that a
// chart fits a phone and paper alike. Each stands with its table, which holds the same figures in words.

/** A figure, or the words that stand for one which must not be shown (decision S15): it is drawn without a bar. */
export type Figure = number | { words: string }

type Labelled = {
  title: string
  /** What the chart shows, in a sentence: read out in place of the picture. */
  description: string
  /** What is counted: "incidents". Heads the column of the table. */
  unit: string
  /** 2, or 3 where the chart stands under a heading of its own. */
  headingLevel?: 2 | 3
  /** What the labels are: "Kind", "Month". Heads their column of the table. */
  along: string
}
export type BarChart = Labelled & { bars: readonly { label: string; value: Figure }[] }
export type SeriesChart = Labelled & {
  /** Along the page: weeks, terms, years. */
  labels: readonly string[]
  /** Each with one value for each label. Five at most: more cannot be told apart. */
  series: readonly { name: string; values: readonly Figure[] }[]
}

const plotHeight = 220
const mostSeries = 5

/** One bar for each label, lying, so that labels can be long. */
export function barChart(chart: BarChart): Html {
  const scale = scaleLinear([0, Math.max(1, ...chart.bars.map((bar) => drawn(bar.value)))], [0, 100])
  const bars = chart.bars.map(
    ({ label, value }) => html`<li class="sk-bar"><span>${label}</span>
<svg class="sk-bar__track" width="100%" height="22"><rect class="sk-bar__fill" width="${percent(scale(drawn(value)))}" height="22" rx="3"></rect></svg>
<span class="sk-bar__value">${words(value)}</span></li>`,
  )
  const rows = chart.bars.map(({ label, value }) => [
    { text: label },
    { text: words(value), format: 'numeric' },
  ])
  return figure(
    chart,
    html`<ul class="sk-bars" aria-hidden="true">${bars}</ul>`,
    [{ text: chart.along }, heading(chart.unit)],
    rows,
  )
}

/** One line for each series, over time. */
export function lineChart(chart: SeriesChart): Html {
  const { series, labels } = checked(chart)
  const y = scaleLinear(
    [0, highest(series.flatMap(({ values }) => values.map(drawn)))],
    [plotHeight, 0],
  ).nice(4)
  const x = (index: number) => (labels.length < 2 ? 50 : 2 + (index * 96) / (labels.length - 1))
  const path = line<Figure>()
    .defined((value) => typeof value === 'number')
    .x((_, index) => x(index))
    .y((value) => y(drawn(value)))
  const lines = series.map(
    ({ values }, index) =>
      html`<path class="sk-series sk-series--${index + 1}" d="${trusted(path([...values]) ?? '')}" vector-effect="non-scaling-stroke"></path>`,
  )
  const ends = series.map(({ values }, index) =>
    values.map(
      (value, at) =>
        typeof value === 'number' &&
        html`<circle class="sk-dot sk-dot--${index + 1}" cx="${percent(x(at))}" cy="${y(value)}" r="4"></circle>`,
    ),
  )
  const stretched = html`<svg x="0" y="0" width="100%" height="${plotHeight}" viewBox="0 0 100 ${plotHeight}" preserveAspectRatio="none">${lines}</svg>`
  return seriesFigure(chart, plot(y, labels, x, html`${stretched}${ends}`))
}

type Scale = { (value: number): number; ticks(count: number): number[] }

function plot(y: Scale, labels: readonly string[], x: (index: number) => number, inside: Html): Html {
  const lines = y
    .ticks(4)
    .filter(Number.isInteger)
    .map(
      (
        tick,
      ) => html`<line class="sk-grid" x1="0" x2="100%" y1="${round(y(tick))}" y2="${round(y(tick))}"></line>
<text class="sk-axis" x="0" y="${round(y(tick)) - 4}">${tick}</text>`,
    )
  const every = Math.ceil(labels.length / 12)
  const names = labels.map(
    (label, index) =>
      index % every === 0 &&
      html`<text class="sk-axis ${labels.length > 6 && index % (2 * every) > 0 && 'sk-axis--minor'}" x="${percent(x(index))}" y="${plotHeight + 22}" text-anchor="${anchorAt(x(index))}">${label}</text>`,
  )
  return html`<svg class="sk-plot" width="100%" height="${plotHeight + 48}" aria-hidden="true" focusable="false"><svg y="20" overflow="visible">${lines}${inside}${names}</svg></svg>`
}

/** A label at the very edge would be cut in half. */
const anchorAt = (x: number): string => (x < 5 ? 'start' : x > 95 ? 'end' : 'middle')

function seriesFigure(chart: SeriesChart, picture: Html): Html {
  const key = html`<ul class="sk-key" aria-hidden="true">${chart.series.map(({ name }, index) => html`<li class="sk-key__${index + 1}">${name}</li>`)}</ul>`
  const head = [{ text: chart.along }, ...chart.series.map(({ name }) => heading(name))]
  const rows = chart.labels.map((label, at) => [
    { text: label },
    ...chart.series.map(({ values }) => ({ text: words(values[at] ?? 0), format: 'numeric' })),
  ])
  return figure(chart, html`${chart.series.length > 1 && key}${picture}`, head, rows)
}

type Cell = { text: string; format?: string }

function figure(
  chart: Labelled,
  picture: Html,
  head: readonly Cell[],
  rows: readonly (readonly Cell[])[],
): Html {
  const table = govuk.table({
    caption: `${chart.title}: ${chart.unit}`,
    captionClasses: 'govuk-visually-hidden',
    firstCellIsHeader: true,
    head,
    rows,
  })
  return html`<figure class="sk-chart"><figcaption>${titleOf(chart)}
<p class="sk-chart__says">${chart.description}</p></figcaption>
${picture}
${govuk.details({ summaryText: 'The figures as a table', html: table, classes: 'sk-chart__table' })}
</figure>`
}

function titleOf({ title, headingLevel }: Labelled): Html {
  return headingLevel === 3
    ? html`<h3 class="govuk-heading-s sk-chart__title">${title}</h3>`
    : html`<h2 class="govuk-heading-s sk-chart__title">${title}</h2>`
}

function heading(text: string): Cell {
  return { text, format: 'numeric' }
}

function checked(chart: SeriesChart): SeriesChart {
  if (chart.series.length > mostSeries) {
    throw new RangeError(
      `A chart tells ${mostSeries} series apart, and was given ${chart.series.length}. Draw a table.`,
    )
  }
  return chart
}

function highest(values: readonly number[]): number {
  return Math.max(4, ...values)
}

function drawn(value: Figure): number {
  return typeof value === 'number' ? value : 0
}

function words(value: Figure): string {
  return typeof value === 'number' ? value.toLocaleString('en-GB') : value.words
}

function percent(value: number): string {
  return `${round(value)}%`
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
