import assert from 'node:assert/strict'
import { test } from 'node:test'
import { atLeastFigure, atMostFigure, middleOf, ratioFigure, worstOf } from './figure.ts'

const runs = [5, 1, 3].map((figure) => [
  atMostFigure({ name: 'seconds', figure, unit: 's', atMost: 4 }),
  atLeastFigure({ name: 'share', figure, unit: '%', atLeast: 2 }),
  ratioFigure({ name: 'page', figure: 10, unit: 'ms', peer: 'before', peerFigure: figure, atMost: 3 }),
])

test('of several runs the worst is the largest, or the smallest where more is better', () => {
  assert.deepEqual(
    worstOf(runs).map(({ figure, ratio, holds }) => [ratio ?? figure, holds]),
    [
      [5, false],
      [1, false],
      [10, false],
    ],
  )
})

test('the middle of several runs goes by the ratio where there is one', () => {
  assert.deepEqual(
    middleOf(runs).map(({ figure, peerFigure }) => peerFigure ?? figure),
    [3, 3, 3],
  )
})
