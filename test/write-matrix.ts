// Writes test/matrix.tsv as everything answers now: node test/write-matrix.ts. Then read what changed, cell by cell.

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { askEverybody } from './ask-everybody.ts'
import { openWorld } from './world.ts'

const world = await openWorld()
const lines = await askEverybody(world)
await world.close()
writeFileSync(join(import.meta.dirname, 'matrix.tsv'), `${lines.join('\n')}\n`)
process.stdout.write(
  `${lines.length - 1} lines. ${world.errors.length} pages failed.\n${world.errors.join('')}`,
)
