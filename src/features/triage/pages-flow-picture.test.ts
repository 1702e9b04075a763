import assert from 'node:assert/strict'
import { test } from 'node:test'
import { after, factsOf } from '../../../test/triage/answer-in-turn.ts'
import { firstFour } from './flows/first-four.ts'
import { shippedFlows } from './flows/shipped-flows.ts'
import { layOutFlow } from './lay-out-flow.ts'
import { drawFlow } from './pages-flow-picture.ts'
import { routeLines } from './route-lines.ts'
import { settleFlow } from './settle-flow.ts'
import { triagePresets } from './triage-settings.ts'
import { walkFlow } from './walk-flow.ts'

for (const flow of shippedFlows) {
  test(`${flow.key}: no two boxes overlap, and no line runs across a box`, () => {
    const layout = layOutFlow(settleFlow(flow, triagePresets.thorn))
    const { lines, topOf } = routeLines(layout)
    for (const layer of layout.layers) {
      for (const [i, place] of layer.entries()) {
        const next = layer[i + 1]
        const right = place.xPx + place.widthPx / 2
        if (next) assert(right < next.xPx - next.widthPx / 2, `${place.id} and ${next.id}`)
        const bottom = (topOf.get(place.id) ?? 0) + place.heightPx
        const from = lines.filter(({ above }) => layer.some(({ id }) => id === above))
        if (place.node) for (const { acrossPx } of from) assert(acrossPx > bottom, `${place.id} is crossed`)
      }
    }
  })
}

test('the picture has a title, a description and no inline style; the list has every box', () => {
  const { svg, list } = drawFlow(firstFour, triagePresets.thorn)
  assert.match(String(svg), /role="img" aria-labelledby="flow-first-four-title flow-first-four-desc"/)
  assert.doesNotMatch(String(svg), /style=|<script|<style/)
  assert.equal(list.length, firstFour.nodes.length)
})

test('the path taken is marked in the picture and in the list', () => {
  const facts = factsOf()
  const walk = walkFlow(firstFour, facts, after(firstFour, facts, [['danger', 'no']]))
  const { svg, list } = drawFlow(firstFour, facts.settings, walk)
  assert.match(String(svg), /sk-flow__node--question sk-flow__node--done/)
  assert.match(String(svg), /Question · now/)
  const exits = list.find(({ id }) => id === 'danger')?.exits ?? []
  assert.deepEqual(
    exits.map(({ label, isTaken }) => [label, isTaken]),
    [
      ['Yes / Not sure', false],
      ['No', true],
    ],
    'two answers with one way are one line: the list never says of both that they were given',
  )
})

test('a school’s words cannot become markup', () => {
  const nodes = firstFour.nodes.map((node) => ({ ...node, title: 'a <b> & "c"' }))
  assert.doesNotMatch(drawFlow({ ...firstFour, nodes }, triagePresets.thorn).svg.toString(), /<b>/)
})
