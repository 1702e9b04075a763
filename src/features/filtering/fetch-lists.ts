import { isNoRoom } from '#/engines/filter/index.ts'
import { newId } from '#/kernel/id.ts'
import { Refused } from '#/kernel/refusal.ts'
import { allow } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction, reading } from '#/platform/context.ts'
import { queueJob } from '#/platform/jobs/queue-job.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { giveTask } from '../tasks/index.ts'
import { downloadWhole, type FetchedList, shrinkOf } from './download-whole.ts'
import { type Fetch, insertFetches } from './fetch-store.ts'
import { keepList, keptList } from './kept-lists.ts'
import { publishJobName } from './publish-jobs.ts'
import { mostShrinkPercent, usedSources } from './settings.ts'
import { isSourceId, type Source, sourceOf } from './sources.ts'
import { filterFolder } from './the-lists.ts'

/** Where lists are published; a test names its own. */
export type Publishers = (source: string) => Source | undefined

const published: Publishers = (source) => (isSourceId(source) ? sourceOf(source) : undefined)
/** Fetched by another school of this server not long ago: it is the same file. */
const freshForMs = 6 * 3_600_000
const noRoom = 'There is no room for it on the server’s disk, so the one before stays.'

/**
 * Fetches the lists that the school uses. One that shrank by more than the set share, or cannot be read, changes nothing: the one before
 * stays, and whoever looks after the network has a task. What changed reaches the filter at once.
 */
export async function fetchLists(
  context: Context,
  actor: Actor,
  publishers = published,
): Promise<readonly Fetch[]> {
  allow(context, actor, 'filtering.fetchLists')
  const { used, most } = await reading(context, actor, async (tx) => ({
    used: await readSetting(tx, actor.schoolId, usedSources),
    most: await readSetting(tx, actor.schoolId, mostShrinkPercent),
  }))
  const fetches: Fetch[] = []
  for (const source of used.filter(isSourceId)) {
    for (const list of publishers(source)?.lists ?? []) {
      fetches.push(await fetchOne(context, { ...list, source }, most))
    }
  }
  await inTransaction(context, actor, async (tx) => {
    await insertFetches(tx, actor.schoolId, fetches)
    const count = (outcome: Fetch['outcome']) => fetches.filter((one) => one.outcome === outcome).length
    const detail = { changed: count('changed'), shrunk: count('shrunk'), failed: count('failed') }
    record(tx, { did: 'filtering.fetched', about: { kind: 'school', id: actor.schoolId }, detail })
    if (detail.changed > 0) await queueJob(tx, { name: publishJobName }, {}, { key: publishJobName })
    if (fetches.every(({ says }) => says === null)) return
    await giveTask(context, tx, actor, {
      to: { role: 'networkManager' },
      kind: 'filtering.lookAtLists',
      title: 'A list of the filter could not be renewed: see why',
      about: { kind: 'school', id: actor.schoolId },
      path: '/filtering/lists',
      urgency: 'normal',
      mergeKey: 'filtering lists',
    })
  })
  return fetches
}

async function fetchOne(context: Context, list: FetchedList, mostShrink: number): Promise<Fetch> {
  const folder = filterFolder(context.vault)
  const at = context.clock()
  const { source, category, address } = list
  const before = await keptList(folder, list)
  const base = {
    ...{ id: newId(), source, category, address, at, namesBefore: before?.names ?? 0, says: null },
    ...{ brought: before?.brought ?? null, changed: before?.changed ?? null },
  }
  if (before && at.getTime() - Date.parse(before.fetchedAt) < freshForMs)
    return { ...base, outcome: 'same', names: before.names, bytes: before.bytes }
  try {
    const { says, bytes, ...read } = await downloadWhole(folder, list, mostShrink)
    const shrunk = shrinkOf(read.names.length, before?.names ?? 0, mostShrink)
    if (shrunk !== null)
      return { ...base, outcome: 'shrunk', names: read.names.length, bytes, says: `It has ${shrunk}` }
    const kept = await keepList(folder, list, read, { bytes, at })
    const { names, brought = null, changed = null } = kept
    const outcome = kept.hash === before?.hash ? 'same' : 'changed'
    return { ...base, outcome, names, bytes, says, brought, changed }
  } catch (error) {
    const says = whyFailed(error)
    return { ...base, outcome: 'failed', names: 0, bytes: 0, says }
  }
}

/** What a technician reads; anything else is a bug, and thrown. */
function whyFailed(error: unknown): string {
  if (isNoRoom(error)) return noRoom
  if (error instanceof Refused) return error.message
  throw error
}
