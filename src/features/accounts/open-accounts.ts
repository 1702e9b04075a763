import { type Actor, personOf } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import type { Context } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { announce } from '#/platform/happenings/happenings.ts'
import type { Account } from './account.ts'
import { type AccountOf, closed, opened } from './happenings.ts'
import { insertAccounts, saveClosed } from './store.ts'

/** More than so many at once are one line of the trail, which counts them. */
const eachOnRecord = 20

/** Saves new logons, puts them on record and announces them. */
export async function openAccounts(
  context: Context,
  tx: Tx,
  actor: Actor,
  accounts: readonly Account[],
): Promise<void> {
  if (accounts.length === 0) return
  await insertAccounts(tx, actor.schoolId, accounts, personOf(actor))
  if (accounts.length > eachOnRecord) {
    record(tx, { did: 'accounts.openedMany', detail: { count: accounts.length } })
  } else {
    for (const { id, kind, logonName } of accounts)
      record(tx, { did: 'accounts.opened', about: { kind: 'account', id }, detail: { kind, logonName } })
  }
  await announce(context, tx, actor, opened, { accounts: accounts.map(of) })
}

/** Closes logons for good: their names are never given out again. */
export async function closeAccounts(
  context: Context,
  tx: Tx,
  actor: Actor,
  accounts: readonly Account[],
): Promise<void> {
  if (accounts.length === 0) return
  await saveClosed(
    tx,
    actor.schoolId,
    accounts.map(({ id }) => id),
    context.clock(),
  )
  for (const { id } of accounts) record(tx, { did: 'accounts.closed', about: { kind: 'account', id } })
  await announce(context, tx, actor, closed, { accounts: accounts.map(of) })
}

const of = ({ id, personId }: Account): AccountOf => ({ accountId: id, personId })
