import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refused } from '#/kernel/refusal.ts'
import { sayIfTaken } from './say-if-taken.ts'

const failed = (code: string): Error => Object.assign(new Error(`listen ${code}`), { code })

test('a port that is taken, or kept for others, is said in words with what to do; anything else stays what it is', () => {
  const said = (code: string): string => {
    const error = sayIfTaken(failed(code), 'DNS_PORT', 53)
    assert.ok(error instanceof Refused)
    return error.message
  }
  assert.match(said('EADDRINUSE'), /already uses port 53.*DNS_PORT/)
  assert.match(said('EACCES'), /may not open port 53.*CAP_NET_BIND_SERVICE.*DNS_PORT/)
  const other = failed('EIO')
  assert.equal(sayIfTaken(other, 'DNS_PORT', 53), other)
})
