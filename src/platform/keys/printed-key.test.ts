import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { Refused } from '#/kernel/refusal.ts'
import { type Paper, printKey, readPrintedKey } from './printed-key.ts'

const aKey = fc.uint8Array({ minLength: 32, maxLength: 32 })
const aPaper = fc.constantFrom<Paper[]>('master', 'head', 'chair')

test('what is printed can be read back, however it is typed', () => {
  fc.assert(
    fc.property(aPaper, aKey, (paper, key) => {
      const printed = printKey(paper, key)
      assert.match(printed, /^([0-9A-HJKMNP-TV-Z]{5}-){13}[0-9A-HJKMNP-TV-Z]{5}$/)
      const typed = printed.toLowerCase().replaceAll('-', ' \n').replaceAll('0', 'o').replaceAll('1', 'l')
      assert.deepEqual(readPrintedKey(paper, typed), Buffer.from(key))
    }),
    { numRuns: 50 },
  )
})

test('a slip in any one character is refused, nearly always with the group it is in', () => {
  const printed = printKey('head', Buffer.alloc(32, 7))
  let named = 0
  for (const at of [...printed].keys()) {
    if (printed[at] === '-') continue
    const slip = printed.slice(0, at) + (printed[at] === '2' ? '3' : '2') + printed.slice(at + 1)
    assert.throws(
      () => readPrintedKey('head', slip),
      (error: Error) => {
        assert.ok(error instanceof Refused)
        if (error.message.startsWith(`Group ${Math.floor(at / 6) + 1} `)) named += 1
        return true
      },
    )
  }
  assert.ok(named >= 65, `${named} of 70 slips were found in their group`)
})

test('two groups swapped, a group missing and a letter that is never printed are refused in words', () => {
  const printed = printKey('master', randomBytes(32))
  const parts = printed.split('-')
  const swapped = [parts[1], parts[0], ...parts.slice(2)].join('-')
  assert.throws(() => readPrintedKey('master', swapped), /is not as printed|does not agree/)
  assert.throws(() => readPrintedKey('master', parts.slice(1).join('-')), /You typed 65/)
  assert.throws(() => readPrintedKey('master', `U${printed.slice(1)}`), /has no “U”/)
  assert.throws(() => readPrintedKey('master', ''), /You typed 0/)
})

test('one paper typed in place of another is recognised', () => {
  const printed = printKey('chair', randomBytes(32))
  assert.throws(() => readPrintedKey('head', printed), /This is the chair’s half/)
})
