// The promise: the whole list is replaced under load, and no question is lost, none answered wrongly, none kept waiting.

import { fork } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { sendLoad } from './dns.ts'
import { publish, type Server, startServer, writeOurs } from './dns-servers.ts'
import { atMostFigure, type Figure, ratioFigure } from './figure.ts'
import { listText } from './names.ts'

const betweenMs = 1500

export const bench = {
  run: async ({ quick }: { quick: boolean }): Promise<readonly Figure[]> => {
    const folder = await mkdtemp(join(tmpdir(), 'schoolkeeper-bench-'))
    const upstream = fork(new URL('./dns-stub.ts', import.meta.url))
    let server: Server | undefined
    try {
      const upstreamPort = await new Promise<number>((resolve) =>
        upstream.once('message', (port) => resolve(Number(port))),
      )
      const text = listText(quick ? 5_000 : Number.POSITIVE_INFINITY)
      const all = text.split('\n')
      // Blocked before and after; the other half of the list is another one each time.
      const always = all.filter((name, at) => at % 2 === 0 && name.length < 60)
      const other = all.map((name, at) => (at % 2 === 0 ? name : `other-${name}`))
      const second = await writeOurs(folder, other.join('\n'), 2)
      const first = await writeOurs(folder, text, 1)
      server = await startServer('schoolkeeper', { folder, text, upstreamPort, threads: 1 })
      const blocked = always.slice(0, 20_000)
      const open = blocked.slice(0, 5_000).map((name) => `x${name.replace(/\.(?=[^.]*$)/, 'q.')}`)
      const plan = { port: server.port, perSecond: quick ? 500 : 5_000, blocked, open }
      await sendLoad({ ...plan, seconds: 2 })
      const seconds = quick ? 3 : 12
      const steady = await sendLoad({ ...plan, seconds })
      const swaps = swapAgainAndAgain(folder, [second, first], seconds)
      const swapping = await sendLoad({ ...plan, seconds })
      const count = await swaps
      return [
        atMostFigure({
          name: `lost of ${swapping.sent} during ${count} swaps`,
          figure: swapping.lost,
          unit: 'questions',
          atMost: 0,
        }),
        atMostFigure({ name: 'wrong during the swaps', figure: swapping.wrong, unit: 'answers', atMost: 0 }),
        ratioFigure({
          name: 'p99 during the swaps',
          figure: swapping.p99Ms,
          unit: 'ms',
          peer: 'steady',
          peerFigure: steady.p99Ms,
          atMost: 3,
        }),
      ]
    } finally {
      await server?.stop()
      upstream.disconnect()
      await rm(folder, { recursive: true })
    }
  },
}

/** Replaces the whole list, and again, while the load lasts. Returns how often. */
async function swapAgainAndAgain(
  folder: string,
  indexFiles: readonly string[],
  seconds: number,
): Promise<number> {
  const count = Math.floor((seconds * 1000) / betweenMs)
  for (let at = 0; at < count; at++) {
    await publish(folder, 10 + at, indexFiles[at % indexFiles.length] ?? '')
    await wait(betweenMs)
  }
  return count
}
