// What `new-feature` writes passes the architecture test, in a copy of the tree in which nothing else changes.

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { writeFeature } from '#/cli/new-feature.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const copied = [
  ...['src', 'migrations', 'test', 'e2e', 'demo', 'bench', 'docs'],
  ...['package.json', 'tsconfig.json', 'biome.json', '.dependency-cruiser.mjs', 'bootstrap.cjs'],
]

test('an empty feature passes the architecture test once it stands in the reading order', async (t) => {
  const copy = mkdtempSync(join(tmpdir(), 'schoolkeeper-new-feature-'))
  t.after(() => rmSync(copy, { recursive: true }))
  for (const part of copied) cpSync(join(root, part), join(copy, part), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
  writeFeature(copy, 'key-cupboard')
  change(join(copy, 'src/app/features.ts'), (text) =>
    text
      .replace(/^import/m, "import { keyCupboard } from '#/features/key-cupboard/feature.ts'\nimport")
      .replace(/\n\]\n$/, '\n  keyCupboard,\n]\n'),
  )
  change(join(copy, '.dependency-cruiser.mjs'), (text) =>
    text.replace(/(const reading = \[[^\]]*?),?(\s*\])/, "$1, 'key-cupboard'$2"),
  )
  const { stdout } = await promisify(execFile)(process.execPath, ['--test', 'test/architecture.test.ts'], {
    cwd: copy,
    env: { ...process.env, NODE_TEST_CONTEXT: undefined },
  }).catch((failed: { stdout: string }) => failed)
  assert.match(stdout, /^ℹ fail 0$/m, stdout)
})

function change(path: string, by: (text: string) => string): void {
  const before = readFileSync(path, 'utf8')
  const after = by(before)
  assert.notEqual(after, before, `${path} has another shape than this test knows`)
  writeFileSync(path, after)
}
