import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'

const folder = mkdtempSync(join(tmpdir(), 'schoolkeeper-chromium-'))
const script = `console.log((await import(${JSON.stringify(new URL('chromium.ts', import.meta.url).href)})).findChromium())`
after(() => rmSync(folder, { recursive: true, force: true }))

test('without Chromium an ordinary user is told what to install; with it on the PATH, it is found', () => {
  chmodSync(folder, 0o755)
  assert.match(find().stderr, /The browser tests need Chromium, which is not on the PATH\. Install it/)
  const browser = join(folder, 'chromium')
  writeFileSync(browser, '#!/bin/sh\n', { mode: 0o755 })
  assert.equal(find().stdout, `${browser}\n`)
})

function find(): { stdout: string; stderr: string } {
  const ordinary = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {}
  const options = { ...ordinary, encoding: 'utf8' as const, cwd: '/', env: { PATH: folder } }
  return spawnSync(process.execPath, ['--input-type=module', '-e', script], options)
}
