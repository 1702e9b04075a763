// The operator's two deeds about the sealed slot. Each is in the trail of every school; taking the list away is a task of every safeguarding
// lead besides.

import { isNoRoom } from '#/engines/filter/index.ts'
import { isCalendarDate, londonDate } from '#/kernel/london-time.ts'
import { Refused } from '#/kernel/refusal.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { allSchoolIds } from '../schools/index.ts'
import { giveTask } from '../tasks/index.ts'
import { rewriteSnapshot } from './publish-policy.ts'
import { dropSealed, keepSealed, type Licence, type SealedList, sealedHere } from './sealed-list.ts'
import { filterFolder } from './the-lists.ts'

const operator = (schoolId: string): Actor => ({ kind: 'operator', schoolId })

/** Half as long as before is probably a broken file. */
const leastShare = 0.5

/**
 * Loads a licensed list for all schools of this server. Refuses a licence that is over or says nothing, a list far shorter than
 * before, and one for which the disk has no room.
 */
export async function loadSealedList(
  context: Context,
  feedText: string,
  licence: Licence,
): Promise<SealedList> {
  const empty = Object.entries(licence).find(([, said]) => said.trim() === '')
  if (empty) throw new Refused(`Say the licence’s ${empty[0]}: it stands on the status page of each school.`)
  if (!isCalendarDate(licence.until) || licence.until < londonDate(context.clock()))
    throw new Refused('The licence is over, or its last day is no day like 2027-07-31.')
  const folder = filterFolder(context.vault)
  const before = await sealedHere(folder)
  const lines = feedText.split(/\r?\n/).filter((line) => /^[0-9a-f]{64}$/.test(line)).length
  if (before !== null && before !== 'broken' && lines < before.entries * leastShare)
    throw new Refused(
      `This list has ${lines} entries, the one before has ${before.entries}. It is probably cut off, so the one before stays.`,
    )
  const list = await keepSealed(folder, feedText, licence, context.clock()).catch(
    orNoRoom(
      'There is no room on the disk for this list, so the one before stays. Make room, then load it again.',
    ),
  )
  for (const schoolId of await allSchoolIds(context.db)) {
    await inTransaction(context, operator(schoolId), async (tx) =>
      record(tx, {
        did: 'filtering.sealedLoaded',
        about: { kind: 'school', id: schoolId },
        detail: { ...licence, entries: list.entries, hash: list.hash },
      }),
    )
  }
  await rewriteSnapshot(context).catch(orNoRoom(`The list is loaded, ${engineWait}`))
  return list
}

const engineWait =
  'but there is no room on the disk to tell the engines, which go by the one before. Make room: a running server tells them within a minute then.'

const orNoRoom =
  (sentence: string) =>
  (error: unknown): never => {
    throw isNoRoom(error) ? new Refused(sentence) : error
  }

/** Takes the list away, with a reason that everybody reads. Refused where none is loaded. */
export async function removeSealedList(context: Context, why: string): Promise<void> {
  if (why.trim().length < 10) throw new Refused('Say in a sentence why: every school reads it.')
  const folder = filterFolder(context.vault)
  const before = await sealedHere(folder)
  if (before === null) throw new Refused('No list is loaded, so there is none to take away.')
  // First everybody is told: nothing that stops halfway may leave it away in silence.
  for (const schoolId of await allSchoolIds(context.db)) {
    const actor = operator(schoolId)
    await inTransaction(context, actor, async (tx) => {
      await giveTask(context, tx, actor, {
        to: [{ role: 'dsl' }, { role: 'head' }],
        kind: 'filtering.sealedGone',
        title: 'The list of illegal content was taken away: see what blocks it now',
        about: { kind: 'school', id: schoolId },
        path: '/filtering',
        urgency: 'soon',
      })
      record(tx, { did: 'filtering.sealedRemoved', about: { kind: 'school', id: schoolId }, detail: { why } })
    })
  }
  await dropSealed(folder)
  await rewriteSnapshot(context).catch(orNoRoom(`The list is taken away, ${engineWait}`))
}
