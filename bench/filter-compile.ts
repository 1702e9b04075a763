// The promise: 1.7 million names become an index in four seconds, and the index is loaded in a fifth of a second.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { compileIndex, readIndex, readList, writeIndex } from '#/engines/filter/index.ts'
import { atMostFigure, type Figure } from './figure.ts'
import { listText } from './names.ts'

const rounds = 3

export const bench = {
  run: async ({ quick }: { quick: boolean }): Promise<readonly Figure[]> => {
    const text = listText(quick ? 20_000 : Number.POSITIVE_INFINITY)
    const folder = await mkdtemp(join(tmpdir(), 'schoolkeeper-bench-'))
    const file = join(folder, 'index')
    try {
      const made = await medianSeconds(async () => {
        const list = readList(text, 'plain')
        await writeIndex(file, compileIndex([{ category: 'games', list }]).index)
      })
      const loaded = await medianSeconds(() => readIndex(file))
      return [
        atMostFigure({ name: 'text to index', figure: made, unit: 's', atMost: 4 }),
        atMostFigure({ name: 'load of the index', figure: loaded, unit: 's', atMost: 0.2 }),
      ]
    } finally {
      await rm(folder, { recursive: true })
    }
  },
}

async function medianSeconds(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let round = 0; round < rounds; round++) {
    const started = performance.now()
    await work()
    times.push((performance.now() - started) / 1000)
  }
  return times.sort((a, b) => a - b)[rounds >> 1] ?? 0
}
