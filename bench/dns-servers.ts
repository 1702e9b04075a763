// The servers that are measured: ours and its peers, each with the same names blocked and the same upstream, on loopback.

import { spawn } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { existsSync, readFileSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { compileIndex, readList, type Snapshot, writeIndex, writeSnapshot } from '#/engines/filter/index.ts'
import { freePort } from '../e2e/free-port.ts'
import { queryMessage } from '../test/dns-messages.ts'

export type Server = {
  port: number
  pid: number
  /** From its start until it answered. */
  startedInMs: number
  /** Memory of its own, and its part of what it shares, in megabytes. */
  residentMb: () => number
  stop: () => Promise<void>
}

export type Program = 'schoolkeeper' | 'unbound' | 'dnsmasq'
const places: Readonly<Record<Exclude<Program, 'schoolkeeper'>, string>> = {
  unbound: '/usr/sbin/unbound',
  dnsmasq: '/usr/sbin/dnsmasq',
}
/** Whether a peer is installed. */
export const isThere = (program: Exclude<Program, 'schoolkeeper'>): boolean => existsSync(places[program])

const slowStartMs = 120_000
/** A port that was free may be taken before it is listened on, for TCP or UDP. */
const startTries = 3

/** Writes an index and a snapshot that blocks all of the names. Another `version` is another file. */
export async function writeOurs(folder: string, text: string, version: number): Promise<string> {
  const indexFile = `index-${version}`
  const list = readList(text, 'plain')
  await writeIndex(join(folder, indexFile), compileIndex([{ category: 'listed', list }]).index)
  await publish(folder, version, indexFile)
  return indexFile
}

/** Publishes a snapshot over an index that is there. */
export async function publish(folder: string, version: number, indexFile: string): Promise<void> {
  const snapshot: Snapshot = {
    madeAtMs: version,
    indexFile,
    sealed: null,
    schools: [
      {
        school: 'bench',
        policy: {
          profiles: [{ name: 'all', blocks: ['listed'], otherwise: 'allow', bands: [] }],
          alwaysOpen: [],
          rules: [],
          exceptions: [],
          closedToExceptions: [],
        },
        schoolDays: [],
        manners: [{ profile: 'all', blockedAs: 'noName', safeSearch: true, youTube: 'strict' }],
        networks: [{ range: '127.0.0.0/8', profile: 'all' }],
        devices: [],
        blockPage: { ipv4: null, ipv6: null },
        localNames: [],
        forwards: [],
      },
    ],
  }
  await writeSnapshot(join(folder, 'snapshot'), snapshot)
}

type Wanted = { folder: string; text: string; upstreamPort: number; threads: number }

/** Starts one of them; it answers when this resolves. Ours expects its snapshot to be written. */
export async function startServer(program: Program, wanted: Wanted): Promise<Server> {
  for (let tries = 1; ; tries++) {
    try {
      return await startOnce(program, wanted)
    } catch (error) {
      if (tries === startTries) throw error
    }
  }
}

async function startOnce(program: Program, wanted: Wanted): Promise<Server> {
  const port = await freePort()
  const [command, ...args] = await commands[program](wanted, port)
  const startedMs = performance.now()
  const child = spawn(command as string, args, { stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-2000)
  })
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const pid = child.pid ?? 0
  while (!(await answers(port))) {
    if (child.exitCode !== null || performance.now() - startedMs > slowStartMs)
      throw new Error(`${program} did not start: ${said}`)
    await wait(50)
  }
  return {
    port,
    pid,
    startedInMs: performance.now() - startedMs,
    residentMb: () => residentMb(pid),
    stop: () => {
      child.kill()
      return gone
    },
  }
}

const commands: Readonly<Record<Program, (wanted: Wanted, port: number) => Promise<string[]>>> = {
  schoolkeeper: async ({ folder, upstreamPort, threads }, port) => [
    ...[
      process.execPath,
      ...process.execArgv,
      new URL('../src/cli/main.ts', import.meta.url).pathname,
      'dns',
    ],
    ...['--snapshot', join(folder, 'snapshot'), '--port', String(port), '--threads', String(threads)],
    ...['--upstream', `127.0.0.1:${upstreamPort}`, '--per-client', '100000000'],
  ],
  unbound: async ({ folder, text, upstreamPort, threads }, port) => {
    const zones = lines(text).map((name) => `  local-zone: "${name}." always_nxdomain\n`)
    const own = join(folder, 'unbound')
    await mkdir(own, { recursive: true })
    await writeFile(
      join(own, 'unbound.conf'),
      `server:\n  interface: 127.0.0.1@${port}\n  do-not-query-localhost: no\n  module-config: "iterator"\n` +
        `  num-threads: ${threads}\n  so-reuseport: yes\n  username: ""\n  chroot: ""\n  directory: "${own}"\n` +
        `  pidfile: ""\n  use-syslog: no\n  verbosity: 0\n  do-daemonize: no\n  msg-cache-size: 16m\n  rrset-cache-size: 16m\n` +
        `${zones.join('')}forward-zone:\n  name: "."\n  forward-addr: 127.0.0.1@${upstreamPort}\n` +
        'remote-control:\n  control-enable: no\n',
    )
    return [places.unbound, '-d', '-c', join(own, 'unbound.conf')]
  },
  dnsmasq: async ({ folder, text, upstreamPort }, port) => {
    const own = join(folder, 'dnsmasq')
    await mkdir(own, { recursive: true })
    await writeFile(
      join(own, 'blocked.conf'),
      lines(text)
        .map((name) => `local=/${name}/\n`)
        .join(''),
    )
    await writeFile(
      join(own, 'dnsmasq.conf'),
      `port=${port}\nlisten-address=127.0.0.1\nbind-interfaces\nno-resolv\nno-hosts\ncache-size=20000\nuser=root\n` +
        `pid-file=\nserver=127.0.0.1#${upstreamPort}\nconf-file=${join(own, 'blocked.conf')}\n`,
    )
    return [places.dnsmasq, '--keep-in-foreground', '-C', join(own, 'dnsmasq.conf')]
  },
}

const lines = (text: string): string[] => text.split('\n').filter((name) => name !== '')

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createSocket('udp4')
    const done = (answered: boolean): void => {
      clearTimeout(timer)
      socket.close()
      resolve(answered)
    }
    const timer = setTimeout(() => done(false), 300)
    socket.on('message', () => done(true))
    socket.on('error', () => undefined)
    socket.send(queryMessage('ready.example', 1), port, '127.0.0.1')
  })
}

function residentMb(pid: number): number {
  const said = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')
  return Number(/^Pss:\s+(\d+) kB/m.exec(said)?.[1] ?? Number.NaN) / 1024
}
