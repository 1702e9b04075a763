import { type Html, html } from '#/platform/web/html.ts'
import { exitsOf, type Flow, type FlowNode } from './flow.ts'
import { layOutFlow, type Place } from './lay-out-flow.ts'
import { type Line, routeLines } from './route-lines.ts'
import { roleNamesOf, rolesFor } from './run-flow.ts'
import { settleFlow } from './settle-flow.ts'
import type { TriageSettings } from './triage-settings.ts'
import { inOrder, type Standing, type Walk } from './walk-flow.ts'

/** One line of the text version: for a screen reader, a narrow screen and print. */
export type FlowLine = {
  id: string
  kind: string
  title: string
  who: string | null
  standing: Standing | null
  /** Set where the line is not from a clause. */
  note: string | null
  clauses: readonly string[]
  exits: { label: string; to: string; isTaken: boolean }[]
}

export type FlowPicture = { svg: Html; list: FlowLine[]; widthPx: number; heightPx: number }

const kindNames: Record<FlowNode['kind'], string> = {
  question: 'Question',
  step: 'Step',
  consider: 'Decide',
  gate: 'Wait for an answer',
  branch: 'All that fit',
  join: 'Together',
  end: 'End',
}

const standingNames: Record<Standing, string> = {
  open: 'now',
  waiting: 'waiting',
  done: 'done',
  passed: 'passed',
}

/**
 * A flow as a picture and as a list, from the same data. With a walk, the path taken is marked in words, line weight and
 * class. Classes only: the page's style sheet decides the looks, and no inline style is written.
 */
export function drawFlow(flow: Flow, settings: TriageSettings, walk: Walk | null = null): FlowPicture {
  const settled = settleFlow(flow, settings)
  const layout = layOutFlow(settled)
  const { lines, topOf, widthPx, heightPx } = routeLines(layout)
  const standings = new Map(walk?.visits.map(({ node, standing }) => [node.id, standing]))
  const isTaken = (line: Line) => line.from.some((from) => walk?.taken.has(`${from}>${line.to}`))
  const drawn = lines.toSorted((a, b) => Number(isTaken(a)) - Number(isTaken(b)))
  const places = layout.layers.flat().flatMap((place) => (place.node ? [{ ...place, node: place.node }] : []))
  const name = `flow-${flow.key.replaceAll('.', '-')}`
  const svg = html`<svg class="sk-flow" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${widthPx} ${heightPx}" width="${widthPx}" height="${heightPx}" role="img" aria-labelledby="${name}-title ${name}-desc"><title id="${name}-title">${flow.title}</title><desc id="${name}-desc">${description(settled, standings)}</desc>${drawn.map((line) => drawLine(line, isTaken(line)))}${places.map(
    (place) => drawPlace(place, topOf.get(place.id) ?? 0, standings.get(place.id) ?? null, settings),
  )}${drawn.map((line) => drawLabel(line, isTaken(line)))}</svg>`
  return { svg, list: listOf(settled, settings, walk), widthPx, heightPx }
}

function description(flow: Flow, standings: ReadonlyMap<string, Standing>): string {
  const now = flow.nodes.filter(({ id }) => standings.get(id) === 'open').map(({ title }) => title)
  const open = now.length > 0 ? ` Open now: ${now.join('; ')}.` : ''
  return `A chart of ${flow.nodes.length} boxes, read from top to bottom.${open} The same stands as a list beside it.`
}

const whoOf = (node: FlowNode, settings: TriageSettings) =>
  'who' in node ? roleNamesOf(rolesFor(node.who, settings)) : null

function drawPlace(
  place: Place & { node: FlowNode },
  topPx: number,
  standing: Standing | null,
  settings: TriageSettings,
): Html {
  const { node, xPx, widthPx, heightPx, lines } = place
  const leftPx = xPx - widthPx / 2
  const who = whoOf(node, settings)
  const kind = [kindNames[node.kind], standing && standing !== 'passed' ? standingNames[standing] : null]
  const roundPx =
    node.kind === 'end' ? heightPx / 2 : node.kind === 'question' || node.kind === 'branch' ? 14 : 3
  const classes = ['sk-flow__node', `sk-flow__node--${node.kind}`, standing && `sk-flow__node--${standing}`]
  const hint = [who ? `For ${who}.` : '', node.note ?? ''].join(' ').trim()
  const texts = lines.map((line, i) => html`<tspan x="${xPx}" y="${topPx + 44 + i * 20}">${line}</tspan>`)
  return html`<g class="${classes.filter(Boolean).join(' ')}">${hint !== '' && html`<title>${hint}</title>`}<rect class="sk-flow__box" x="${leftPx}" y="${topPx}" width="${widthPx}" height="${heightPx}" rx="${roundPx}"></rect><text class="sk-flow__kind" x="${xPx}" y="${topPx + 21}">${kind.filter(Boolean).join(' · ')}</text><text class="sk-flow__text">${texts}</text></g>`
}

const cornerPx = 7

function drawLine({ x1Px, y1Px, acrossPx, x2Px, y2Px, below, to }: Line, taken: boolean): Html {
  const classes = taken ? 'sk-flow__line sk-flow__line--taken' : 'sk-flow__line'
  const rPx = Math.min(cornerPx, Math.abs(x2Px - x1Px) / 2)
  const signed = x2Px > x1Px ? rPx : -rPx
  const across =
    x1Px === x2Px
      ? ''
      : `V${acrossPx - rPx}Q${x1Px} ${acrossPx} ${x1Px + signed} ${acrossPx}` +
        `H${x2Px - signed}Q${x2Px} ${acrossPx} ${x2Px} ${acrossPx + rPx}`
  const arrow =
    below === to &&
    html`<path class="sk-flow__arrow" d="M${x2Px - 5} ${y2Px - 9}L${x2Px} ${y2Px}L${x2Px + 5} ${y2Px - 9}Z"></path>`
  return html`<g class="${classes}"><path class="sk-flow__stroke" d="M${x1Px} ${y1Px}${across}V${y2Px}"></path>${arrow}</g>`
}

function drawLabel({ x1Px, y1Px, label }: Line, taken: boolean): Html | false {
  if (label.length === 0) return false
  const texts = label.map((line, i) => html`<tspan x="${x1Px + 7}" y="${y1Px + 16 + i * 16}">${line}</tspan>`)
  return html`<text class="sk-flow__label ${taken && 'sk-flow__label--taken'}">${texts}</text>`
}

function listOf(flow: Flow, settings: TriageSettings, walk: Walk | null): FlowLine[] {
  const titles = new Map(flow.nodes.map((node) => [node.id, node.title]))
  return inOrder(flow).map((node) => ({
    id: node.id,
    kind: kindNames[node.kind],
    title: node.title,
    who: whoOf(node, settings),
    standing: walk?.visits.find((visit) => visit.node.id === node.id)?.standing ?? null,
    note: node.note ?? null,
    clauses: node.clauses,
    // Which of two answers with one way was given, the way does not tell: they stand together, as in the picture.
    exits: [...Map.groupBy(exitsOf(node), ({ to }) => to)].map(([to, exits]) => ({
      label: exits
        .map(({ label }) => label)
        .filter(Boolean)
        .join(' / '),
      to: titles.get(to) ?? to,
      isTaken: walk?.taken.has(`${node.id}>${to}`) ?? false,
    })),
  }))
}
