// The promise: 14 kB pages over plain HTTP on 32 connections, as fast as Squid with squidGuard and as e2guardian with its
// phrase scan off, and nobody waits much longer than behind them.

import { type ChildProcess, execFileSync, fork } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { compileIndex, readList, writeIndex } from '#/engines/filter/index.ts'
import { atLeastFigure, atLeastRatioFigure, type Figure, median, ratioFigure } from './figure.ts'
import { listText } from './names.ts'
import { type Peer, startPeers } from './proxy-peers.ts'

const wrk = '/usr/bin/wrk'
const connections = 32
const rounds = 3

type Load = { perSecond: number; p99Ms: number }

export const bench = {
  run: async ({ quick }: { quick: boolean }): Promise<readonly Figure[]> => {
    const folder = await mkdtemp(join(tmpdir(), 'schoolkeeper-bench-'))
    const children: ChildProcess[] = []
    const peers: Peer[] = []
    try {
      const list = listText(quick ? 5_000 : 200_000)
      const indexFile = join(folder, 'index')
      await writeIndex(indexFile, compileIndex([{ category: 'games', list: readList(list, 'plain') }]).index)
      const site = await started(children, 'canned-site.ts')
      const ours = await started(children, 'serve-proxy.ts', [indexFile], site)
      if (!quick) peers.push(...(await startPeers(folder, list)))
      return await figuresOf(folder, site, [{ name: 'Schoolkeeper', port: ours }, ...peers], quick ? 1 : 10)
    } finally {
      for (const child of children) child.kill()
      await Promise.all(peers.map(({ stop }) => stop()))
      await rm(folder, { recursive: true, force: true })
    }
  },
}

/** Starts a file of this folder, which sends the port that it took; `first` is what it is sent before. */
function started(
  children: ChildProcess[],
  file: string,
  args: string[] = [],
  first?: number,
): Promise<number> {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), args, {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  children.push(child)
  if (first !== undefined) child.send(first)
  return new Promise((done, failed) => {
    child.once('message', (port) => done(port as number))
    child.once('exit', (code) => failed(new Error(`${file} ended with ${code}`)))
  })
}

async function figuresOf(
  folder: string,
  site: number,
  proxies: readonly { name: string; port: number }[],
  seconds: number,
): Promise<Figure[]> {
  const send = existsSync(wrk) ? sendByWrk(folder, site) : sendByNode(site)
  const loads = new Map<string, Load[]>(proxies.map(({ name }) => [name, []]))
  for (let round = 0; round < rounds; round++)
    for (const { name, port } of proxies) loads.get(name)?.push(await send(port, seconds))
  const [ours, ...peers] = proxies.map(({ name }) => ({ name, ...medianOf(loads.get(name) ?? []) }))
  if (!ours) return []
  if (peers.length === 0) {
    const figure = {
      name: 'pages by the proxy',
      figure: ours.perSecond,
      unit: 'requests a second',
      atLeast: 0,
    }
    return [{ ...atLeastFigure(figure), peer: 'Squid, e2guardian', holds: null }]
  }
  return peers.flatMap((peer) => [
    atLeastRatioFigure({
      name: `pages, against ${peer.name}`,
      figure: ours.perSecond,
      unit: 'requests a second',
      peer: peer.name,
      peerFigure: peer.perSecond,
      atLeast: 1,
    }),
    ratioFigure({
      name: `slowest of a hundred, against ${peer.name}`,
      figure: ours.p99Ms,
      unit: 'ms p99',
      peer: peer.name,
      peerFigure: peer.p99Ms,
      atMost: 1.5,
    }),
  ])
}

type Send = (port: number, seconds: number) => Promise<Load>

/** Refuses a run in which anything but pages came back. */
function sendByWrk(folder: string, site: number): Send {
  const script = join(folder, 'absolute.lua')
  const host = `127.0.0.1:${site}`
  writeFileSync(
    script,
    `wrk.headers["Host"] = "${host}"\nrequest = function()\n  return wrk.format("GET", "http://${host}/lesson/" .. math.random(1, 9999))\nend\n`,
  )
  return async (port, seconds) => {
    const options = ['-t1', `-c${connections}`, `-d${seconds}s`, '--latency', '-s', script]
    const said = execFileSync(wrk, [...options, `http://127.0.0.1:${port}`], { encoding: 'utf8' })
    const failed = /Non-2xx.*|Socket errors.*/.exec(said)?.[0]
    if (failed) throw new Error(`The load did not get its pages: ${failed}`)
    const perSecond = Number(/Requests\/sec:\s+([\d.]+)/.exec(said)?.[1])
    const [, number = '0', unit = 'ms'] = /99%\s+([\d.]+)(us|ms|s)/.exec(said) ?? []
    return { perSecond, p99Ms: Number(number) * { us: 0.001, ms: 1, s: 1000 }[unit as 'us' | 'ms' | 's'] }
  }
}

/** The same load where wrk is missing. It costs more than what it measures, so it shows only that all of it works. */
function sendByNode(site: number): Send {
  const host = `127.0.0.1:${site}`
  return async (port, seconds) => {
    const agent = new Agent({ keepAlive: true, maxSockets: connections })
    const tookMs: number[] = []
    const until = performance.now() + seconds * 1000
    const one = async (): Promise<void> => {
      while (performance.now() < until) {
        const began = performance.now()
        const status = await pageBy(agent, port, host)
        if (status !== 200) throw new Error(`The load did not get its pages: ${status}`)
        tookMs.push(performance.now() - began)
      }
    }
    await Promise.all(Array.from({ length: connections }, one))
    agent.destroy()
    tookMs.sort((a, b) => a - b)
    return { perSecond: tookMs.length / seconds, p99Ms: tookMs[Math.floor(tookMs.length * 0.99)] ?? 0 }
  }
}

function pageBy(agent: Agent, port: number, host: string): Promise<number> {
  return new Promise((done, failed) => {
    const asked = request({ agent, port, path: `http://${host}/lesson/1`, headers: { host } }, (answer) => {
      answer.resume()
      answer.once('end', () => done(answer.statusCode ?? 0))
    })
    asked.once('error', failed)
    asked.end()
  })
}

const medianOf = (loads: readonly Load[]): Load => ({
  perSecond: median(loads.map(({ perSecond }) => perSecond)),
  p99Ms: median(loads.map(({ p99Ms }) => p99Ms)),
})
