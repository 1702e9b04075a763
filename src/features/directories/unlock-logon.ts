import * as z from 'zod'
import { NotFound, Refused } from '#/kernel/refusal.ts'
import { allow } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction, reading } from '#/platform/context.ts'
import { said } from '#/platform/forms/answers.ts'
import { findConnection } from './connection-store.ts'
import { noteDeed } from './deed-store.ts'
import { dialects } from './dialects.ts'
import { withDirectory } from './reach-directory.ts'
import { findEntry } from './read-entries.ts'
import { findWorkingLogon } from './roll-store.ts'

export const unlockForm = z.object({ logonName: said('Enter the logon name', 64) })

/**
 * Ends a lock that came of wrong passwords, at once. Refused for a logon that the school has stopped: that is no lock, and
 * ends only with its reason.
 */
export async function unlockLogon(
  context: Context,
  actor: Actor,
  connectionId: string,
  logonName: string,
): Promise<void> {
  const { schoolId } = actor
  const logon = await reading(context, actor, async (tx) => {
    await findConnection(tx, schoolId, connectionId)
    return findWorkingLogon(tx, schoolId, logonName.trim().toLowerCase())
  })
  allow(context, actor, 'directories.keep')
  if (logon === null) {
    throw new Refused(
      'No logon of this name works. Look at “Network logons”: it says who is stopped, and why.',
    )
  }
  await withDirectory(context, actor, connectionId, async (reached) => {
    const entry = await findEntry(reached, logon)
    if (entry?.accountId !== logon.accountId) throw new NotFound('entry')
    if (entry.facts.works === 'no')
      throw new Refused('It is stopped in the directory, not locked. Look at “Changed by hand”.')
    await reached.ldap.modify(entry.dn, dialects[reached.connection.dialect].unlock)
  })
  await inTransaction(context, actor, async (tx) => {
    const { accountId } = logon
    await noteDeed(tx, schoolId, connectionId, {
      accountId,
      at: context.clock(),
      wrote: 'unlock',
      detail: null,
    })
    record(tx, { did: 'directories.unlocked', about: { kind: 'account', id: accountId } })
  })
}
