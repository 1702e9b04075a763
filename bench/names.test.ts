import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inNoOrder } from './names.ts'

test('names in no order are the same names, in one order each time, far from where they stood', () => {
  const names = Array.from({ length: 10_000 }, (_, at) => `name-${at}.example`)
  const mixed = inNoOrder(names)
  assert.deepEqual(mixed.toSorted(), names.toSorted())
  assert.deepEqual(inNoOrder(names), mixed)
  const moved = mixed.map((name, at) => Math.abs(at - Number(/\d+/.exec(name)?.[0])))
  const mean = moved.reduce((sum, far) => sum + far, 0) / names.length
  assert.ok(mean > 3000 && mean < 3700, `a third of all on average, not ${mean}`)
})
