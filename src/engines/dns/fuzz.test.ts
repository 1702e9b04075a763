import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fuzz } from '../../../test/dns-fuzz.ts'

test('of a million packets changed by chance each is answered, asked on or dropped, and none is thrown over', () => {
  const { answered, dropped, waiting, kept, threw, firstThrown } = fuzz(1_000_000)
  assert.equal(threw, 0, firstThrown)
  assert.equal(answered + dropped + waiting, 1_000_000)
  for (const some of [answered, dropped, waiting, kept]) assert.ok(some > 5000, `${some}`)
})
