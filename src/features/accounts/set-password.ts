import { sensitive } from '#/kernel/sensitive.ts'
import { type Actor, personOf } from '#/platform/access/actor.ts'
import type { Context } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { announce } from '#/platform/happenings/happenings.ts'
import { type Account, subjectOf } from './account.ts'
import { passwordSet } from './happenings.ts'
import { releaseSubject } from './hold-network.ts'
import type { MustChange } from './password.ts'
import { savePassword } from './password-store.ts'

/** Saves a new password's hash, tells the directory, and gives back what a possibly known one had stopped. */
export async function setPassword(
  context: Context,
  tx: Tx,
  actor: Actor,
  account: Account,
  fresh: { password: string; hash: string; mustChange: MustChange | null },
): Promise<void> {
  const { schoolId } = actor
  const { id: accountId, personId } = account
  await savePassword(tx, schoolId, {
    accountId,
    hash: fresh.hash,
    setAt: context.clock(),
    setBy: personOf(actor),
    mustChange: fresh.mustChange,
  })
  await announce(context, tx, actor, passwordSet, {
    accountId,
    personId,
    password: sensitive(fresh.password),
    mustChange: fresh.mustChange !== null,
  })
  await releaseSubject(context, tx, actor, subjectOf(account), {
    because: { kind: 'compromised', id: accountId },
    why: 'There is a new password.',
  })
}
