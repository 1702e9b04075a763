// docs/screens.md says of every screen when somebody looked at it. A new one fails here until somebody has.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { everythingOffered } from './everything-offered.ts'

const page = readFileSync(join(import.meta.dirname, '../docs/screens.md'), 'utf8')
const lines = page.split('\n').filter((line) => line.startsWith('| `'))
const written = lines.flatMap((line) => pathsIn(line.split('|')[1] ?? ''))
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

test('somebody has looked at each, on a day, and none stands there twice', () => {
  const isLookedAt = (line: string): boolean =>
    /^2\d{3}-\d\d-\d\d, (both|desktop|phone)/.test(cellsOf(line)[3] ?? '') ||
    / a file: nothing to look at /.test(line)
  assert.deepEqual(
    lines.filter((line) => !isLookedAt(line)),
    [],
  )
  const whichAndHow = lines.flatMap((line) => {
    const [paths = '', who, state] = cellsOf(line)
    return pathsIn(paths).map((path) => `${path}, ${who}, ${state}`)
  })
  assert.deepEqual(
    whichAndHow.filter((one, place) => whichAndHow.indexOf(one) !== place),
    [],
  )
})

function pathsIn(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, path = '']) => path)
}

function cellsOf(line: string): string[] {
  return line
    .split('|')
    .slice(1)
    .map((cell) => cell.trim())
}
