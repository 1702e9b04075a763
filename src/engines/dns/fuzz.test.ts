import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fuzz } from '../../../test/dns-fuzz.ts'

test('of 100,000 packets changed by chance each is answered, asked on or dropped, and none is thrown over', () => {
  const { answered, dropped, waiting, kept, threw, firstThrown } = fuzz(100_000)
  assert.equal(threw, 0, firstThrown)
  assert.equal(answered + dropped + waiting, 100_000)
  for (const some of [answered, dropped, waiting, kept]) assert.ok(some > 500, `${some}`)
})
