// npm run check: what a person, the pre-commit hook and CI run. Stops at the first that fails.

import { spawnSync } from 'node:child_process'
import { resolve } from 'node:path'

const steps = [
  { heading: 'Format', run: ['node_modules/.bin/biome', 'format', '.'] },
  { heading: 'Lint', run: ['node_modules/.bin/biome', 'check', '--formatter-enabled=false', '.'] },
  { heading: 'Types', run: ['node_modules/.bin/tsc', '-p', '.'] },
  { heading: 'Architecture', run: ['node_modules/.bin/depcruise', 'src'] },
  { heading: 'Tests', run: ['test/run.ts'] },
]

process.chdir(resolve(import.meta.dirname, '..'))
for (const { heading, run } of steps) {
  process.stdout.write(`\n== ${heading}\n`)
  const { status } = spawnSync(process.execPath, run, { stdio: 'inherit' })
  if (status === 0) continue
  process.stderr.write(`\n${heading}: not right yet. The lines above say where.\n`)
  process.exitCode = 1
  break
}
