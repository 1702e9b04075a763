import { inTurn } from '#/platform/jobs/give-way.ts'
import { nextBatch } from './import.ts'

const firstBatch = 100

/**
 * Calls `batch` with how many changes to work on, until it says that none was left. Each call is a transaction of its own,
 * and others have their turn after it. `batch` returns how many it worked on.
 */
export async function inBatches(batch: (size: number) => Promise<number>): Promise<void> {
  let size = firstBatch
  for (;;) {
    let tookMs = 0
    const worked = await inTurn(async () => {
      const began = performance.now()
      const count = await batch(size)
      tookMs = performance.now() - began
      return count
    })
    if (worked === 0) return
    size = nextBatch(size, tookMs)
  }
}
