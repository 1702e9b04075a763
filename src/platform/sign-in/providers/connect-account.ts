// Connecting one's own account at Google or Microsoft to one's sign-in here, and taking that back.

import { NotFound, Refused } from '#/kernel/refusal.ts'
import type { Actor, PersonActor } from '../../access/actor.ts'
import { record } from '../../audit/trail.ts'
import { type Context, inTransaction } from '../../context.ts'
import type { Tx } from '../../database/database.ts'
import { bindAccount, unbindAccount } from './account-store.ts'
import { requireOwnPassword } from './own-password.ts'
import { type Account, type Provider, type ProviderKind, providerKinds } from './provider.ts'
import { recordConnected } from './sign-in-by-provider.ts'

/** Connects an account to whoever is signed in. Refuses one that is not of the school, or is connected already. */
export function connectAccount(
  context: Context,
  actor: PersonActor,
  { provider, account }: { provider: Provider; account: Account },
): Promise<void> {
  const { name } = providerKinds[provider.kind]
  if (!account.isOfSchool) throw new Refused(notOfSchool(name))
  return inTransaction(context, actor, async (tx) => {
    const { schoolId, personId } = actor
    const bound = { ...account, providerId: provider.id, personId, by: 'owner', at: context.clock() } as const
    if (!(await bindAccount(tx, schoolId, bound))) {
      throw new Refused(
        `You have connected a ${name} account already, or this one is connected to another sign-in. Disconnect the other one first.`,
      )
    }
    recordConnected(tx, actor, provider, 'owner')
  })
}

/** What is said to whoever comes with an account of another tenant or domain. */
const notOfSchool = (name: string): string =>
  `That ${name} account does not belong to this school. Try again and choose your school account.`

/** Takes back that an account stands for somebody: nobody signs in with it. Not found where there is none. */
export async function disconnectAccount(
  tx: Tx,
  actor: Actor,
  { personId, kind }: { personId: string; kind: ProviderKind },
): Promise<void> {
  if (!(await unbindAccount(tx, actor.schoolId, personId, kind))) throw new NotFound('account')
  record(tx, {
    did: 'signIn.accountDisconnected',
    about: { kind: 'person', id: personId },
    detail: { kind },
  })
}

/** The same for one's own account. Refuses somebody who could not come in without it. */
export function disconnectOwnAccount(
  context: Context,
  actor: PersonActor,
  kind: ProviderKind,
): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    await disconnectAccount(tx, actor, { personId: actor.personId, kind })
    // Afterwards, so that an account which is not there is not found; the refusal takes the disconnecting back.
    await requireOwnPassword(tx, actor)
  })
}
