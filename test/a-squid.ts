// A real Squid for a test, with our helper beside it and one site behind it that stands for every name: its own folder, a free
// port of this machine, gone afterwards. It never runs as root, and so neither does what it starts.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chown, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { type LoadedSnapshot, writeIndex, writeSnapshot } from '#/engines/filter/index.ts'
import { canEnter } from '#/platform/database/embedded/postgres-user.ts'
import { isAlive } from '#/platform/database/embedded/running-postmaster.ts'
import { freePort } from '../e2e/free-port.ts'
import { programFromDebian } from './install-from-debian.ts'

const checkout = join(import.meta.dirname, '..')
const user = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {}
const startMaxMs = 60_000
const lastVisitsMaxMs = 10_000

/** Names that lead to the site. */
const names = ['news.example', 'games.example', 'www.games.example']

export type Squid = {
  port: number
  /** Of the site. */
  sitePort: number
  /** Where the helper leaves what it decided. */
  activity: string
  /** Publishes a snapshot; the helper finds it by itself. */
  publish: (loaded: LoadedSnapshot) => Promise<void>
  /** The process that answers Squid now. */
  helper: () => Promise<number>
}

/** Starts one whose lines about the helper `lines` writes, from the command that starts it. It answers when this resolves. */
export async function startSquid(
  t: TestContext,
  first: LoadedSnapshot,
  lines: (helper: string) => string,
): Promise<Squid> {
  const program = programFromDebian(['/usr/sbin/squid'], 'squid', 'Squid')
  assert.ok(canEnter(user, checkout), `Squid runs as user ${user.uid}, who may not enter ${checkout}.`)
  const folder = await mkdtemp(join(tmpdir(), 'schoolkeeper-squid-'))
  const publish = publisher(folder)
  await publish(first)
  const [port, sitePort] = [await freePort(), await aSite(t)]
  const helper = [
    ...[process.execPath, join(checkout, 'bootstrap.cjs'), 'schoolkeeper', 'squid-helper'],
    ...['--snapshot', join(folder, 'snapshot')],
  ].join(' ')
  await writeFile(join(folder, 'hosts'), names.map((name) => `127.0.0.1 ${name}\n`).join(''))
  await writeFile(join(folder, 'config'), configOf(folder, port, lines(helper)))
  await toUser(folder)
  // What several of one name share in memory would be in each other's way.
  const start = ['-N', '-n', `test${port}`, '-f', join(folder, 'config')]
  const squid = spawn(program, start, { ...user, cwd: folder, stdio: 'ignore' })
  t.after(async () => {
    // The helper writes its last visits when Squid has gone.
    const helper = await youngestOf(squid.pid ?? 0)
    const ended = once(squid, 'exit')
    if (squid.kill('SIGTERM')) await ended
    const until = performance.now() + lastVisitsMaxMs
    while (isAlive(helper) && performance.now() < until) await wait(20)
    await rm(folder, { recursive: true })
  })
  const until = performance.now() + startMaxMs
  while (!(await answers(port))) {
    const log = await readFile(join(folder, 'log'), 'utf8').catch(() => '')
    assert.ok(performance.now() < until && squid.exitCode === null, `Squid begins:\n${log}`)
    await wait(100)
  }
  const pid = squid.pid ?? 0
  return { port, sitePort, activity: join(folder, 'activity'), publish, helper: () => youngestOf(pid) }
}

const configOf = (folder: string, port: number, lines: string): string => `http_port 127.0.0.1:${port}
${lines}
http_access allow all
hosts_file ${folder}/hosts
dns_nameservers 127.0.0.1
pid_filename none
cache deny all
cache_mem 0 MB
access_log none
cache_log ${folder}/log
coredump_dir ${folder}
max_filedescriptors 1024
shutdown_lifetime 0 seconds
pinger_enable off
visible_hostname squid.test
`

/** Whole files under their last name, and the user's from the start: Squid's helper may look at any moment. */
function publisher(folder: string): Squid['publish'] {
  let number = 0
  return async ({ index, snapshot }) => {
    const aside = join(folder, `new-${++number}`)
    await mkdir(aside)
    await writeIndex(join(aside, snapshot.indexFile), index)
    await writeSnapshot(join(aside, 'snapshot'), { ...snapshot, sealed: null })
    for (const file of [snapshot.indexFile, 'snapshot']) {
      await toUser(join(aside, file))
      await rename(join(aside, file), join(folder, file))
    }
  }
}

async function toUser(path: string): Promise<void> {
  if (user.uid !== undefined) await chown(path, user.uid, user.gid)
}

async function aSite(t: TestContext): Promise<number> {
  const site = createServer((request, response) => response.end(`Welcome to ${request.headers.host}`))
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve))
  t.after(() => {
    site.closeAllConnections()
    site.close()
  })
  return (site.address() as AddressInfo).port
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => resolve(true) ?? socket.destroy())
    socket.once('error', () => resolve(false))
  })
}

/** The last of the line of processes that begins with this one: Squid starts the bootstrap, which starts the helper. */
async function youngestOf(pid: number): Promise<number> {
  for (const entry of await readdir('/proc')) {
    if (!/^\d+$/.test(entry)) continue
    // After the name in brackets: state, then parent.
    const stat = await readFile(`/proc/${entry}/stat`, 'utf8').catch(() => '')
    if (stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] === String(pid)) return youngestOf(Number(entry))
  }
  return pid
}
