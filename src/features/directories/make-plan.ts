import { newId } from '#/kernel/id.ts'
import { dayMs } from '#/kernel/london-time.ts'
import { Refused } from '#/kernel/refusal.ts'
import { allow, requirePerson } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction, reading } from '#/platform/context.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { endTasksAbout } from '../tasks/index.ts'
import { compareDirectory } from './compare-directory.ts'
import { findConnection, lockConnection, saveConnection } from './connection-store.ts'
import { insertPlan, lockPlan, newestPlan, savePlan } from './plan-store.ts'
import { queueFollowing } from './queue-following.ts'
import { withDirectory } from './reach-directory.ts'
import { mostStoppedPercent } from './settings.ts'
import { forgetPlanned } from './waiting-store.ts'

/** A plan older than this is looked at anew: people come and go meanwhile. */
const planIsGoodForMs = dayMs
const alwaysMayStop = 5

/** Compares the directory with the school and saves what would be written. Refuses what cannot be reached, in words. */
export async function makePlan(context: Context, actor: Actor, connectionId: string): Promise<void> {
  const { schoolId } = actor
  const plan = await reading(context, actor, async (tx) => {
    await findConnection(tx, schoolId, connectionId)
    return newestPlan(tx, schoolId, connectionId)
  })
  allow(context, actor, 'directories.keep')
  if (plan?.state === 'agreed') throw new Refused('A plan is being carried out. Wait until it is done.')
  const made = context.clock()
  const { lines, found, logons } = await withDirectory(context, actor, connectionId, (reached) =>
    compareDirectory(context, actor, reached),
  )
  await inTransaction(context, actor, async (tx) => {
    const share = await readSetting(tx, schoolId, mostStoppedPercent)
    const stops = lines.filter(({ does }) => does === 'stop').length
    const id = newId()
    const row = {
      school_id: schoolId,
      id,
      connection_id: connectionId,
      made_at: made,
      made_by: requirePerson(actor).personId,
      state: 'shown' as const,
      found,
      stops,
      needs_second: stops > alwaysMayStop && stops > (logons * share) / 100,
      agreed_at: null,
      agreed_by: null,
      ended_at: null,
    }
    await insertPlan(tx, row, lines)
    record(tx, {
      did: 'directories.planned',
      about: { kind: 'directory', id: connectionId },
      detail: { plan: id, lines: lines.length, stops },
    })
  })
}

/**
 * Agrees to the plan: it is written from now on, and the directory follows. Refused for a plan of yesterday, for one that
 * is no longer the newest, and to who made it where it stops so many that a second person has to look.
 */
export function agreeToPlan(
  context: Context,
  actor: Actor,
  connectionId: string,
  planId: string,
): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const { schoolId } = actor
    await lockConnection(tx, schoolId, connectionId)
    allow(context, actor, 'directories.keep')
    const { personId } = requirePerson(actor)
    const plan = await lockPlan(tx, schoolId, connectionId)
    const now = context.clock()
    if (plan.id !== planId || plan.state !== 'shown') {
      throw new Refused('There is a newer plan, or this one was agreed to already. Look at the newest.')
    }
    if (now.getTime() - plan.madeAt.getTime() > planIsGoodForMs) {
      throw new Refused('This plan is older than a day. Make a new one: people may have come and gone.')
    }
    if (plan.needsSecond && plan.madeBy === personId) {
      throw new Refused(
        `This plan stops ${plan.stops} logons. Somebody else who looks after logons has to look at it and agree.`,
      )
    }
    await savePlan(tx, schoolId, plan.id, { state: 'agreed', agreed_at: now, agreed_by: personId })
    await saveConnection(tx, schoolId, connectionId, { state: 'following' })
    await forgetPlanned(tx, schoolId, connectionId, plan.madeAt)
    await endTasksAbout(context, tx, actor, {
      aboutId: connectionId,
      state: 'done',
      reason: 'Somebody looked at the plan and agreed.',
    })
    await queueFollowing(tx, connectionId)
    record(tx, {
      did: 'directories.planAgreed',
      about: { kind: 'directory', id: connectionId },
      detail: { plan: plan.id },
    })
  })
}
