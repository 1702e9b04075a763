// The promise: 14 kB pages over plain HTTP on 32 connections, as fast as Squid with squidGuard and as e2guardian with its
// phrase scan off, and nobody waits much longer than behind them. Encrypted pages are reported beside e2guardian's.

import { type ChildProcess, fork } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { compileIndex, readList, writeIndex } from '#/engines/filter/index.ts'
import { aCertificate } from '../test/a-certificate.ts'
import type { Site } from './canned-site.ts'
import { atLeastFigure, atLeastRatioFigure, type Figure, ratioFigure, reportedFigure } from './figure.ts'
import { listText } from './names.ts'
import { type Load, medianOf, type Send, sendByTunnels, sendPages } from './proxy-load.ts'
import { type Peer, startInspectingPeer, startPeers } from './proxy-peers.ts'
import type { Served } from './serve-proxy.ts'

const rounds = 3
const e2guardian = 'e2guardian'

type Measured = Load & { name: string }
type Proxy = Pick<Peer, 'name' | 'port'>

export const bench = {
  run: async ({ quick }: { quick: boolean }): Promise<readonly Figure[]> => {
    const folder = await mkdtemp(join(tmpdir(), 'schoolkeeper-bench-'))
    const children: ChildProcess[] = []
    const peers: Peer[] = []
    try {
      const list = listText(quick ? 5_000 : 200_000)
      const indexFile = join(folder, 'index')
      await writeIndex(indexFile, compileIndex([{ category: 'games', list: readList(list, 'plain') }]).index)
      const [cert, key] = await certificateIn(folder)
      const site = await started<Site>(children, 'canned-site.ts', [cert, key])
      const ours = await started<Served>(children, 'serve-proxy.ts', [indexFile, cert], site)
      if (!quick) peers.push(...(await startPeers(folder, list)))
      const inspecting = quick ? undefined : await startInspectingPeer(folder, list, cert)
      if (inspecting) peers.push(inspecting)
      const seconds = quick ? 1 : 10
      const plain = peers.filter((peer) => peer !== inspecting)
      return [
        ...promised(await measure(sendPages(folder, site.plain), seconds, [us(ours.plain), ...plain])),
        ...(await encrypted(site, seconds, {
          plain: [us(ours.plain), ...plain.filter(({ name }) => name === e2guardian)],
          inspecting: [us(ours.inspecting), ...(inspecting ? [inspecting] : [])],
        })),
      ]
    } finally {
      for (const child of children) child.kill()
      await Promise.all(peers.map(({ stop }) => stop()))
      await rm(folder, { recursive: true, force: true })
    }
  },
}

const us = (port: number): Proxy => ({ name: 'Schoolkeeper', port })

/** For `localhost`, as files. */
async function certificateIn(folder: string): Promise<[cert: string, key: string]> {
  const { cert, key } = aCertificate()
  const files: [string, string] = [join(folder, 'site.pem'), join(folder, 'site.key')]
  await writeFile(files[0], cert)
  await writeFile(files[1], key)
  return files
}

/** Starts a file of this folder, which sends the ports that it took; `first` is what it is sent before. */
function started<Ports>(
  children: ChildProcess[],
  file: string,
  args: readonly string[],
  first?: object,
): Promise<Ports> {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), args, {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  children.push(child)
  if (first !== undefined) child.send(first)
  return new Promise((done, failed) => {
    child.once('message', (ports) => done(ports as Ports))
    child.once('exit', (code) => failed(new Error(`${file} ended with ${code}`)))
  })
}

/** In turns, so that the machine's moods fall on all of them. */
async function measure(send: Send, seconds: number, proxies: readonly Proxy[]): Promise<Measured[]> {
  const loads = new Map<string, Load[]>(proxies.map(({ name }) => [name, []]))
  for (let round = 0; round < rounds; round++)
    for (const { name, port } of proxies) loads.get(name)?.push(await send(port, seconds))
  return proxies.map(({ name }) => ({ name, ...medianOf(loads.get(name) ?? []) }))
}

function promised([ours, ...peers]: readonly Measured[]): Figure[] {
  if (!ours) return []
  const unit = 'requests a second'
  if (peers.length === 0) {
    const figure = { name: 'pages by the proxy', figure: ours.perSecond, unit, atLeast: 0 }
    return [{ ...atLeastFigure(figure), peer: 'Squid, e2guardian', holds: null }]
  }
  return peers.flatMap((peer) => [
    atLeastRatioFigure({
      name: `pages, against ${peer.name}`,
      figure: ours.perSecond,
      unit,
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

async function encrypted(
  { secure }: Site,
  seconds: number,
  { plain, inspecting }: Record<'plain' | 'inspecting', readonly Proxy[]>,
): Promise<Figure[]> {
  const rows: readonly [name: string, unit: string, stayOpen: boolean, proxies: readonly Proxy[]][] = [
    ['CONNECT tunnels, a page in each', 'tunnels a second', false, plain],
    ['inspected pages, a greeting for each', 'pages a second', false, inspecting],
    ['inspected pages on open connections', 'pages a second', true, inspecting],
  ]
  const figures: Figure[] = []
  for (const [name, unit, stayOpen, proxies] of rows) {
    const [ours, peer] = await measure(sendByTunnels(secure, { stayOpen }), seconds, proxies)
    const figure = ours?.perSecond ?? 0
    figures.push(
      reportedFigure({ name, figure, unit, peer: e2guardian, peerFigure: peer?.perSecond ?? null }),
    )
  }
  return figures
}
