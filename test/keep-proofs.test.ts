import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { readProofs } from '#/platform/controls/proofs.ts'
import { everythingOffered } from './everything-offered.ts'
import { addProofs, keepingProofs, writeProofs } from './keep-proofs.ts'

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

test('a run of everything replaces what was known; one that was ended before its end changes nothing', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'proofs-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const file = pathToFileURL(join(folder, 'proofs.json'))
  const [one, other] = everythingOffered.controls.map(({ provedBy }) => provedBy)
  assert.ok(one !== undefined && other !== undefined)
  writeFileSync(file, writeProofs(new Map([[one, 'passed']])))
  const ranOther = (code?: number) => async (reporting: readonly string[]) => {
    const lines = reporting.at(-1)?.split('=')[1] ?? ''
    writeFileSync(lines, `ok 1 - ${other.replaceAll('#', '\\#')}\n`)
    return code
  }
  assert.equal(await keepingProofs(true, ranOther(), file), undefined)
  assert.deepEqual([...readProofs(file).keys()], [one])
  assert.equal(await keepingProofs(true, ranOther(1), file), 1)
  assert.deepEqual([...readProofs(file)], [[other, 'passed']])
})
