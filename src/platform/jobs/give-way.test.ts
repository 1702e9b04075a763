import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { beginPage } from '../database/pages-first.ts'
import { inTurn, turnsOfOthers } from './give-way.ts'

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
    for (let at = 0; at < 3; at++) await inTurn(piece(name))
  }
  const failing = inTurn(async () => {
    throw new Error('The piece failed.')
  })
  await Promise.all([assert.rejects(failing, /The piece failed/), work('import'), work('logons')])
  assert.deepEqual(order, ['import', 'logons', 'import', 'logons', 'import', 'logons'])
})

test('a piece within a piece is refused, for it would wait for itself', async () => {
  await assert.rejects(
    inTurn(async () => inTurn(async () => undefined)),
    /holds no other/,
  )
})

test('after a piece the next waits for pages: until they are made, and at most half as long as the piece took', async () => {
  const made = beginPage()
  let isMade = false
  const waiting = inTurn(() => wait(200))
  const next = waiting.then(() => assert(isMade, 'the piece was followed by another beside a page'))
  await wait(230)
  isMade = true
  made()
  await next

  const slow = beginPage()
  const began = performance.now()
  await inTurn(() => wait(60))
  const tookMs = performance.now() - began
  slow()
  assert(tookMs >= 85 && tookMs < 400, `It took ${tookMs} ms`)
})

test('between two lines long work waits for a page, and no longer than twenty milliseconds', async () => {
  const others = turnsOfOthers()
  const slice = () => {
    for (const began = performance.now(); performance.now() - began < 2; );
  }
  assert.equal(others(), undefined, 'the slice is not over')
  slice()
  const made = beginPage()
  const began = performance.now()
  await others()
  assert(performance.now() - began >= 15)
  made()
  slice()
  const free = performance.now()
  await others()
  assert(performance.now() - free < 15)
})
