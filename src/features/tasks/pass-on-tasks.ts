// What somebody had to do never waits for nobody: when a person leaves, a role changes hands or a sign-in is disabled.

import { londonDate } from '#/kernel/london-time.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { asSchool } from '#/platform/access/as-school.ts'
import { record } from '#/platform/audit/trail.ts'
import type { Context } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { type Heed, heed } from '#/platform/happenings/happenings.ts'
import { loginDisabled, whoCanSignIn } from '#/platform/sign-in/sign-in.ts'
import {
  accessEnded,
  designated,
  designatedAmong,
  designationEnded,
  designationsOfMany,
  holdersOn,
} from '../people/index.ts'
import { giveTask } from './give-task.ts'
import { openTasksEndingWith, recordsWithOpenTasks, saveEscalatesNow, saveLeftBy } from './passing-store.ts'
import { rerouteTasks } from './reroute-tasks.ts'
import { saveEnds } from './store.ts'
import { firstOf } from './task.ts'
import { tellNewHolder } from './tell-new-holder.ts'

/** What ends or begins on a later day is passed on by the first job of the day. */
export const passingHeeds: readonly Heed[] = [
  heed(accessEnded, async (context, tx, actor, { personIds }) => {
    await endOwn(context, tx, actor, personIds)
    await asSchool(tx, () => saveLeftBy(tx, actor.schoolId, personIds))
    const held = await designationsOfMany(tx, actor.schoolId, personIds)
    await passOn(context, tx, actor, { personIds, roles: held.map(({ role }) => role) })
  }),
  heed(designationEnded, async (context, tx, actor, { role, lastDay }) => {
    if (lastDay < londonDate(context.clock()))
      await passOn(context, tx, actor, { personIds: [], roles: [role] })
  }),
  heed(designated, async (context, tx, actor, { personId, role, startsOn }) => {
    if (startsOn <= londonDate(context.clock())) await tellNewHolder(context, tx, actor, { personId, role })
  }),
  heed(loginDisabled, (context, tx, actor, { personIds }) => standIn(context, tx, actor, personIds)),
]

/** What only they could do is over: nobody signs for somebody who has left. */
function endOwn(context: Context, tx: Tx, actor: Actor, personIds: readonly string[]): Promise<void> {
  return asSchool(tx, async () => {
    const own = await openTasksEndingWith(tx, actor.schoolId, personIds)
    if (own.length === 0) return
    const reason = 'They have left, and nobody else can do it.'
    const ids = own.map(firstOf)
    await saveEnds(tx, actor.schoolId, ids, { state: 'notNeeded', at: context.clock(), by: null, reason })
    for (const { kind, aboutKind, aboutId } of own)
      record(tx, {
        did: 'tasks.notNeeded',
        about: { kind: aboutKind, id: aboutId },
        detail: { kind, reason },
      })
  })
}

async function passOn(
  context: Context,
  tx: Tx,
  actor: Actor,
  whose: { personIds: readonly string[]; roles: readonly string[] },
): Promise<void> {
  const records = await asSchool(tx, () => recordsWithOpenTasks(tx, actor.schoolId, whose))
  for (const aboutId of records) await rerouteTasks(context, tx, actor, aboutId)
}

/** Duties that somebody must be able to do at any hour (decision X7). */
const neverWithout: readonly string[] = ['dsl', 'deputyDsl', 'head']

/**
 * People still work here and cannot sign in: what is theirs goes to the next person besides, and so does what waits for
 * a role that nobody else can act in. The head and the deputies are told when that role answers for children.
 */
function standIn(context: Context, tx: Tx, actor: Actor, personIds: readonly string[]): Promise<void> {
  return asSchool(tx, async () => {
    const { schoolId } = actor
    const at = context.clock()
    const alone = await rolesLeftAlone(tx, schoolId, personIds, londonDate(at))
    await saveEscalatesNow(tx, schoolId, {
      personIds,
      roles: [...new Set(alone.map(({ role }) => role))],
      at,
    })
    const missed = alone.filter(({ role }) => neverWithout.includes(role)).map(({ personId }) => personId)
    for (const personId of new Set(missed)) {
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
    }
  })
}

/** Roles that these people hold today and in which nobody can act any more. */
async function rolesLeftAlone(
  tx: Tx,
  schoolId: string,
  personIds: readonly string[],
  day: string,
): Promise<{ personId: string; role: string }[]> {
  const alone: { personId: string; role: string }[] = []
  for (const { id, role } of await designatedAmong(tx, schoolId, personIds, day)) {
    const holders = (await holdersOn(tx, schoolId, role, day)).map((holder) => holder.id)
    if ((await whoCanSignIn(tx, schoolId, holders)).size === 0) alone.push({ personId: id, role })
  }
  return alone
}
