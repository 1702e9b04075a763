// The promise: asked by Squid's protocol, three times squidGuard's answers a second, from the same list and the same lines, by the
// helper that knows as little as squidGuard does. The one that finds who asks and leaves visits for the server stands beside it.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readList } from '#/engines/filter/index.ts'
import { writeOurs } from './dns-servers.ts'
import { atLeastFigure, atLeastRatioFigure, type Figure, median, reportedFigure } from './figure.ts'
import { listText, questionsFrom } from './names.ts'
import { setUpGuard, squidGuard } from './squid-guard.ts'

const rounds = 3

export const bench = {
  run: async ({ quick }: { quick: boolean }): Promise<readonly Figure[]> => {
    const folder = await mkdtemp(join(tmpdir(), 'schoolkeeper-bench-'))
    try {
      const text = listText(quick ? 5_000 : Number.POSITIVE_INFINITY)
      const index = await writeOurs(folder, text, 1)
      const lines = questionsFrom(readList(text, 'plain').names, quick ? 5_000 : 1_000_000)
        .map((name) => `http://${name}/page 127.0.0.1/- - GET\n`)
        .join('')
      const theirs = squidGuard
        ? { command: squidGuard, args: ['-c', setUpGuard(squidGuard, folder, text)] }
        : undefined
      const ours: Ours = {
        'from an index': ourCommand('--index', join(folder, index), '--block', 'listed'),
        'from a snapshot': ourCommand('--snapshot', join(folder, 'snapshot')),
      }
      return await figuresOf(lines, ours, theirs)
    } finally {
      await rm(folder, { recursive: true })
    }
  },
}

type Program = { command: string; args: string[] }
type Ours = Readonly<Record<'from an index' | 'from a snapshot', Program>>

async function figuresOf(lines: string, ours: Ours, theirs: Program | undefined): Promise<Figure[]> {
  const unit = 'requests a second'
  const rates = new Map<string, number[]>()
  for (let round = 0; round < rounds; round++)
    for (const [name, program] of Object.entries({ ...ours, ...(theirs ? { squidGuard: theirs } : {}) }))
      rates.set(name, [...(rates.get(name) ?? []), await answersPerSecond(program, lines)])
  const rateOf = (name: string): number => median(rates.get(name) ?? [])
  const figureOf = (name: keyof Ours) => ({ name: `answers to Squid ${name}`, figure: rateOf(name), unit })
  const [plain, knowing] = [figureOf('from an index'), figureOf('from a snapshot')]
  const peer = 'squidGuard'
  const peerFigure = theirs ? rateOf(peer) : null
  return [
    peerFigure === null
      ? { ...atLeastFigure({ ...plain, atLeast: 0 }), peer, holds: null }
      : atLeastRatioFigure({ ...plain, peer, peerFigure, atLeast: 3 }),
    reportedFigure({ ...knowing, peer, peerFigure }),
  ]
}

function ourCommand(...from: string[]): Program {
  const program = new URL('../src/cli/main.ts', import.meta.url).pathname
  const wants = ['squid-helper', ...from, '--to', 'http://127.0.0.1/b?u=%u']
  return { command: process.execPath, args: [...process.execArgv, program, ...wants] }
}

/** From the first answer to the last, so that neither's start counts. */
async function answersPerSecond({ command, args }: Program, lines: string): Promise<number> {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'ignore'] })
  const wanted = lines.split('\n').length - 1
  let [answers, first] = [0, 0]
  child.stdin.write('http://warm.example/ 127.0.0.1/- - GET\n')
  for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) answers++
    if (first === 0) {
      first = performance.now()
      child.stdin.end(lines)
    }
    if (answers === wanted + 1) break
  }
  const seconds = (performance.now() - first) / 1000
  child.kill()
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  return wanted / seconds
}
