// A technician connects a system, gives it a token, and takes either away again.

import * as z from 'zod'
import { newId } from '#/kernel/id.ts'
import { dayMs } from '#/kernel/london-time.ts'
import { NotFound, Refused } from '#/kernel/refusal.ts'
import { allow, requirePerson } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { said } from '#/platform/forms/answers.ts'
import { newToken } from '#/platform/sign-in/session.ts'
import { endTasksAbout } from '../tasks/index.ts'
import { isValid, mostTokens, tokenLastsDays } from './connection.ts'
import {
  endTokens,
  findConnection,
  insertConnection,
  insertToken,
  nameIsTaken,
  saveConnection,
  tokensOf,
} from './connection-store.ts'

export const connectionForm = z.object({
  name: said('Give it a name that your colleagues know', 80),
  source: z.enum(['entra', 'google', 'other'], 'Choose which system it is'),
  brings: z.enum(['pupils', 'staff', 'both'], 'Choose whose accounts come'),
})

/** Notes a system. Nothing comes in before it has a token. Refuses a name in use. */
export function addConnection(
  context: Context,
  actor: Actor,
  form: z.infer<typeof connectionForm>,
): Promise<string> {
  return inTransaction(context, actor, async (tx) => {
    const { schoolId } = actor
    allow(context, actor, 'provisioning.keep')
    if (await nameIsTaken(tx, schoolId, form.name))
      throw new Refused('Another connection has this name. Choose one that tells them apart.')
    const id = newId()
    const { personId } = requirePerson(actor)
    await insertConnection(tx, {
      ...form,
      school_id: schoolId,
      id,
      made_at: context.clock(),
      made_by: personId,
    })
    record(tx, { did: 'provisioning.added', about: { kind: 'provisioningConnection', id } })
    return id
  })
}

/**
 * Makes a token and returns it, the only time that anybody sees it. Refuses a third: one is in use, and one replaces it.
 * It lasts a year.
 */
export function makeToken(
  context: Context,
  actor: Actor,
  connectionId: string,
): Promise<{ token: string; expiresAt: Date }> {
  return inTransaction(context, actor, async (tx) => {
    const { schoolId } = actor
    const connection = await findConnection(tx, schoolId, connectionId, true)
    allow(context, actor, 'provisioning.keep')
    if (connection.state === 'ended') throw new Refused('This connection has ended. Make a new one.')
    const now = context.clock()
    const inForce = (await tokensOf(tx, schoolId, connectionId)).filter((one) => isValid(one, now))
    if (inForce.length >= mostTokens)
      throw new Refused('Two tokens are valid already: one in use and one that replaces it. End one first.')
    const { token, hash } = newToken()
    const id = newId()
    const expiresAt = new Date(now.getTime() + tokenLastsDays * dayMs)
    const row = {
      school_id: schoolId,
      id,
      connection_id: connectionId,
      hash,
      made_at: now,
      expires_at: expiresAt,
    }
    await insertToken(tx, { ...row, made_by: requirePerson(actor).personId })
    record(tx, { did: 'provisioning.tokenMade', about: aboutOf(connectionId), detail: { token: id } })
    await endTasksAbout(context, tx, actor, {
      aboutId: connectionId,
      mergeKey: expiryTask,
      state: 'done',
      reason: 'A new token was made.',
    })
    return { token, expiresAt }
  })
}

/** The merge key of the task that a token runs out. */
export const expiryTask = 'provisioning.tokenRunsOut'

/** Ends a token at once. Refuses one that has ended. */
export function endToken(
  context: Context,
  actor: Actor,
  { connectionId, tokenId }: { connectionId: string; tokenId: string },
): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const { schoolId } = actor
    await findConnection(tx, schoolId, connectionId, true)
    allow(context, actor, 'provisioning.keep')
    if (!(await tokensOf(tx, schoolId, connectionId)).some(({ id }) => id === tokenId))
      throw new NotFound('token')
    const end = { at: context.clock(), by: requirePerson(actor).personId }
    if ((await endTokens(tx, schoolId, { connectionId, tokenId }, end)) === 0)
      throw new Refused('This token has ended already.')
    record(tx, { did: 'provisioning.tokenEnded', about: aboutOf(connectionId), detail: { token: tokenId } })
  })
}

/** Ends a connection with all its tokens. Nobody leaves because of that. Refuses one that has ended. */
export function endConnection(context: Context, actor: Actor, connectionId: string): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const { schoolId } = actor
    const { state } = await findConnection(tx, schoolId, connectionId, true)
    allow(context, actor, 'provisioning.keep')
    if (state === 'ended') throw new Refused('This connection has ended already.')
    const end = { at: context.clock(), by: requirePerson(actor).personId }
    await endTokens(tx, schoolId, { connectionId }, end)
    await saveConnection(tx, schoolId, connectionId, { state: 'ended', ended_at: end.at, ended_by: end.by })
    record(tx, { did: 'provisioning.ended', about: aboutOf(connectionId) })
    await endTasksAbout(context, tx, actor, {
      aboutId: connectionId,
      state: 'notNeeded',
      reason: 'The connection was ended.',
    })
  })
}

const aboutOf = (id: string) => ({ kind: 'provisioningConnection', id })
