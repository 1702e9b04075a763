// Whether the test that proves a control passed. `npm test` writes proofs.json when it has run everything, and a build
// ships with it (docs/decisions/0012-proofs-are-kept-with-the-build.md).

import { readFileSync } from 'node:fs'

export const proofsFile = new URL('../../../proofs.json', import.meta.url)

export type Proof = 'passed' | 'failed'

/** The tests that ran, by name. Where no run is on record there are none, and no control counts as built. */
export function readProofs(file: URL = proofsFile): ReadonlyMap<string, Proof> {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return new Map()
    throw error
  }
  const { tests } = JSON.parse(text) as { tests: Record<string, Proof> }
  return new Map(Object.entries(tests))
}
