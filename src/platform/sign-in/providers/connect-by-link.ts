// Connecting an account at Google or Microsoft by the link that somebody was invited with. The link says whom the account
// stands for from now on, never an address: that may be handed to somebody else (decision X7).

import { Refused } from '#/kernel/refusal.ts'
import type { PersonActor } from '../../access/actor.ts'
import { type Context, inTransaction, reading } from '../../context.ts'
import { whoIs } from '../begin-session.ts'
import { findPasswordLink, lockLogin, usePasswordLink } from '../login-store.ts'
import type { Moved } from '../move-on.ts'
import type { Parts } from '../parts.ts'
import { bindAccount } from './account-store.ts'
import type { ProviderKind } from './provider.ts'
import { providersOf } from './provider-store.ts'
import { type Came, letIn, recordConnected, recordRefusal, type WhyNot } from './sign-in-by-provider.ts'

/** The providers that would let this person in: what their link offers besides a password. */
export function providersFor(
  parts: Parts,
  context: Context,
  schoolId: string,
  personId: string,
): Promise<ProviderKind[]> {
  return reading(context, { kind: 'anonymous', schoolId }, async (tx) => {
    const roles = await parts.rolesOf(tx, schoolId, personId)
    const all = await providersOf(tx, schoolId)
    return all
      .filter(({ state, kinds }) => state === 'on' && kinds.some((kind) => roles.has(kind)))
      .map(({ kind }) => kind)
  })
}

/** Connects the account to whoever the link belongs to, uses the link up and signs them in; or gives null. */
export async function connectByLink(
  parts: Parts,
  context: Context,
  schoolId: string,
  came: Came & { linkHash: Buffer },
): Promise<Moved | null> {
  const connected = await connect(parts, context, schoolId, came)
  if (typeof connected !== 'string') return connected
  await recordRefusal(parts, context, schoolId, { ...came, why: connected })
  return null
}

async function connect(
  parts: Parts,
  context: Context,
  schoolId: string,
  came: Came & { linkHash: Buffer },
): Promise<Moved | WhyNot> {
  const { provider, account, linkHash } = came
  if (!account.isOfSchool) return 'notOfSchool'
  const owner = await reading(context, { kind: 'anonymous', schoolId }, (tx) =>
    findPasswordLink(tx, schoolId, linkHash, context.clock()),
  )
  if (!owner) return 'linkOver'
  const actor = await whoIs(parts, context, { schoolId, personId: owner.personId })
  if (!actor) return 'closed'
  if (!provider.kinds.some((kind) => actor.roles.has(kind))) return 'notLetIn'
  try {
    return await bind(parts, context, actor, came)
  } catch (error) {
    if (error instanceof AnothersAccount) return 'otherAccount'
    throw error
  }
}

/** Takes back that the link was used up. */
class AnothersAccount extends Refused {}

function bind(
  parts: Parts,
  context: Context,
  actor: PersonActor,
  came: Came & { linkHash: Buffer },
): Promise<Moved | WhyNot> {
  const { schoolId, personId } = actor
  const { provider, account, linkHash } = came
  const at = context.clock()
  return inTransaction(context, actor, async (tx) => {
    if (!(await usePasswordLink(tx, schoolId, linkHash, at))) return 'linkOver'
    const login = await lockLogin(tx, schoolId, personId)
    if (!login || login.disabledAt !== null) return 'closed'
    const bound = { ...account, providerId: provider.id, personId, by: 'invitation', at } as const
    if (!(await bindAccount(tx, schoolId, bound))) throw new AnothersAccount('It is connected already.')
    recordConnected(tx, actor, provider, 'invitation')
    return letIn(parts, tx, actor, came, at)
  })
}
