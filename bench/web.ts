// The promise: pages stay fast with 100,000 incidents. Measured in open loop from another process, as a ratio to a
// floor page of the same run: session, one indexed row, layout.

import { atMostFigure, type Figure, ratioFigure } from './figure.ts'
import { percentile, type Timing } from './open-loop.ts'
import { measure } from './send-from-apart.ts'
import { openBenchApp } from './web-app.ts'

const small = 1_000
const perSecond = 30
const p95 = 0.95

type Options = { quick: boolean }

/** Runs the whole measurement. `quick` uses few incidents and seconds: it shows that the bench works, not the figures. */
async function run({ quick }: Options): Promise<readonly Figure[]> {
  const large = quick ? 2_000 : 100_000
  const seconds = quick ? 3 : 60
  const app = await openBenchApp()
  try {
    await app.addIncidents(small)
    const before = await measure({ ...(await app.plan()), perSecond, seconds })
    await app.addIncidents(large - small)
    const after = await measure({ ...(await app.plan()), perSecond, seconds })
    return [...figuresOf(before, after, { small, large }), memoryFigure(await app.memoryBytes())]
  } finally {
    await app.close()
  }
}

function figuresOf(before: Measured, after: Measured, sizes: { small: number; large: number }): Figure[] {
  const floor = percentile(named(after, 'floor'), p95)
  return names(after)
    .filter((name) => name !== 'floor')
    .flatMap((name) => {
      const [few, many] = [percentile(named(before, name), p95), percentile(named(after, name), p95)]
      return [
        ratioFigure({
          name: `${name} at ${sizes.large}`,
          figure: many,
          unit: 'ms p95',
          peer: 'floor',
          peerFigure: floor,
          atMost: 8,
        }),
        ratioFigure({
          name: `${name}, ${sizes.large} against ${sizes.small}`,
          figure: many,
          unit: 'ms p95',
          peer: `at ${sizes.small}`,
          peerFigure: few,
          atMost: 1.7,
        }),
      ]
    })
}

function memoryFigure(bytes: number): Figure {
  return atMostFigure({ name: 'memory of the server', figure: bytes / 1024 / 1024, unit: 'MB', atMost: 350 })
}

type Measured = readonly Timing[]
const named = (timings: Measured, name: string): Measured => timings.filter((timing) => timing.name === name)
const names = (timings: Measured): string[] => [...new Set(timings.map(({ name }) => name))]

export const bench = { run }
