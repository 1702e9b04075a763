// Signing in with an account at Google or Microsoft. The provider says which account it is; whom it stands for is ours to
// say: by the account's own id, which somebody's invitation or they themselves have connected, and never by its address, which
// may be another's tomorrow (decision X7). Why nobody was signed in is for the trail, not for whoever stands at the door.

import type { PersonActor } from '../../access/actor.ts'
import { record } from '../../audit/trail.ts'
import { type Context, inTransaction } from '../../context.ts'
import { type Tx, withScope } from '../../database/database.ts'
import { readSetting } from '../../settings/settings.ts'
import { beginSession, whoIs } from '../begin-session.ts'
import { lockLogin } from '../login-store.ts'
import type { Moved } from '../move-on.ts'
import type { Parts } from '../parts.ts'
import { personOfAccount } from './account-store.ts'
import { type Account, type Provider, providerKinds } from './provider.ts'

/** Why an account opens nothing, as the trail says it. */
export type WhyNot = 'notOfSchool' | 'unknown' | 'linkOver' | 'otherAccount' | 'closed' | 'notLetIn'

/** Who came back from a provider, and with what. */
export type Came = { provider: Provider; account: Account; userAgent: string }

/** Signs in whom the account stands for, or gives null. */
export async function signInByProvider(
  parts: Parts,
  context: Context,
  schoolId: string,
  came: Came,
): Promise<Moved | null> {
  const opened = came.account.isOfSchool ? await open(parts, context, schoolId, came) : 'notOfSchool'
  if (typeof opened !== 'string') return opened
  await recordRefusal(parts, context, schoolId, { ...came, why: opened })
  return null
}

async function open(parts: Parts, context: Context, schoolId: string, came: Came): Promise<Moved | WhyNot> {
  const personId = await withScope(context.db, { schoolId, personId: null }, 'read only', (tx) =>
    personOfAccount(tx, schoolId, came.account),
  )
  if (personId === null) return 'unknown'
  const actor = await whoIs(parts, context, { schoolId, personId })
  if (!actor) return 'closed'
  if (!came.provider.kinds.some((kind) => actor.roles.has(kind))) return 'notLetIn'
  return inTransaction(context, actor, async (tx) => {
    const login = await lockLogin(tx, schoolId, personId)
    if (!login || login.disabledAt !== null) return 'closed'
    return letIn(parts, tx, actor, came, context.clock())
  })
}

/** Begins the session of whoever came with an account that is theirs. */
export async function letIn(
  parts: Parts,
  tx: Tx,
  actor: PersonActor,
  { provider, account, userAgent }: Came,
  now: Date,
): Promise<Moved> {
  record(tx, {
    did: 'signIn.byProvider',
    about: { kind: 'person', id: actor.personId },
    detail: { kind: provider.kind },
  })
  const trusted =
    account.secondFactor && (await readSetting(tx, actor.schoolId, parts.settings.trustsProvider))
  return beginSession(parts, tx, actor, { by: provider.kind, userAgent, secondFactor: trusted }, now)
}

/** Puts on record that an account stands for the actor from now on, and by what. */
export function recordConnected(
  tx: Tx,
  { personId }: PersonActor,
  { kind }: Provider,
  by: 'invitation' | 'owner',
): void {
  const about = { kind: 'person', id: personId }
  record(tx, { did: 'signIn.accountConnected', about, detail: { kind, by } })
}

/** Puts a refusal on record. The account goes into the trail as a keyed hash: two refusals of one account can be told to be that. */
export async function recordRefusal(
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
