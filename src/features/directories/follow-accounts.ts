// The directory follows: what waits is written within seconds, and after an outage, however long, once.

import * as z from 'zod'
import { dayMs, hourMs, minuteMs } from '#/kernel/london-time.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { defineJob, type Job, noPayload } from '#/platform/jobs/job.ts'
import { LdapDeclined, LdapUnreachable } from '#/platform/ldap/ldap.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { endTasksAbout, giveTask } from '../tasks/index.ts'
import { compareDirectory } from './compare-directory.ts'
import type { Connection } from './connection.ts'
import { claimWork, connectionsOf, endWork, findConnection } from './connection-store.ts'
import { linesToWrite, newestPlan, saveOutcome, savePlan } from './plan-store.ts'
import { followJobName } from './queue-following.ts'
import { type Reached, withDirectory } from './reach-directory.ts'
import { mostAtOnce } from './settings.ts'
import { addWaiting, countHeld, dueWaiting, queueOf, saveDeclined } from './waiting-store.ts'
import { NeedsPassword, writeAccount } from './write-account.ts'

const batch = 50
const workForMs = 10 * minuteMs
/** A directory that is away so long becomes a task. */
const longAwayMs = hourMs
/** What is declined for so long is tried no more than each night, and is a task. */
const triedEachHourForMs = 6 * hourMs

type Of = { context: Context; actor: Actor; connectionId: string }

/**
 * Writes an agreed plan, then what waits. Nothing while it is paused, or while too much waits without a plan. `reach` is
 * how the directory is reached: a test puts a rule of Windows in between.
 */
export async function followDirectory(
  context: Context,
  actor: Actor,
  connectionId: string,
  reach: typeof withDirectory = withDirectory,
): Promise<void> {
  const of = { context, actor, connectionId }
  const { schoolId } = actor
  const now = context.clock()
  const begins = await inTransaction(context, actor, async (tx) => {
    const connection = await findConnection(tx, schoolId, connectionId)
    if (connection.state !== 'following' || !(await hasWork(of, tx, connection))) return false
    return claimWork(tx, schoolId, connectionId, { now, until: new Date(now.getTime() + workForMs) })
  })
  if (!begins) return
  const failure = await reach(context, actor, connectionId, async (reached) => {
    await writePlan(of, reached)
    await writeWaiting(of, reached)
    return null
  }).catch((error: unknown) => {
    if (error instanceof LdapUnreachable) return error.message
    throw error
  })
  await inTransaction(context, actor, async (tx) => {
    await endWork(tx, schoolId, connectionId, { now: context.clock(), failure })
    await tellOfTrouble(of, tx, await findConnection(tx, schoolId, connectionId))
  })
}

/** Whether something is to be written now, or a directory that was away has to be asked whether it is back. Too much without a plan is a task instead. */
async function hasWork({ context, actor, connectionId }: Of, tx: Tx, { failingSince }: Connection) {
  const { schoolId } = actor
  if ((await newestPlan(tx, schoolId, connectionId))?.state === 'agreed') return true
  const { waiting, changed } = await queueOf(tx, schoolId, connectionId)
  if (changed <= (await readSetting(tx, schoolId, mostAtOnce))) {
    const due = await dueWaiting(tx, schoolId, connectionId, { now: context.clock(), most: 1 })
    return due.length > 0 || (waiting > 0 && failingSince !== null)
  }
  await askForPlan(context, tx, actor, connectionId)
  return false
}

async function writePlan({ context, actor, connectionId }: Of, reached: Reached): Promise<void> {
  const { schoolId } = actor
  const inTx = <T>(work: (tx: Tx) => Promise<T>) => inTransaction(context, actor, work)
  const plan = await inTx((tx) => newestPlan(tx, schoolId, connectionId))
  if (plan?.state !== 'agreed') return
  for (;;) {
    const lines = await inTx((tx) => linesToWrite(tx, schoolId, plan.id, batch))
    if (lines.length === 0) break
    for (const { accountId, does } of lines) {
      const outcome = await writeAccount(context, actor, reached, accountId, does).catch((error: unknown) =>
        declined(error),
      )
      await inTx((tx) => saveOutcome(tx, schoolId, plan.id, { accountId, outcome }))
    }
  }
  await inTx(async (tx) => {
    await savePlan(tx, schoolId, plan.id, { state: 'done', ended_at: context.clock() })
    record(tx, {
      did: 'directories.planWritten',
      about: { kind: 'directory', id: connectionId },
      detail: { plan: plan.id },
    })
  })
}

function declined(error: unknown): 'declined' {
  if (error instanceof LdapDeclined) return 'declined'
  throw error
}

async function writeWaiting({ context, actor, connectionId }: Of, reached: Reached): Promise<void> {
  const { schoolId } = actor
  const inTx = <T>(work: (tx: Tx) => Promise<T>) => inTransaction(context, actor, work)
  for (;;) {
    const now = context.clock()
    const due = await inTx((tx) => dueWaiting(tx, schoolId, connectionId, { now, most: batch }))
    if (due.length === 0) return
    for (const { accountId, declinedSince } of due) {
      try {
        await writeAccount(context, actor, reached, accountId)
      } catch (error) {
        if (!(error instanceof LdapDeclined)) throw error
        const notBefore = triedAgain(error, declinedSince, now)
        const of = { connectionId, accountId }
        await inTx((tx) => saveDeclined(tx, schoolId, of, { declined: error.message, at: now, notBefore }))
      }
    }
  }
}

/** Each hour at first; then, and where only a password helps, no sooner than the comparison of the night finds it. */
function triedAgain(error: LdapDeclined, since: Date | null, now: Date): Date {
  const isHeld =
    error instanceof NeedsPassword ||
    (since !== null && now.getTime() - since.getTime() >= triedEachHourForMs)
  return new Date(now.getTime() + (isHeld ? dayMs : hourMs))
}

/** A directory that is away for an hour is a task, which ends by itself when it is back; so is what it will not take. */
async function tellOfTrouble({ context, actor }: Of, tx: Tx, connection: Connection): Promise<void> {
  const { id, failingSince } = connection
  if (failingSince === null) {
    const reason = 'The directory answers again, and what waited is written.'
    for (const mergeKey of ['away', 'plan'])
      await endTasksAbout(context, tx, actor, { aboutId: id, mergeKey, state: 'done', reason })
    await tellOfHeld(context, tx, actor, id)
    return
  }
  if (context.clock().getTime() - failingSince.getTime() < longAwayMs) return
  await giveTask(context, tx, actor, {
    to: { role: 'networkManager' },
    kind: 'directories.away',
    title: 'The school’s directory does not answer: changes to logons wait',
    about: { kind: 'directory', id },
    path: `/directories/${id}`,
    urgency: 'soon',
    due: { at: new Date(context.clock().getTime() + 4 * hourMs), clock: 'hours' },
    mergeKey: 'away',
  })
}

async function tellOfHeld(context: Context, tx: Tx, actor: Actor, id: string): Promise<void> {
  const inAnHour = new Date(context.clock().getTime() + hourMs)
  if ((await countHeld(tx, actor.schoolId, id, inAnHour)) === 0) {
    const reason = 'The directory has taken every logon.'
    await endTasksAbout(context, tx, actor, { aboutId: id, mergeKey: 'held', state: 'done', reason })
    return
  }
  await giveTask(context, tx, actor, {
    to: { role: 'networkManager' },
    kind: 'directories.held',
    title: 'The school’s directory does not take some logons: see what each needs',
    about: { kind: 'directory', id },
    path: `/directories/${id}`,
    urgency: 'normal',
    mergeKey: 'held',
  })
}

async function askForPlan(context: Context, tx: Tx, actor: Actor, connectionId: string): Promise<void> {
  await giveTask(context, tx, actor, {
    to: { role: 'networkManager' },
    kind: 'directories.lookAtPlan',
    title: 'Many logons changed: look at a plan before the directory follows',
    about: { kind: 'directory', id: connectionId },
    path: `/directories/${connectionId}/plan`,
    urgency: 'soon',
    mergeKey: 'plan',
  })
}

/** Each minute: whatever waits is tried again. */
async function catchUp(context: Context, actor: Actor): Promise<void> {
  const connections = await inTransaction(context, actor, (tx) => connectionsOf(tx, actor.schoolId))
  for (const { id, state } of connections)
    if (state === 'following') await followDirectory(context, actor, id)
}

/** Each night: differences that nobody announced are written too, and what was changed by hand is put on the list. */
export async function compareAtNight(context: Context, actor: Actor): Promise<void> {
  const { schoolId } = actor
  const connections = await inTransaction(context, actor, (tx) => connectionsOf(tx, schoolId))
  for (const { id, state } of connections) {
    if (state !== 'following') continue
    const { lines } = await withDirectory(context, actor, id, (reached) =>
      compareDirectory(context, actor, reached),
    )
    const ids = lines.filter(({ does }) => does !== 'takeOver').map(({ accountId }) => accountId)
    await inTransaction(context, actor, (tx) => addWaiting(tx, schoolId, id, ids, context.clock()))
    await followDirectory(context, actor, id)
  }
}

export const jobs: readonly Job[] = [
  defineJob({
    name: followJobName,
    payload: z.object({ connectionId: z.string() }),
    // The minute's job tries again, so that it does not wait ever longer.
    tries: 1,
    run: (context, actor, { connectionId }) => followDirectory(context, actor, connectionId),
  }),
  { name: 'directories.catchUp', timetable: '* * * * *', payload: noPayload, tries: 1, run: catchUp },
  { name: 'directories.compare', timetable: '20 3 * * *', payload: noPayload, run: compareAtNight },
]
