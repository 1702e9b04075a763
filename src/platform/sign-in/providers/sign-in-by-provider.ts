// Signing in with an account at Google or Microsoft. The provider says which account it is; whom it stands for is ours to
// say: by the account's own id, and by its address only the first time, for somebody who was given a sign-in here
// (decision X7). Why nobody was signed in is for the trail, not for whoever stands at the door.

import type { PersonActor } from '../../access/actor.ts'
import { record } from '../../audit/trail.ts'
import { type Context, inTransaction } from '../../context.ts'
import { withScope } from '../../database/database.ts'
import { readSetting } from '../../settings/settings.ts'
import { beginSession, whoIs } from '../begin-session.ts'
import { lockLogin } from '../login-store.ts'
import type { Moved } from '../move-on.ts'
import type { Parts } from '../parts.ts'
import { bindAccount, personOfAccount } from './account-store.ts'
import { type Account, type Provider, providerKinds } from './provider.ts'

/** Why an account opens nothing, as the trail says it. */
export type WhyNot =
  | 'notOfSchool'
  | 'unknown'
  | 'severalAtAddress'
  | 'connectsItself'
  | 'otherAccount'
  | 'closed'
  | 'notLetIn'

type Found = { personId: string; isBound: boolean }

/** Signs in whom the account stands for, or gives null. */
export async function signInByProvider(
  parts: Parts,
  context: Context,
  schoolId: string,
  { provider, account, userAgent }: { provider: Provider; account: Account; userAgent: string },
): Promise<Moved | null> {
  const found = account.isOfSchool ? await whomFor(parts, context, schoolId, account) : 'notOfSchool'
  const opened =
    typeof found === 'string'
      ? found
      : await open(parts, context, schoolId, { provider, account, userAgent, found })
  if (typeof opened !== 'string') return opened
  await recordRefusal(parts, context, schoolId, { provider, account, why: opened })
  return null
}

function whomFor(
  parts: Parts,
  context: Context,
  schoolId: string,
  account: Account,
): Promise<Found | WhyNot> {
  return withScope(context.db, { schoolId, personId: null }, 'read only', async (tx) => {
    const bound = await personOfAccount(tx, schoolId, account)
    if (bound !== null) return { personId: bound, isBound: true }
    const [personId, ...others] =
      account.address === null ? [] : await parts.providers.peopleAt(tx, schoolId, account.address)
    if (personId === undefined) return 'unknown'
    if (others.length > 0) return 'severalAtAddress'
    // Whoever looks after accounts at the provider could make themselves safeguarding lead by an address.
    if (await parts.providers.opensRecords(tx, schoolId, personId)) return 'connectsItself'
    return { personId, isBound: false }
  })
}

async function open(
  parts: Parts,
  context: Context,
  schoolId: string,
  asked: { provider: Provider; account: Account; userAgent: string; found: Found },
): Promise<Moved | WhyNot> {
  const { provider, account, userAgent, found } = asked
  const actor = await whoIs(parts, context, { schoolId, personId: found.personId })
  if (!actor) return 'closed'
  if (!provider.kinds.some((kind) => actor.roles.has(kind))) return 'notLetIn'
  const now = context.clock()
  return inTransaction(context, actor, async (tx) => {
    const login = await lockLogin(tx, schoolId, actor.personId)
    if (!login || login.disabledAt !== null) return 'closed'
    if (!found.isBound) {
      const bound = { ...account, providerId: provider.id, personId: actor.personId, at: now }
      if (!(await bindAccount(tx, schoolId, { ...bound, by: 'address' }))) return 'otherAccount'
      recordConnected(tx, actor, provider, 'address')
    }
    record(tx, {
      did: 'signIn.byProvider',
      about: { kind: 'person', id: actor.personId },
      detail: { kind: provider.kind },
    })
    const trusted = account.secondFactor && (await readSetting(tx, schoolId, parts.settings.trustsProvider))
    const beginning = { by: provider.kind, userAgent, secondFactor: trusted }
    return beginSession(parts, tx, actor, beginning, now)
  })
}

/** Puts on record that an account stands for the actor from now on, and by what. */
export function recordConnected(
  tx: Parameters<typeof record>[0],
  { personId }: PersonActor,
  { kind }: Provider,
  by: 'address' | 'owner',
): void {
  const about = { kind: 'person', id: personId }
  record(tx, { did: 'signIn.accountConnected', about, detail: { kind, by } })
}

/** The account goes into the trail as a keyed hash: two refusals of one account can be told to be that. */
async function recordRefusal(
  parts: Parts,
  context: Context,
  schoolId: string,
  { provider, account, why }: { provider: Provider; account: Account; why: WhyNot },
): Promise<void> {
  await inTransaction(context, { kind: 'anonymous', schoolId }, async (tx) => {
    const text = `${account.issuer}\n${account.subject}`
    const hash = await parts.keyedHash(tx, schoolId, 'signIn.providerAccount', text)
    const { name } = providerKinds[provider.kind]
    const detail = { provider: name, why, accountHash: hash.toString('hex') }
    record(tx, { did: 'signIn.providerRefused', detail })
  })
}
