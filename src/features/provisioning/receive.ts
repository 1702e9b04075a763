// Whatever a source asks to be changed goes through here: one at a time for each connection, on record, with its outcome.

import { NotFound, Refused } from '#/kernel/refusal.ts'
import { allow } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { giveTask } from '../tasks/index.ts'
import { TooManyClosed } from './close-entry.ts'
import type { Asked } from './connection.ts'
import { findConnection, saveConnection } from './connection-store.ts'
import { addDeed } from './deed-store.ts'
import type { Became, Parts } from './place-entry.ts'
import { ScimRefused } from './scim-refusal.ts'

export type Received<T> = Became & { entryId?: string; groupId?: string; gives: T }

/** The connection behind an actor. Only a source that proved itself by a token has one. */
export function connectionIdOf(actor: Actor): string {
  if (actor.kind !== 'integration') throw new NotFound('connection')
  return actor.integrationId
}

/**
 * Takes in one change. The connection is held until the commit, so that the same thing sent twice at once is done once.
 * A refusal leaves nothing behind but its line in the log; one that would close too many people stops the connection.
 */
export async function receive<T>(
  context: Context,
  actor: Actor,
  asked: { asked: Asked; id?: string },
  work: (parts: Parts) => Promise<Received<T>>,
): Promise<T> {
  const of = { schoolId: actor.schoolId, connectionId: connectionIdOf(actor) }
  try {
    return await inTransaction(context, actor, async (tx) => {
      const connection = await findConnection(tx, of.schoolId, of.connectionId, true)
      allow(context, actor, 'provisioning.send')
      if (connection.state !== 'open') throw new ScimRefused(403, null, stopped)
      const {
        gives,
        entryId = null,
        groupId = null,
        ...became
      } = await work({ context, tx, actor, connection })
      await addDeed(tx, of, context.clock(), { asked: asked.asked, entryId, groupId, ...became })
      return gives
    })
  } catch (error) {
    if (error instanceof TooManyClosed) await stop(context, actor)
    if (error instanceof Refused) await noteRefused(context, actor, asked, error.message)
    throw error instanceof TooManyClosed ? new ScimRefused(403, null, error.message) : error
  }
}

const stopped =
  'This connection is stopped: it would have closed unusually many people. Two people of the school look first.'

/** Puts a refusal into the log, in a transaction of its own: that of the change is undone. */
function noteRefused(
  context: Context,
  actor: Actor,
  { asked, id = null }: { asked: Asked; id?: string | null },
  sentence: string,
): Promise<void> {
  const of = { schoolId: actor.schoolId, connectionId: connectionIdOf(actor) }
  const ofGroup = asked.startsWith('group')
  return inTransaction(context, actor, (tx) =>
    addDeed(tx, of, context.clock(), {
      asked,
      outcome: 'refused',
      sentence,
      entryId: ofGroup ? null : id,
      groupId: ofGroup ? id : null,
    }),
  )
}

export const stoppedTask = 'provisioning.stopped'

/** Stops a connection that would close too many people, and asks the head and the office to look. */
function stop(context: Context, actor: Actor): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const { schoolId } = actor
    const id = connectionIdOf(actor)
    const { state } = await findConnection(tx, schoolId, id, true)
    if (state !== 'open') return
    await saveConnection(tx, schoolId, id, { state: 'stopped', stopped_at: context.clock() })
    const about = { kind: 'provisioningConnection', id }
    record(tx, { did: 'provisioning.stopped', about })
    await giveTask(context, tx, actor, {
      to: [{ role: 'office' }, { role: 'head' }],
      otherwise: 'head',
      kind: stoppedTask,
      title: 'A system would close unusually many accounts: look before it goes on',
      about,
      path: `/provisioning/${id}`,
      urgency: 'soon',
      mergeKey: stoppedTask,
    })
  })
}
