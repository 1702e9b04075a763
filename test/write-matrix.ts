// Writes test/matrix.tsv as everything answers now: node test/write-matrix.ts. Then read what changed, cell by cell.
// node test/write-matrix.ts /rosters asks only the routes whose name holds “/rosters”, and those that have no line yet.

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { askEverybody } from './ask-everybody.ts'
import { openWorld } from './world.ts'

const path = join(import.meta.dirname, 'matrix.tsv')
const part = process.argv[2]
const before = part === undefined ? [] : readFileSync(path, 'utf8').split('\n')
const world = await openWorld()
const lines = await askEverybody(world, part === undefined ? {} : { part, before })
await world.close()
writeFileSync(path, `${lines.join('\n')}\n`)
process.stdout.write(
  `${lines.length - 1} lines. ${world.errors.length} pages failed.\n${world.errors.join('')}`,
)
