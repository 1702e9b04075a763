import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { readProofs } from '#/platform/controls/proofs.ts'
import { addProofs, writeProofs } from './keep-proofs.ts'

const proving = new Set(['a report is kept', 'doors #1 are shut', 'a lock holds', 'a bell rings'])
const tap = `TAP version 13
# Subtest: a report is kept
ok 1 - a report is kept
  ---
  duration_ms: 1
  ...
    ok 1 - doors \\#1 are shut
not ok 3 - a lock holds
ok 4 - a lock holds
ok 5 - something else
ok 6 - a bell rings # SKIP
`

test('a run says which proving tests passed; one that failed once, or was skipped, did not', () => {
  assert.deepEqual(
    [...addProofs(new Map(), tap, proving)],
    [
      ['a report is kept', 'passed'],
      ['doors #1 are shut', 'passed'],
      ['a lock holds', 'failed'],
      ['a bell rings', 'failed'],
    ],
  )
})

test('a run of some files adds to what was known, and forgets what proves nothing', () => {
  const before = new Map([
    ['a lock holds', 'passed'],
    ['an old test', 'passed'],
  ] as const)
  const after = addProofs(before, 'ok 1 - a bell rings\n', proving)
  assert.deepEqual([...after.keys()], ['a lock holds', 'a bell rings'])
})

test('proofs are read as they were written; without a file nothing is proved', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'proofs-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const file = pathToFileURL(join(folder, 'proofs.json'))
  assert.equal(readProofs(file).size, 0)
  const proofs = new Map([
    ['b', 'passed'],
    ['a', 'failed'],
  ] as const)
  writeFileSync(file, writeProofs(proofs))
  assert.deepEqual(
    [...readProofs(file)],
    [
      ['a', 'failed'],
      ['b', 'passed'],
    ],
  )
})
