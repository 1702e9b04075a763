import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { thenRest } from './give-way.ts'

test('long works take turns, piece by piece, and a piece that fails keeps nobody from theirs', async () => {
  const order: string[] = []
  let atOnce = 0
  const piece = (name: string) => async () => {
    atOnce += 1
    order.push(name)
    await wait(5)
    assert.equal(atOnce, 1)
    atOnce -= 1
  }
  const work = async (name: string): Promise<void> => {
    for (let at = 0; at < 3; at++) await thenRest(piece(name))
  }
  const failing = thenRest(async () => {
    throw new Error('The piece failed.')
  })
  await Promise.all([assert.rejects(failing, /The piece failed/), work('import'), work('logons')])
  assert.deepEqual(order, ['import', 'logons', 'import', 'logons', 'import', 'logons'])
})

test('a piece within a piece is refused, for it would wait for itself', async () => {
  await assert.rejects(
    thenRest(async () => thenRest(async () => undefined)),
    /holds no other/,
  )
})
