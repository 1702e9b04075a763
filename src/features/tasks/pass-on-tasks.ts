// What somebody had to do never waits for nobody: when a person leaves, a role changes hands or a sign-in is disabled.

import { londonDate } from '#/kernel/london-time.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { asSchool } from '#/platform/access/as-school.ts'
import type { Context } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { type Heed, heed } from '#/platform/happenings/happenings.ts'
import { loginDisabled, whoCanSignIn } from '#/platform/sign-in/sign-in.ts'
import {
  accessEnded,
  designated,
  designationEnded,
  designationsOf,
  holdersOn,
  isDesignatedRole,
  rolesOn,
} from '../people/index.ts'
import { giveTask } from './give-task.ts'
import { recordsWithOpenTasks, saveEscalatesNow } from './passing-store.ts'
import { rerouteTasks } from './reroute-tasks.ts'
import { tellNewHolder } from './tell-new-holder.ts'

/** What ends or begins on a later day is passed on by the first job of the day. */
export const passingHeeds: readonly Heed[] = [
  heed(accessEnded, async (context, tx, actor, { personId }) => {
    await passOn(context, tx, actor, { personId })
    const held = await designationsOf(tx, actor.schoolId, personId)
    for (const role of new Set(held.map((one) => one.role))) await passOn(context, tx, actor, { role })
  }),
  heed(designationEnded, async (context, tx, actor, { role, lastDay }) => {
    if (lastDay < londonDate(context.clock())) await passOn(context, tx, actor, { role })
  }),
  heed(designated, async (context, tx, actor, { personId, role, startsOn }) => {
    if (startsOn <= londonDate(context.clock())) await tellNewHolder(context, tx, actor, { personId, role })
  }),
  heed(loginDisabled, (context, tx, actor, { personId }) => standIn(context, tx, actor, personId)),
]

async function passOn(
  context: Context,
  tx: Tx,
  actor: Actor,
  whose: { personId: string } | { role: string },
): Promise<void> {
  const records = await asSchool(tx, () => recordsWithOpenTasks(tx, actor.schoolId, whose))
  for (const aboutId of records) await rerouteTasks(context, tx, actor, aboutId)
}

/** Duties that somebody must be able to do at any hour (decision X7). */
const neverWithout: readonly string[] = ['dsl', 'deputyDsl', 'head']

/**
 * Somebody still works here and cannot sign in: what is theirs goes to the next person besides, and so does what waits
 * for a role that nobody else can act in. The head and the deputies are told when that role answers for children.
 */
function standIn(context: Context, tx: Tx, actor: Actor, personId: string): Promise<void> {
  return asSchool(tx, async () => {
    const { schoolId } = actor
    const at = context.clock()
    const day = londonDate(at)
    const alone: string[] = []
    for (const role of await rolesOn(tx, schoolId, personId, day)) {
      if (!isDesignatedRole(role)) continue
      const holders = (await holdersOn(tx, schoolId, role, day)).map(({ id }) => id)
      if ((await whoCanSignIn(tx, schoolId, holders)).size === 0) alone.push(role)
    }
    await saveEscalatesNow(tx, schoolId, { personId, roles: alone, at })
    if (!alone.some((role) => neverWithout.includes(role))) return
    await giveTask(context, tx, actor, {
      to: [{ role: 'deputyDsl' }, { role: 'dsl' }, { role: 'head' }],
      notFor: [personId],
      kind: 'tasks.cannotSignIn',
      title: 'Stand in: somebody who answers for safeguarding cannot sign in',
      about: { kind: 'person', id: personId },
      path: '/who-is-who',
      urgency: 'now',
      mergeKey: 'cannotSignIn',
    })
  })
}
