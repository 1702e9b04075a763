import { systemActor } from '../access/actor.ts'
import { type Context, reading } from '../context.ts'
import { readAnchors, writeAnchor } from './anchors.ts'

/** Decision X12: after so long, or after so many entries, whichever comes first. */
const anchorEveryMs = 5 * 60_000
export const anchorEveryEntries = 1_000

/** What each school's newest anchor counts, and when it was written. Kept between calls. */
export type Anchored = Map<string, { entries: number; atMs: number }>

/**
 * Anchors the chain of each school that is due, or with `all` every one that has grown. Returns how many it wrote.
 * A chain that has not grown since its last anchor is left alone.
 */
export async function anchorChains(
  context: Context,
  folder: string,
  parts: { schoolIds: readonly string[]; anchored: Anchored; all?: boolean },
): Promise<number> {
  let written = 0
  for (const schoolId of parts.schoolIds) {
    const head = await headOf(context, schoolId)
    const last = parts.anchored.get(schoolId) ?? (await lastOnDisk(folder, schoolId))
    const at = context.clock()
    const grown = (head?.entries ?? 0) - last.entries
    const isDue = parts.all || grown >= anchorEveryEntries || at.getTime() - last.atMs >= anchorEveryMs
    if (!head || grown === 0 || !isDue) continue
    await writeAnchor(folder, { schoolId, at, entries: head.entries, hash: head.hash, lastEntryAt: head.at })
    parts.anchored.set(schoolId, { entries: head.entries, atMs: at.getTime() })
    written += 1
  }
  return written
}

async function headOf(context: Context, schoolId: string) {
  return reading(context, systemActor(schoolId), (tx) =>
    tx
      .selectFrom('audit.head')
      .select(['entries', 'hash', 'at'])
      .where('school_id', '=', schoolId)
      .executeTakeFirst(),
  )
}

async function lastOnDisk(folder: string, schoolId: string): Promise<{ entries: number; atMs: number }> {
  const { anchors } = await readAnchors(folder, schoolId)
  const last = anchors.at(-1)
  return { entries: last?.entries ?? 0, atMs: last?.at.getTime() ?? 0 }
}
