import assert from 'node:assert/strict'
import { test } from 'node:test'
import { format, inspect } from 'node:util'
import { Sensitive, sensitive } from './sensitive.ts'

test('however it is printed, it says that it is withheld; only reveal gives it away', () => {
  const words = sensitive('He called me a zebra')
  const printed = [
    `${words}`,
    String(words),
    `${words} and so on`,
    JSON.stringify({ words, deep: [{ words }] }),
    inspect({ words }, { depth: null, showHidden: true }),
    format('%s %o %j', words, words, words),
    inspect(new Error(`could not keep ${words}`, { cause: { words } })),
    JSON.stringify(structuredClone({ ...words })),
  ]
  for (const text of printed) assert.doesNotMatch(text, /zebra/)
  assert.match(printed.slice(0, 7).join(), /^(.*\[withheld\].*,?)+$/s)
  assert.equal(words.reveal(), 'He called me a zebra')
  assert.ok(words instanceof Sensitive)
})
