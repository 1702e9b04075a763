import { spawnSync } from 'node:child_process'

const usualNodeStartMs = 100

/** How many times slower than a quiet machine this one is now, by how long Node takes to start and do nothing. */
export function slownessOfMachine(): number {
  const startedAt = Date.now()
  spawnSync(process.execPath, ['-e', '0'])
  return Math.max(1, Math.round((Date.now() - startedAt) / usualNodeStartMs))
}
