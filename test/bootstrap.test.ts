import assert from 'node:assert/strict'
import { type SpawnSyncReturns, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, beforeEach, test } from 'node:test'

const checkout = resolve(import.meta.dirname, '..')
const parent = mkdtempSync(join(tmpdir(), 'schoolkeeper-bootstrap-'))
let copy = ''
let made = 0

beforeEach(() => {
  made += 1
  copy = join(parent, String(made))
  mkdirSync(join(copy, 'src/cli'), { recursive: true })
  for (const name of ['bootstrap.cjs', 'package.json', 'package-lock.json'])
    cpSync(join(checkout, name), join(copy, name))
  symlinkSync(realpathSync(join(checkout, 'node_modules')), join(copy, 'node_modules'))
})
after(() => rmSync(parent, { recursive: true, force: true }))

test('with everything installed it says nothing, and hands over the command, what was typed and the exit code', () => {
  writeMain(`console.log(process.argv.slice(2).join(' ')); process.exitCode = 7`)
  const { stdout, stderr, status } = run('schoolkeeper', 'check', 'a name.example')
  assert.equal(stdout, 'check a name.example\n')
  assert.equal(stderr, '')
  assert.equal(status, 7)
  assert.equal(run('demo', '--quiet').stdout, 'demo --quiet\n')
})

test('it runs the Node that was installed, whichever started it', () => {
  writeMain('console.log(process.versions.node)')
  const [major, minor] = run('start').stdout.split('.').map(Number)
  assert.ok(major === 24 && Number(minor) >= 21)
})

test('a signal reaches the command, which ends in its own way', async () => {
  writeMain(`process.on('SIGTERM', () => process.exit(5)); console.log('up'); setInterval(() => {}, 1000)`)
  const child = spawn(process.execPath, [join(copy, 'bootstrap.cjs'), 'start'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  child.kill('SIGTERM')
  const [code] = await once(child, 'exit')
  assert.equal(code, 5)
})

test('a lock file that differs from what is installed is noticed, and a linked node_modules is left alone', () => {
  writeMain('console.log("ran")')
  const lock = { packages: { 'node_modules/pg': { version: '0.0.1', integrity: 'another' } } }
  writeFileSync(join(copy, 'package-lock.json'), JSON.stringify(lock))
  const { stdout, stderr, status } = run('start')
  assert.match(stderr, /is a link, and what it leads to differs from package-lock\.json\. Run npm ci/)
  assert.equal(stdout, '')
  assert.equal(status, 1)
})

test('a word that is no command is answered with those that are', () => {
  const { stderr, status } = run('strat')
  assert.match(stderr, /Say which command: node bootstrap\.cjs demo\|start\|/)
  assert.equal(status, 1)
})

function writeMain(source: string): void {
  writeFileSync(join(copy, 'src/cli/main.ts'), source)
}

function run(...typed: string[]): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, [join(copy, 'bootstrap.cjs'), ...typed], { encoding: 'utf8' })
}
