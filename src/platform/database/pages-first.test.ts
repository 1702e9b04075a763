import assert from 'node:assert/strict'
import { test } from 'node:test'
import { beginPage, untilPagesAreMade } from './pages-first.ts'

test('while no page is made, nobody waits', () => {
  assert.equal(untilPagesAreMade(1_000), undefined)
  beginPage()()
  assert.equal(untilPagesAreMade(1_000), undefined)
})

test('who works beside pages goes on when the last of them is made', async () => {
  const [first, second] = [beginPage(), beginPage()]
  let goesOn = false
  const waited = untilPagesAreMade(60_000)?.then(() => {
    goesOn = true
  })
  first()
  first()
  await new Promise(setImmediate)
  assert.equal(goesOn, false, 'a page that is told twice to be made counts once')
  second()
  await waited
  assert(goesOn)
})

test('who has waited long enough goes on beside a page', async () => {
  const made = beginPage()
  const began = performance.now()
  const waited = untilPagesAreMade(20)
  assert.ok(waited)
  await waited
  assert(performance.now() - began >= 15)
  made()
})

test('a page that takes for ever is waited for no longer than two seconds', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  beginPage()
  const waited = untilPagesAreMade(60_000)
  t.mock.timers.tick(2_000)
  await waited
  assert.equal(untilPagesAreMade(1_000), undefined)
})
