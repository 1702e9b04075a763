import { deadline } from '#/kernel/deadline.ts'
import { londonDate } from '#/kernel/london-time.ts'
import { Refused } from '#/kernel/refusal.ts'
import { allow } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { readCalendar } from '../schools/index.ts'
import { paragraphsOf } from './paragraph-store.ts'
import { commentGroups, commentSchoolDays } from './settings.ts'
import { stateAfter } from './version.ts'
import { findVersionToChange, saveVersion } from './version-store.ts'

/** Opens a draft for comments from the groups that the school asks. Refuses a draft without a text. */
export function openComments(context: Context, actor: Actor, versionId: string): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const { schoolId } = actor
    const version = await findVersionToChange(tx, actor, versionId)
    allow(context, actor, 'policies.write')
    const state = stateAfter(version.state, 'openComments')
    if ((await paragraphsOf(tx, schoolId, versionId)).length === 0) {
      throw new Refused('There is nothing to comment on yet. Write at least one paragraph first.')
    }
    const count = await readSetting(tx, schoolId, commentSchoolDays)
    const calendar = await readCalendar(tx, schoolId)
    const groups = await readSetting(tx, schoolId, commentGroups)
    const until = londonDate(deadline(context.clock(), { count, clock: 'schoolDays' }, calendar))
    await saveVersion(tx, schoolId, versionId, { state, groups, comments_until: until })
    record(tx, {
      did: 'policies.commentsOpened',
      about: { kind: 'policy', id: version.policyId },
      detail: { groups },
    })
  })
}

/** Closes it for comments; the text can still be changed. */
export function closeComments(context: Context, actor: Actor, versionId: string): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const version = await findVersionToChange(tx, actor, versionId)
    allow(context, actor, 'policies.write')
    await saveVersion(tx, actor.schoolId, versionId, { state: stateAfter(version.state, 'closeComments') })
    record(tx, { did: 'policies.commentsClosed', about: { kind: 'policy', id: version.policyId } })
  })
}
