// What every npm script starts with. Plain old JavaScript, because it must run on whatever Node (18 or later) a
// machine has: it installs what is missing, then hands over to the Node 24 that came with it.

'use strict'

const { spawn, spawnSync } = require('node:child_process')
const fs = require('node:fs')
const path = require('node:path')

const root = __dirname
const modules = path.join(root, 'node_modules')
const neededNode = [24, 21]

/** Which file each command runs, and with which arguments before those that were typed. */
const commands = {
  demo: ['src/cli/main.ts', 'demo'],
  start: ['src/cli/main.ts', 'start'],
  schoolkeeper: ['src/cli/main.ts'],
  coverage: ['src/cli/main.ts', 'coverage'],
  test: ['test/run.ts'],
  check: ['test/check.ts'],
  bench: ['bench/main.ts'],
}

/**
 * With bounds in megabytes, V8 collects before garbage, and what it holds outside the heap, has grown to twice the
 * server's size. Two arenas for malloc do the same for sharp and argon2.
 */
const nodeOptions = [
  '--disable-warning=ExperimentalWarning',
  '--max-semi-space-size=8',
  '--max-old-space-size=512',
]

function stopWith(sentence) {
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}

function readJson(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

/** npm writes its own lock file into node_modules when it has finished; what differs from ours is not installed. */
function isInstalled() {
  const wanted = readJson(path.join(root, 'package-lock.json'))
  const there = readJson(path.join(modules, '.package-lock.json'))
  if (!wanted || !there) return false
  return Object.entries(wanted.packages).every(([name, { version, integrity, optional }]) => {
    if (name === '') return true
    const found = there.packages[name]
    return found ? found.version === version && found.integrity === integrity : optional === true
  })
}

function install() {
  if (isInstalled()) return
  if (fs.existsSync(modules) && fs.lstatSync(modules).isSymbolicLink())
    stopWith(
      `${modules} is a link, and what it leads to differs from package-lock.json. Run npm ci where it leads to.`,
    )
  process.stderr.write('Installing what Schoolkeeper needs (npm ci); this takes a minute the first time.\n')
  const npm = spawnSync('npm', ['ci', '--no-fund', '--no-audit', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  })
  if (npm.error || npm.status !== 0)
    stopWith('npm ci did not finish. Its own words are above; is npm there, and can it reach its registry?')
}

function isNewEnough(version) {
  const [major, minor] = version.replace(/^v/, '').split('.').map(Number)
  return major > neededNode[0] || (major === neededNode[0] && minor >= neededNode[1])
}

function findNode() {
  const shipped = path.join(modules, `node-linux-${process.arch}`, 'bin', 'node')
  if (fs.existsSync(shipped)) return shipped
  if (isNewEnough(process.version)) return process.execPath
  return stopWith(
    `Schoolkeeper needs Node ${neededNode.join('.')} or later; this is ${process.version}, on ${process.arch}. ` +
      'Install it from nodejs.org and try again.',
  )
}

function main([command, ...typed]) {
  if (process.platform !== 'linux')
    stopWith(
      'Schoolkeeper runs on Linux (x64 or arm64). On Windows, use a Linux server or WSL 2; this is not supported.',
    )
  const run = commands[command]
  if (!run) stopWith(`Say which command: node bootstrap.cjs ${Object.keys(commands).join('|')}`)
  install()
  const [file, ...before] = run
  const child = spawn(findNode(), [...nodeOptions, path.join(root, file), ...before, ...typed], {
    stdio: 'inherit',
    cwd: root,
    env: {
      ...process.env,
      MALLOC_ARENA_MAX: process.env.MALLOC_ARENA_MAX ?? '2',
      // Types are taken out of a file, and the file is compiled, once for all processes.
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? path.join(root, '.cache', 'compiled'),
    },
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'])
    process.on(signal, () => child.kill(signal))
  child.on('error', (error) => stopWith(`Node could not be started: ${error.message}`))
  child.on('exit', (code, signal) => {
    if (!signal) process.exit(code)
    process.removeAllListeners(signal)
    process.kill(process.pid, signal)
  })
}

main(process.argv.slice(2))
