import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'

const file = new URL('install-from-debian.ts', import.meta.url).href

/** As an ordinary user, who can install nothing. */
function find(paths: readonly string[]): { stdout: string; stderr: string } {
  const ordinary = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {}
  const script = `const { programFromDebian } = await import(${JSON.stringify(file)})
console.log(programFromDebian(${JSON.stringify(paths)}, 'squid', 'Squid'))`
  const options = { ...ordinary, encoding: 'utf8' as const, cwd: '/' }
  return spawnSync(process.execPath, ['--input-type=module', '-e', script], options)
}

test('a test whose program is missing fails with what to install; it never passes over it', () => {
  assert.match(
    find(['/nowhere/squid']).stderr,
    /These tests need Squid, which is not on this machine\. Install it .*apt-get install squid/,
  )
  assert.equal(find(['/nowhere/squid', process.execPath]).stdout, `${process.execPath}\n`)
})
