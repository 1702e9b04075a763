// docs/screens.md says of every screen when somebody looked at it. A new one fails here until somebody has.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { everythingOffered } from './everything-offered.ts'

const page = readFileSync(join(import.meta.dirname, '../docs/screens.md'), 'utf8')
const written = [...page.matchAll(/^\| (`[^|]+) \|/gm)].flatMap(([, cell = '']) =>
  [...cell.matchAll(/`([^`]+)`/g)].map(([, path = '']) => path),
)
const files = /\.(csv|pdf|docx)$|\/(csv|shown|manifest|scan|proof\/:attestation)$/
const screens: readonly string[] = everythingOffered.routes
  .filter(({ method, path }) => method === 'GET' && !files.test(path))
  .map(({ path }) => path)

test('every screen stands in docs/screens.md', () => {
  assert.deepEqual(
    screens.filter((path) => !written.includes(path)),
    [],
  )
})
