// The promise: asked by Squid's protocol, three times squidGuard's answers a second, from the same list and the same lines.

import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { compileIndex, readList, writeIndex } from '#/engines/filter/index.ts'
import { atLeastFigure, atLeastRatioFigure, type Figure, median } from './figure.ts'
import { listText, questionsFrom } from './names.ts'
import { setUpGuard, squidGuard } from './squid-guard.ts'

const rounds = 3

export const bench = {
  run: async ({ quick }: { quick: boolean }): Promise<readonly Figure[]> => {
    const folder = await mkdtemp(join(tmpdir(), 'schoolkeeper-bench-'))
    try {
      const text = listText(quick ? 5_000 : Number.POSITIVE_INFINITY)
      const list = readList(text, 'plain')
      await writeIndex(join(folder, 'index'), compileIndex([{ category: 'games', list }]).index)
      const lines = questionsFrom(list.names, quick ? 5_000 : 500_000)
        .map((name) => `http://${name}/page 10.0.0.1/- - GET\n`)
        .join('')
      const theirs = squidGuard
        ? { command: squidGuard, args: ['-c', setUpGuard(squidGuard, folder, text)] }
        : undefined
      return await figuresOf(lines, ourCommand(folder), theirs)
    } finally {
      await rm(folder, { recursive: true })
    }
  },
}

type Program = { command: string; args: string[] }

async function figuresOf(lines: string, ours: Program, theirs: Program | undefined): Promise<Figure[]> {
  const name = 'answers to Squid'
  const unit = 'requests a second'
  const [mine, peer]: number[][] = [[], []]
  for (let round = 0; round < rounds; round++) {
    mine?.push(await answersPerSecond(ours, lines))
    if (theirs) peer?.push(await answersPerSecond(theirs, lines))
  }
  const figure = median(mine ?? [])
  if (!theirs)
    return [{ ...atLeastFigure({ name, figure, unit, atLeast: 0 }), peer: 'squidGuard', holds: null }]
  return [
    atLeastRatioFigure({
      name,
      figure,
      unit,
      peer: 'squidGuard',
      peerFigure: median(peer ?? []),
      atLeast: 3,
    }),
  ]
}

function ourCommand(folder: string): Program {
  const program = new URL('../src/cli/main.ts', import.meta.url).pathname
  const wants = [
    'squid-helper',
    '--index',
    join(folder, 'index'),
    '--block',
    'games',
    '--to',
    'http://127.0.0.1/b?u=%u',
  ]
  return { command: process.execPath, args: [...process.execArgv, program, ...wants] }
}

/** From the first answer to the last, so that neither's start counts. */
async function answersPerSecond({ command, args }: Program, lines: string): Promise<number> {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'ignore'] })
  const wanted = lines.split('\n').length - 1
  let [answers, first] = [0, 0]
  child.stdin.write('http://warm.example/ 10.0.0.1/- - GET\n')
  for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
    for (const byte of chunk) if (byte === 10) answers++
    if (first === 0) {
      first = performance.now()
      child.stdin.end(lines)
    }
    if (answers === wanted + 1) break
  }
  const seconds = (performance.now() - first) / 1000
  child.kill()
  return wanted / seconds
}
