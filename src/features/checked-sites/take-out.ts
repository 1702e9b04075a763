import * as z from 'zod'
import { instantAt, londonDate } from '#/kernel/london-time.ts'
import { Refused } from '#/kernel/refusal.ts'
import { allow } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { said } from '#/platform/forms/answers.ts'
import { endTasksAbout, giveTask } from '../tasks/index.ts'
import type { CheckedSite } from './checked-site.ts'
import { listsWith } from './list-store.ts'
import { findSite, saveSite, sitesTouched } from './store.ts'

export const takeOutForm = z.object({ why: said('Say what is wrong with it', 500) })

/** Takes a site out at once, whoever on the staff found something wrong; whoever uses it is told. Refuses one that is out already. */
export function takeOutSite(
  context: Context,
  actor: Actor,
  siteId: string,
  { why }: { why: string },
): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const site = await findSite(tx, actor.schoolId, siteId, true)
    allow(context, actor, 'checkedSites.takeOut')
    if (site.state !== 'suitable') throw new Refused('Classes do not get this site already.')
    await takeOut(context, tx, actor, site, { why, requestId: null })
  })
}

/** A report of an unsuitable site takes out what was checked of it, in the same transaction. Nobody is asked first. */
export async function heedReport(
  context: Context,
  tx: Tx,
  actor: Actor,
  { requestId, site }: { requestId: string; site: string },
): Promise<void> {
  for (const found of await sitesTouched(tx, actor.schoolId, site))
    await takeOut(context, tx, actor, found, { why: 'It was reported as unsuitable.', requestId })
}

async function takeOut(
  context: Context,
  tx: Tx,
  actor: Actor,
  site: CheckedSite,
  { why, requestId }: { why: string; requestId: string | null },
): Promise<void> {
  const { schoolId } = actor
  const now = context.clock()
  await saveSite(tx, schoolId, {
    ...site,
    state: 'takenOut',
    takenOutAt: now,
    takenOutWhy: why,
    requestId,
  })
  await endTasksAbout(context, tx, actor, {
    aboutId: site.id,
    state: 'notNeeded',
    reason: 'It was taken out.',
  })
  await giveTask(context, tx, actor, {
    to: { personId: site.checkedBy },
    kind: 'checkedSites.lookAgain',
    title: 'A site that you checked was taken out: look at it again',
    about: { kind: 'checkedSite', id: site.id },
    path: `/checked-sites/${site.id}`,
    urgency: 'normal',
    mergeKey: 'checkedSites.check',
  })
  const today = londonDate(now)
  for (const list of await listsWith(tx, schoolId, site.id, today)) {
    await giveTask(context, tx, actor, {
      to: { personId: list.madeBy },
      kind: 'checkedSites.replace',
      title: 'A site was taken out of a list that you made',
      about: { kind: 'linkList', id: list.id },
      path: `/link-lists/${list.id}`,
      urgency: list.onDay === today ? 'soon' : 'normal',
      // After the lesson there is nothing left to replace.
      lapsesAt: instantAt(list.onDay, '23:59'),
      mergeKey: `checkedSites.replace ${site.id}`,
    })
  }
  record(tx, {
    did: 'checkedSites.takenOut',
    about: { kind: 'checkedSite', id: site.id },
    detail: { site: site.site, reported: requestId !== null },
  })
}
