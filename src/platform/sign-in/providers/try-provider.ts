// Trying a connection before anybody depends on it: what came back, in words.

import { allow } from '../../access/access.ts'
import type { PersonActor } from '../../access/actor.ts'
import { record } from '../../audit/trail.ts'
import { type Context, inTransaction } from '../../context.ts'
import { type Account, type Provider, providerKinds } from './provider.ts'
import { saveTried } from './provider-store.ts'

export type Tried = { works: boolean; lines: readonly { what: string; says: string }[] }

/** Notes that the connection works, if the account is of the school, and says what the provider said of it. */
export function tryProvider(
  context: Context,
  actor: PersonActor,
  { provider, account }: { provider: Provider; account: Account },
): Promise<Tried> {
  return inTransaction(context, actor, async (tx) => {
    const { schoolId } = actor
    allow(context, actor, 'signIn.keepProviders')
    const works = account.isOfSchool && (await saveTried(tx, schoolId, provider, context.clock()))
    record(tx, {
      did: 'signIn.providerTried',
      about: { kind: 'signInProvider', id: provider.id },
      detail: { kind: provider.kind, works },
    })
    return { works, lines: linesOf(provider, account) }
  })
}

function linesOf({ kind }: Provider, account: Account): Tried['lines'] {
  const { name } = providerKinds[kind]
  return [
    { what: 'Signature, issuer and time', says: 'Checked: this came from the provider just now, for us' },
    {
      what: 'The school’s own account',
      says: account.isOfSchool ? 'Yes' : 'No: it belongs to somebody else, or is a guest’s',
    },
    { what: 'Address', says: account.address ?? `None that ${name} stands for. None is needed` },
    {
      what: 'Second factor there',
      says: account.secondFactor ? `${name} says that it asked for one` : `${name} does not say`,
    },
  ]
}
