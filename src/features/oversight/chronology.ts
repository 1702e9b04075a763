// Everything that is held on one person, in the order in which it happened, as far as whoever asks may see it.

import type { Actor } from '#/platform/access/actor.ts'
import type { Context } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import type { HeldItem } from '#/platform/feature.ts'

export type ChronologyItem = HeldItem & { what: string }

/** The chronology, oldest first. `nextSchool` leaves out what does not go with a child's record. */
export async function chronologyOf(
  context: Context,
  tx: Tx,
  actor: Actor,
  personId: string,
  forWhom: 'us' | 'nextSchool',
): Promise<readonly ChronologyItem[]> {
  const items: ChronologyItem[] = []
  for (const { what, goesWithChild, read } of context.holds) {
    if (forWhom === 'nextSchool' && !goesWithChild) continue
    for (const item of await read(tx, actor, personId)) items.push({ ...item, what })
  }
  return items.sort((a, b) => a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1))
}
