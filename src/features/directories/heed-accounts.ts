// Whatever changes about logons waits to be written from the same moment on, in the same transaction.

import type { Actor } from '#/platform/access/actor.ts'
import type { Context } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { type Heed, heed } from '#/platform/happenings/happenings.ts'
import { changed, closed, opened, passwordSet, passwordsMustChange } from '../accounts/index.ts'
import { peopleMoved } from '../people/index.ts'
import type { Connection } from './connection.ts'
import { connectionsOf } from './connection-store.ts'
import { queueFollowing } from './queue-following.ts'
import { sealNewPassword } from './reach-directory.ts'
import { accountIdsOf } from './roll-store.ts'
import { addWaiting, saveWaitingPassword } from './waiting-store.ts'

/** Puts logons on the list of every directory that is set up, and wakes those that follow. */
async function putOnList(
  context: Context,
  tx: Tx,
  actor: Actor,
  accountIds: readonly string[],
): Promise<readonly Connection[]> {
  if (accountIds.length === 0) return []
  const { schoolId } = actor
  const connections = (await connectionsOf(tx, schoolId)).filter(({ state }) => state !== 'unfinished')
  for (const { id, state } of connections) {
    await addWaiting(tx, schoolId, id, accountIds, context.clock())
    if (state === 'following') await queueFollowing(tx, id)
  }
  return connections
}

const idsOf = (accounts: readonly { accountId: string }[]) => accounts.map(({ accountId }) => accountId)

export const heedAccounts: readonly Heed[] = [
  heed(changed, async (context, tx, actor, { changes }) => {
    const people = changes.flatMap(({ personId }) => personId ?? [])
    const ofPeople = people.length === 0 ? [] : await accountIdsOf(tx, actor.schoolId, people)
    const ofNobody = changes.flatMap(({ accountId }) => accountId ?? [])
    await putOnList(context, tx, actor, [...ofPeople, ...ofNobody])
  }),
  heed(opened, async (context, tx, actor, { accounts }) => {
    await putOnList(context, tx, actor, idsOf(accounts))
  }),
  heed(closed, async (context, tx, actor, { accounts }) => {
    await putOnList(context, tx, actor, idsOf(accounts))
  }),
  heed(peopleMoved, async (context, tx, actor, { people }) => {
    const ids = people.map(({ personId }) => personId)
    await putOnList(context, tx, actor, await accountIdsOf(tx, actor.schoolId, ids))
  }),
  heed(passwordSet, async (context, tx, actor, { accountId, password, mustChange }) => {
    const { schoolId } = actor
    for (const { id: connectionId } of await putOnList(context, tx, actor, [accountId])) {
      const sealed = await sealNewPassword(context, tx, schoolId, accountId, password.reveal())
      await saveWaitingPassword(tx, schoolId, { connectionId, accountId }, { sealed, mustChange })
    }
  }),
  heed(passwordsMustChange, async (context, tx, actor, { accountIds }) => {
    for (const { id: connectionId } of await putOnList(context, tx, actor, accountIds))
      for (const accountId of accountIds)
        await saveWaitingPassword(
          tx,
          actor.schoolId,
          { connectionId, accountId },
          { sealed: null, mustChange: true },
        )
  }),
]
