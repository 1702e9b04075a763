// The promise: whatever packets come, each is answered, asked on or dropped. A million of them.

import { fuzz } from '../test/dns-fuzz.ts'
import { atLeastFigure, atMostFigure, type Figure } from './figure.ts'

export const bench = {
  run: async ({ quick }: { quick: boolean }): Promise<readonly Figure[]> => {
    const count = quick ? 20_000 : 1_000_000
    const startedMs = performance.now()
    const { threw, firstThrown } = fuzz(count)
    const seconds = (performance.now() - startedMs) / 1000
    if (firstThrown !== '') process.stderr.write(`${firstThrown}\n`)
    return [
      atMostFigure({ name: `thrown over, of ${count} packets`, figure: threw, unit: 'packets', atMost: 0 }),
      atLeastFigure({ name: 'packets', figure: count / seconds, unit: 'a second', atLeast: 0 }),
    ]
  },
}
