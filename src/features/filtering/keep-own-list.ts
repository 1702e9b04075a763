// The school's own list: what others put on it with a decision behind it, and how a line ends.

import * as z from 'zod'
import { newId } from '#/kernel/id.ts'
import { Refused } from '#/kernel/refusal.ts'
import { allow, requirePerson } from '#/platform/access/access.ts'
import { type Actor, personOf } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { said } from '#/platform/forms/answers.ts'
import { type OwnSite, siteKept, stands } from './own-site.ts'
import { findOwnSite, insertOwnSite, saveSiteEnd, sitesOver } from './own-site-store.ts'
import { requireDecides } from './permissions.ts'
import type { ProfileKey } from './profile.ts'
import { askToPublish } from './publish-jobs.ts'

export type AddSite = Pick<OwnSite, 'does' | 'until' | 'why' | 'addedBy' | 'agreedBy'> & {
  site: string
  profiles: readonly ProfileKey[]
}

/**
 * Puts a site on the school's own list inside the transaction of whoever decided it; it reaches the filter at once. Refuses what is no
 * address, and an end that has passed. Who may decide is the caller's to ask.
 */
export async function addOwnSite(context: Context, tx: Tx, actor: Actor, request: AddSite): Promise<string> {
  const addedAt = context.clock()
  if (request.until !== null && request.until <= addedAt) {
    throw new Refused('That time has passed already. Choose one that is still to come.')
  }
  const one: OwnSite = {
    ...request,
    id: newId(),
    site: siteKept(request.site),
    addedAt,
    endedAt: null,
    endedBy: null,
    endedWhy: null,
  }
  await insertOwnSite(tx, actor.schoolId, one)
  record(tx, {
    did: one.does === 'allow' ? 'filtering.siteOpened' : 'filtering.siteBlocked',
    about: { kind: 'ownSite', id: one.id },
    detail: { site: one.site, profiles: one.profiles, until: one.until?.toISOString() ?? null },
  })
  await askToPublish(tx)
  return one.id
}

export const endSiteForm = z.object({ why: said('Say why it leaves the list', 1000) })

/** Takes a line off the list, for those who decide. Refused when it does not count any more. */
export function endOwnSite(
  context: Context,
  actor: Actor,
  id: string,
  { why }: { why: string },
): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const one = await findOwnSite(tx, actor.schoolId, id, true)
    allow(context, actor, 'filtering.decide')
    await requireDecides(tx, requirePerson(actor))
    const now = context.clock()
    if (!stands(one, now)) throw new Refused('This does not count any more, so there is nothing to end.')
    await saveSiteEnd(tx, actor.schoolId, id, { at: now, by: personOf(actor), why })
    record(tx, { did: 'filtering.siteEnded', about: { kind: 'ownSite', id }, detail: { site: one.site } })
    await askToPublish(tx)
  })
}

/** Closes the lines whose moment has come. The engines have let them go by themselves already. */
export function closeSitesOver(context: Context, actor: Actor): Promise<number> {
  return inTransaction(context, actor, async (tx) => {
    const now = context.clock()
    const over = await sitesOver(tx, actor.schoolId, now)
    for (const { id, site } of over) {
      await saveSiteEnd(tx, actor.schoolId, id, { at: now, by: null, why: 'Its time was over.' })
      record(tx, { did: 'filtering.siteEnded', about: { kind: 'ownSite', id }, detail: { site } })
    }
    return over.length
  })
}
