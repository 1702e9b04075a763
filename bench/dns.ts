// The promise: as a DNS server with 1.7 million blocked names, near Unbound's and dnsmasq's answers a second with one thread
// each, in a third of Unbound's memory.

import { execFile, fork } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { DnsPlan, DnsTimings } from './dns-load.ts'
import { isThere, type Program, type Server, startServer, writeOurs } from './dns-servers.ts'
import { atLeastFigure, atLeastRatioFigure, type Figure, ratioFigure, reportedFigure } from './figure.ts'
import { inNoOrder, listText } from './names.ts'

const dnsperf = ['/usr/bin/dnsperf', '/usr/local/bin/dnsperf'].find((path) => existsSync(path))
const rounds = 3
/** So that a name with a few letters more has no label that is too long. */
const longestAsked = 60
const unit = 'answers a second'

export const bench = {
  run: async ({ quick }: { quick: boolean }): Promise<readonly Figure[]> => {
    const folder = await mkdtemp(join(tmpdir(), 'schoolkeeper-bench-'))
    const upstream = fork(new URL('./dns-stub.ts', import.meta.url))
    const servers: Server[] = []
    try {
      const upstreamPort = await new Promise<number>((resolve) =>
        upstream.once('message', (port) => resolve(Number(port))),
      )
      const text = listText(quick ? 5_000 : Number.POSITIVE_INFINITY)
      await writeOurs(folder, text, 1)
      const names = await namesFrom(text, folder)
      const start = async (program: Program, threads = 1): Promise<Server> => {
        const server = await startServer(program, { folder, text, upstreamPort, threads })
        servers.push(server)
        return server
      }
      return await measure(start, names, quick)
    } finally {
      await Promise.all(servers.map(({ stop }) => stop()))
      upstream.disconnect()
      await rm(folder, { recursive: true })
    }
  },
}

type Kind = 'blocked' | 'inOrder' | 'open'
/** Of each kind the first names, and a file with all of them. */
type Names = Readonly<Record<Kind, { first: string[]; file: string }>>

const firstMost = 100_000

/** Blocked names as they are asked for, some as the list has them, and 10,000 that are not in it. */
async function namesFrom(text: string, folder: string): Promise<Names> {
  const all = text.split('\n').filter((name) => name !== '' && name.length < longestAsked)
  const blocked = inNoOrder(all)
  const step = Math.max(1, Math.floor(all.length / firstMost))
  const inOrder = all.filter((_, at) => at % step === 0)
  const open = blocked.slice(0, 10_000).map((name) => `x${name.replace(/\.(?=[^.]*$)/, 'q.')}`)
  const of = async (kind: Kind, names: string[]) => {
    const file = join(folder, `${kind}.txt`)
    await writeFile(file, names.map((name) => `${name} A\n`).join(''))
    return { first: names.slice(0, firstMost), file }
  }
  return {
    blocked: await of('blocked', blocked),
    inOrder: await of('inOrder', inOrder),
    open: await of('open', open),
  }
}

async function measure(
  start: (program: Program, threads?: number) => Promise<Server>,
  names: Names,
  quick: boolean,
): Promise<Figure[]> {
  const seconds = quick ? 1 : 4
  const ours = await start('schoolkeeper')
  const unbound = isThere('unbound') ? await start('unbound') : undefined
  const dnsmasq = isThere('dnsmasq') ? await start('dnsmasq') : undefined
  const blocked = await inTurns([ours, unbound, dnsmasq], names, 'blocked', quick ? 1 : rounds, seconds)
  const inOrder = await inTurns([ours, unbound, dnsmasq], names, 'inOrder', quick ? 1 : rounds, seconds)
  // Once through, so that everything is known.
  await inTurns([ours, unbound], names, 'open', 1, seconds)
  const cached = await inTurns([ours, unbound], names, 'open', quick ? 1 : rounds, seconds)
  const half = Math.min(20_000, Math.floor((blocked[0] ?? 0) / 2))
  const late = await timingsOf([ours, unbound], names, half, quick ? 1 : 5)
  const memory = [ours, unbound].map((server) => server?.residentMb() ?? 0)
  const two = await start('schoolkeeper', 2)
  const [twice = 0] = await inTurns([two], names, 'blocked', quick ? 1 : rounds, seconds)
  return [
    atLeast('blocked names', blocked[0], 'Unbound', blocked[1], 0.8),
    atLeast('blocked names', blocked[0], 'dnsmasq', blocked[2], 1),
    reported('the same, asked as the list has them', inOrder[0], 'Unbound', inOrder[1]),
    reported('the same, asked as the list has them', inOrder[0], 'dnsmasq', inOrder[2]),
    atLeast('cached names', cached[0], 'Unbound', cached[1], 0.5),
    atMost(`p99 at ${half} questions a second`, 'ms', late[0], 'Unbound', late[1], 2),
    atMost('memory', 'MB', memory[0], 'Unbound', memory[1], 1 / 3),
    { ...atLeast('two threads, blocked', twice, 'one thread', blocked[0], 1.5), ...withEnoughCores() },
  ]
}

/** Medians of several rounds, in turns, so that the machine's moods fall on all of them. 0 for one that is not there. */
async function inTurns(
  servers: readonly (Server | undefined)[],
  names: Names,
  kind: Kind,
  times: number,
  seconds: number,
): Promise<number[]> {
  const found: number[][] = servers.map(() => [])
  for (let round = 0; round < times; round++) {
    for (const [at, server] of servers.entries())
      if (server) found[at]?.push(await answersPerSecond(server, names, kind, seconds))
  }
  return found.map((all) => all.sort((a, b) => a - b)[all.length >> 1] ?? 0)
}

async function answersPerSecond(
  { port }: Server,
  names: Names,
  kind: Kind,
  seconds: number,
): Promise<number> {
  if (dnsperf === undefined) {
    const plan = { port, perSecond: 20_000, seconds, blocked: names.blocked.first, open: names[kind].first }
    const { sent, lost } = await sendLoad(plan)
    return (sent - lost) / seconds
  }
  const { stdout } = await promisify(execFile)(dnsperf, [
    ...['-s', '127.0.0.1', '-p', String(port), '-d', names[kind].file],
    ...['-c', '10', '-T', '1', '-q', '100', '-l', String(seconds)],
  ])
  return Number(/Queries per second:\s+([\d.]+)/.exec(stdout)?.[1] ?? 0)
}

async function timingsOf(
  servers: readonly (Server | undefined)[],
  names: Names,
  perSecond: number,
  seconds: number,
): Promise<number[]> {
  const first = { blocked: names.blocked.first, open: names.open.first }
  const late: number[] = []
  for (const server of servers)
    late.push(server ? (await sendLoad({ port: server.port, perSecond, seconds, ...first })).p99Ms : 0)
  return late
}

/** Sends a load from another process. */
export function sendLoad(plan: DnsPlan): Promise<DnsTimings> {
  const child = fork(new URL('./dns-load.ts', import.meta.url))
  return new Promise((resolve, reject) => {
    child.once('message', (timings) => resolve(timings as DnsTimings))
    // Not its exit, which may be told before its last message.
    child.once('disconnect', () => reject(new Error('The load ended without its timings.')))
    child.send(plan)
  })
}

function atLeast(name: string, figure = 0, peer: string, peerFigure = 0, atLeastRatio: number): Figure {
  if (peerFigure === 0) return { ...atLeastFigure({ name, figure, unit, atLeast: 0 }), ...missing(peer) }
  return atLeastRatioFigure({ name, figure, unit, peer, peerFigure, atLeast: atLeastRatio })
}

function atMost(name: string, of: string, figure = 0, peer: string, peerFigure = 0, most: number): Figure {
  if (peerFigure === 0) return { ...atLeastFigure({ name, figure, unit: of, atLeast: 0 }), ...missing(peer) }
  return ratioFigure({ name, figure, unit: of, peer, peerFigure, atMost: Number(most.toFixed(3)) })
}

const reported = (name: string, figure = 0, peer: string, peerFigure = 0): Figure =>
  reportedFigure({ name, figure, unit, peer, peerFigure: peerFigure === 0 ? null : peerFigure })

const missing = (peer: string): Pick<Figure, 'peer' | 'holds'> => ({
  peer: `${peer}, which is not installed`,
  holds: null,
})

/** Two threads and what asks them need three cores. */
function withEnoughCores(): Partial<Figure> {
  const cores = availableParallelism()
  return cores >= 3 ? {} : { must: `ratio ≥ 1.5 (three cores needed, ${cores} here)`, holds: null }
}
