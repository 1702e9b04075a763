import { exitsOf, type Flow, type FlowNode } from './flow.ts'
import { inOrder } from './walk-flow.ts'
import { textWidthPx, wrapText } from './wrap-text.ts'

/** A node of the picture, or (`node: null`) a place where a long line passes a layer. */
export type Place = {
  id: string
  node: FlowNode | null
  layer: number
  lines: string[]
  widthPx: number
  heightPx: number
  xPx: number
}

/** A line between two neighbouring layers, on its way from one node or several to `to`. */
export type Part = { from: string[]; to: string; above: string; below: string; label: string[] }

export type Layout = { layers: Place[][]; parts: Part[] }

const textPx = 200
const labelPx = 118
const lineHeightPx = 20
const sideGapPx = 20

/** Puts nodes in layers, from the start down, so that every line runs downwards and few cross. */
export function layOutFlow(flow: Flow): Layout {
  const ordered = inOrder(flow)
  const layerOf = longestWay(ordered, flow.start)
  const places = new Map(ordered.map((node) => [node.id, placeFor(node, layerOf.get(node.id) ?? 0)]))
  const drawn = new Map<string, Part>()
  for (const node of ordered) addParts(node, places, drawn)
  const parts = [...drawn.values()]
  const layers: Place[][] = []
  for (const place of places.values()) {
    const layer = layers[place.layer] ?? []
    layer.push(place)
    layers[place.layer] = layer
  }
  const near = neighbours(parts)
  sortLayers(layers, near)
  placeAcross(layers, near)
  return { layers, parts }
}

function longestWay(ordered: readonly FlowNode[], start: string): Map<string, number> {
  const layerOf = new Map([[start, 0]])
  for (const node of ordered) {
    const below = (layerOf.get(node.id) ?? 0) + 1
    for (const { to } of exitsOf(node)) layerOf.set(to, Math.max(layerOf.get(to) ?? 0, below))
  }
  return layerOf
}

/** The words on each line out of a node; answers that lead to the same place share one. */
function labelledExits(node: FlowNode): Map<string, string> {
  const labels = new Map<string, string>()
  for (const { to, label } of exitsOf(node)) {
    const before = labels.get(to)
    const isTheRest = node.kind === 'branch' && label === node.otherwise.label
    if (before === undefined || !isTheRest) labels.set(to, before && label ? `${before} / ${label}` : label)
  }
  return labels
}

function placeFor(node: FlowNode, layer: number): Place {
  const labels = [...labelledExits(node).values()]
  const labelsPx = labels
    .map((label) => labelLines(label).map(textWidthPx))
    .map((w) => Math.max(0, ...w) + 22)
  const needsPx = labels.length * Math.max(0, ...labelsPx) + (labels.length === 1 ? 60 : 0)
  const lines = wrapText(node.title, Math.max(textPx, needsPx - 28))
  const widthPx = Math.max(textPx + 28, needsPx)
  return { id: node.id, node, layer, lines, widthPx, heightPx: lines.length * lineHeightPx + 42, xPx: 0 }
}

const labelLines = (label: string) => wrapText(label, labelPx)

/** Lines on their way to the same node run together from the layer in which they meet. */
function addParts(node: FlowNode, places: Map<string, Place>, parts: Map<string, Part>): void {
  const start = places.get(node.id)?.layer ?? 0
  for (const [to, label] of labelledExits(node)) {
    const end = places.get(to)?.layer ?? start
    let above = node.id
    for (let layer = start + 1; layer <= end; layer++) {
      const id = layer === end ? to : `>${to}@${layer}`
      if (!places.has(id))
        places.set(id, { id, node: null, layer, lines: [], widthPx: 12, heightPx: 0, xPx: 0 })
      const together = parts.get(`${above} ${id}`)
      const words = above === node.id ? labelLines(label) : []
      parts.set(`${above} ${id}`, {
        from: [...(together?.from ?? []), node.id],
        to,
        above,
        below: id,
        label: words,
      })
      above = id
    }
  }
}

type Neighbours = { above: Map<string, string[]>; below: Map<string, string[]> }

function neighbours(parts: readonly Part[]): Neighbours {
  const above = new Map<string, string[]>()
  const below = new Map<string, string[]>()
  for (const part of parts) {
    above.set(part.below, [...(above.get(part.below) ?? []), part.above])
    below.set(part.above, [...(below.get(part.above) ?? []), part.below])
  }
  return { above, below }
}

const mean = (numbers: readonly number[]) => numbers.reduce((sum, n) => sum + n, 0) / numbers.length

/** Orders each layer by where its neighbours stand, down and up in turn: the usual way to have few crossings. */
function sortLayers(layers: Place[][], near: Neighbours): void {
  const position = new Map<string, number>()
  const note = (layer: Place[]) => {
    for (const [i, { id }] of layer.entries()) position.set(id, (i + 0.5) / layer.length)
  }
  layers.forEach(note)
  for (let sweep = 0; sweep < 24; sweep++) {
    const down = sweep % 2 === 0
    const side = down ? near.above : near.below
    for (const layer of down ? layers : layers.toReversed()) {
      const wish = new Map(
        layer.map(({ id }) => {
          const around = (side.get(id) ?? []).flatMap((other) => position.get(other) ?? [])
          return [id, around.length > 0 ? mean(around) : (position.get(id) ?? 0)]
        }),
      )
      layer.sort((a, b) => (wish.get(a.id) ?? 0) - (wish.get(b.id) ?? 0))
      note(layer)
    }
  }
}

/** Moves each place as near to its neighbours as the order and the gaps of its layer allow. */
function placeAcross(layers: Place[][], near: Neighbours): void {
  const byId = new Map(layers.flat().map((place) => [place.id, place]))
  for (const layer of layers)
    spread(
      layer,
      layer.map(() => 0),
    )
  for (let sweep = 0; sweep < 40; sweep++) {
    const sides = sweep % 3 === 2 ? [near.above, near.below] : [sweep % 3 === 0 ? near.above : near.below]
    for (const layer of sweep % 3 === 1 ? layers.toReversed() : layers) {
      spread(
        layer,
        layer.map((place) =>
          wishPx(
            place,
            sides.flatMap((side) => side.get(place.id) ?? []),
            byId,
          ),
        ),
      )
    }
  }
  const leftPx = Math.min(...layers.flat().map(({ xPx, widthPx }) => xPx - widthPx / 2))
  for (const place of byId.values()) place.xPx = Math.round(place.xPx - leftPx + 24)
}

/** Long lines want to be straight first, chains of nodes next. */
function wishPx(place: Place, around: readonly string[], byId: ReadonlyMap<string, Place>): number {
  let sumPx = 0
  let weights = 0
  for (const other of around.flatMap((id) => byId.get(id) ?? [])) {
    const weight = !place.node && !other.node ? 8 : place.node && other.node ? 4 : 1
    sumPx += other.xPx * weight
    weights += weight
  }
  return weights > 0 ? sumPx / weights : place.xPx
}

type Block = { sumPx: number; weight: number; places: { place: Place; offsetPx: number }[] }

/** Least squares with the order kept: neighbours that would overlap move together as one block. */
function spread(layer: readonly Place[], wishesPx: readonly number[]): void {
  const blocks: Block[] = []
  let offsetPx = 0
  let before: Place | undefined
  for (const [i, place] of layer.entries()) {
    if (before) offsetPx += (before.widthPx + place.widthPx) / 2 + sideGapPx
    before = place
    const weight = place.node ? 2 : 1
    let block: Block = {
      sumPx: ((wishesPx[i] ?? 0) - offsetPx) * weight,
      weight,
      places: [{ place, offsetPx }],
    }
    for (
      let last = blocks.at(-1);
      last && last.sumPx / last.weight >= block.sumPx / block.weight;
      last = blocks.at(-1)
    ) {
      block = {
        sumPx: last.sumPx + block.sumPx,
        weight: last.weight + block.weight,
        places: [...last.places, ...block.places],
      }
      blocks.pop()
    }
    blocks.push(block)
  }
  for (const { sumPx, weight, places } of blocks) {
    for (const { place, offsetPx: at } of places) place.xPx = sumPx / weight + at
  }
}
