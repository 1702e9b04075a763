// The place for a licensed list of illegal content is filled by the operator's own step, with a list that nobody licensed: its names end in
// .example, and what it is stands on every page that shows it. Why: docs/decisions/0022-illegal-content-by-what-blocks.md.

import { createHash } from 'node:crypto'
import type { Context } from '#/platform/context.ts'
import { loadSealedList } from '../src/features/filtering/index.ts'

const sites = ['invented-one.example', 'invented-two.example', 'invented-three.example/page']
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Loads it for all schools, on the day before their first year begins. `yearBegan`: the running school year began in it. */
export async function loadInventedList(context: Context, yearBegan: number): Promise<void> {
  const at = new Date(`${yearBegan - 2}-08-26T09:00:00Z`)
  await loadSealedList({ ...context, clock: () => at }, sites.map(sha256).join('\n'), {
    name: 'Invented list of the demonstration',
    issuer: 'nobody',
    reference: 'no real licence',
    until: `${yearBegan + 1}-08-31`,
  })
}
