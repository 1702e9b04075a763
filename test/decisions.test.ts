// Whoever misses a number of docs/decisions finds that it was never used.

import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

const folder = join(import.meta.dirname, '../docs/decisions')
const readme = readFileSync(join(folder, 'README.md'), 'utf8')
const records = readdirSync(folder).filter((name) => name !== 'README.md')
const numberOf = (name: string): number => Number(name.slice(0, 4))

test('each decision has a number of its own, and a number without one is said to be unused', () => {
  const numbers = records.map(numberOf)
  assert.equal(new Set(numbers).size, numbers.length)
  const missing = Array.from({ length: Math.max(...numbers) }, (_, index) => index + 1).filter(
    (number) => !numbers.includes(number),
  )
  const notUsed = [...(/^Not used: (.+)\.$/m.exec(readme)?.[1] ?? '').matchAll(/\d{4}/g)].map(Number)
  assert.deepEqual(missing, notUsed)
})

test('each begins with its number and what was decided', () => {
  for (const name of records) {
    const [first = ''] = readFileSync(join(folder, name), 'utf8').split('\n')
    assert.match(first, new RegExp(`^# ${name.slice(0, 4)} \\S`), name)
  }
})
