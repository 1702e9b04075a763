// A connection was stopped because it would have closed too many people: two people look, and it goes on.

import { dayMs } from '#/kernel/london-time.ts'
import { Refused } from '#/kernel/refusal.ts'
import { allow } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { askForSecond, type TwoPersonAction, useGrant } from '#/platform/two-person/two-person.ts'
import { endTasksAbout } from '../tasks/index.ts'
import { findConnection, saveConnection } from './connection-store.ts'
import { countClosed } from './entry-store.ts'
import { stoppedTask } from './receive.ts'

/** A source that would close more people in a day than one may let it. */
export const closeMany: TwoPersonAction = {
  id: 'provisioning.closeMany',
  words: 'let another system close unusually many people',
  aboutKind: 'provisioningConnection',
  askedBy: ['office', 'businessManager', 'head', 'deputyHead'],
  agreedBy: ['head', 'deputyHead', 'dsl', 'deputyDsl'],
  waitsForHours: 72,
  grantLastsMinutes: 120,
  path: (connectionId) => `/provisioning/${connectionId}`,
  nameOf: async (tx, schoolId, connectionId) => {
    const { name, stoppedAt } = await findConnection(tx, schoolId, connectionId)
    const since = new Date((stoppedAt ?? new Date()).getTime() - dayMs)
    const { people, closed } = await countClosed(tx, { schoolId, connectionId }, since)
    return `${name}: ${closed} of ${people} people are closed so far`
  },
}

/** Asks a second person to agree that a stopped connection goes on. Refuses one that is not stopped. */
export function askToGoOn(
  context: Context,
  actor: Actor,
  { connectionId, reason }: { connectionId: string; reason: string },
): Promise<string> {
  return inTransaction(context, actor, async (tx) => {
    const { state } = await findConnection(tx, actor.schoolId, connectionId)
    allow(context, actor, 'provisioning.settle')
    if (state !== 'stopped') throw new Refused('This connection is not stopped.')
    return askForSecond(context, tx, actor, { action: closeMany, aboutId: connectionId, reason })
  })
}

/** Lets a stopped connection go on: for a day it may close whomever it says. Refused without a second person. */
export function goOn(context: Context, actor: Actor, connectionId: string): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const { schoolId } = actor
    const { state } = await findConnection(tx, schoolId, connectionId, true)
    allow(context, actor, 'provisioning.settle')
    if (state !== 'stopped') throw new Refused('This connection is not stopped.')
    await useGrant(context, tx, actor, closeMany, connectionId)
    const until = new Date(context.clock().getTime() + dayMs)
    await saveConnection(tx, schoolId, connectionId, {
      state: 'open',
      stopped_at: null,
      may_close_until: until,
    })
    record(tx, { did: 'provisioning.wentOn', about: { kind: 'provisioningConnection', id: connectionId } })
    await endTasksAbout(context, tx, actor, {
      aboutId: connectionId,
      mergeKey: stoppedTask,
      state: 'done',
      reason: 'Two people looked, and it goes on.',
    })
  })
}
