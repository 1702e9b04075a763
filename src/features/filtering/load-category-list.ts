// A list of a category that whoever runs the server has loaded from a file, for all schools: what no publisher gives out, such as names of
// terrorism. Each deed is in the trail of every school; taking one away is a task besides, and so is taking entries out of one
// that protects: five loads may take as much out as one removal, each of them little.

import { isNoRoom } from '#/engines/filter/index.ts'
import { Refused } from '#/kernel/refusal.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { allSchoolIds } from '../schools/index.ts'
import { giveTask } from '../tasks/index.ts'
import { type CategoryId, categoryIds, categoryRow, isCategoryId } from './category.ts'
import { shrinkOf } from './download-whole.ts'
import { beforeKeeping, dropList, type KeptList, keepList, keptList, type ListAddress } from './kept-lists.ts'
import { askToPublish } from './publish-jobs.ts'
import { entriesOf, readListAt } from './read-list-file.ts'
import { mostShrinkPercent } from './settings.ts'
import { filterFolder } from './the-lists.ts'

/** One list for a category: the next one stands in its place. */
const listOf = (category: CategoryId): ListAddress => ({ source: 'operator', category, address: category })

/** How many entries are kept, of all kinds. */
const entriesKept = ({ names, brought }: KeptList): number =>
  names + (brought?.urls ?? 0) + (brought?.expressions ?? 0)

/** Loads the file for the category, in the place of the one before. Refuses what is no list, and what is far shorter than before. */
export async function loadCategoryList(context: Context, category: string, path: string): Promise<KeptList> {
  const list = listOf(requireCategory(category))
  const folder = filterFolder(context.vault)
  const read = await readListAt(path)
  const before = await keptList(folder, list)
  const shrunk = shrinkOf(
    entriesOf(read),
    before === null ? 0 : entriesKept(before),
    mostShrinkPercent.default,
  )
  if (shrunk !== null)
    throw new Refused(`It has ${shrunk} If it is right all the same, take the list before away first.`)
  const at = context.clock()
  const { hash, gone } = await beforeKeeping(folder, list, read)
  const { concern, never } = categoryRow(list.category)
  // First it is on record, as where one is taken away: nothing that stops halfway may leave a list that nobody knows of.
  await atEachSchool(context, async (tx, schoolId, actor) => {
    if (gone > 0 && (concern || never)) await tellOfLoss(context, tx, actor, list.category)
    record(tx, {
      did: 'filtering.listLoaded',
      about: { kind: 'school', id: schoolId },
      detail: { category: list.category, names: read.names.length, entries: entriesOf(read), gone, hash },
    })
  })
  const kept = await keepList(folder, list, read, { bytes: read.bytes, at }).catch(async (error: unknown) => {
    await atEachSchool(context, async (tx, schoolId) =>
      record(tx, {
        did: 'filtering.listNotKept',
        about: { kind: 'school', id: schoolId },
        detail: { category: list.category, hash },
      }),
    )
    if (!isNoRoom(error)) throw error
    throw new Refused('There is no room on the disk for this list, so the one before stays. Make room first.')
  })
  await atEachSchool(context, async () => undefined)
  return kept
}

/** One task for all that is lost of a category while nobody has looked. */
async function tellOfLoss(context: Context, tx: Tx, actor: Actor, category: CategoryId): Promise<void> {
  await giveTask(context, tx, actor, {
    to: categoryRow(category).concern ? [{ role: 'dsl' }, { role: 'head' }] : { role: 'networkManager' },
    kind: 'filtering.listGone',
    title: 'A list of the filter was taken away, or has lost entries: see what its category blocks now',
    about: { kind: 'school', id: actor.schoolId },
    path: '/filtering/lists',
    urgency: 'soon',
    mergeKey: `filtering.listGone.${category}`,
  })
}

/** Takes the list of a category away, with a reason. Refused where none was loaded. */
export async function removeCategoryList(context: Context, category: string, why: string): Promise<void> {
  const list = listOf(requireCategory(category))
  if (why.trim().length < 10)
    throw new Refused('Say in a sentence why: it stands in the trail of every school.')
  const folder = filterFolder(context.vault)
  if ((await keptList(folder, list)) === null)
    throw new Refused('No list was loaded for this category, so there is none to take away.')
  // First everybody is told: nothing that stops halfway may leave it away in silence.
  await atEachSchool(context, async (tx, schoolId, actor) => {
    await tellOfLoss(context, tx, actor, list.category)
    record(tx, {
      did: 'filtering.listRemoved',
      about: { kind: 'school', id: schoolId },
      detail: { category: list.category, why },
    })
  })
  await dropList(folder, list)
  await atEachSchool(context, async () => undefined)
}

/** In a transaction of each school; its filter is made anew when that is committed. */
async function atEachSchool(
  context: Context,
  work: (tx: Tx, schoolId: string, actor: Actor) => Promise<void>,
): Promise<void> {
  for (const schoolId of await allSchoolIds(context.db)) {
    const actor: Actor = { kind: 'operator', schoolId }
    await inTransaction(context, actor, async (tx) => {
      await work(tx, schoolId, actor)
      await askToPublish(tx)
    })
  }
}

function requireCategory(category: string): CategoryId {
  if (isCategoryId(category)) return category
  throw new Refused(`There is no category “${category}”. There are: ${categoryIds.join(', ')}.`)
}
