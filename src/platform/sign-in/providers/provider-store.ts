import { type SqlBool, sql } from 'kysely'
import { NotFound } from '#/kernel/refusal.ts'
import type { Tx } from '../../database/database.ts'
import type { SignInTables } from '../tables.ts'
import type { Provider, ProviderKind } from './provider.ts'

const tables = (tx: Tx) => tx.withTables<SignInTables>()

const columns = [
  'id',
  'kind',
  'issuer',
  'client_id as clientId',
  'belongs_to as belongsTo',
  'kinds',
  'state',
  'tried_at as triedAt',
  'changed_at as changedAt',
] as const

/** The school's connections, Google's first. */
export function providersOf(tx: Tx, schoolId: string): Promise<Provider[]> {
  return tables(tx)
    .selectFrom('sign_in.provider')
    .select(columns)
    .where('school_id', '=', schoolId)
    .orderBy('kind')
    .execute()
}

/** The school's connection to a provider; undefined where none is set up. `held`: nobody changes it until the commit. */
export function findProvider(
  tx: Tx,
  schoolId: string,
  kind: ProviderKind,
  held = false,
): Promise<Provider | undefined> {
  const found = tables(tx)
    .selectFrom('sign_in.provider')
    .select(columns)
    .where('school_id', '=', schoolId)
    .where('kind', '=', kind)
  return (held ? found.forUpdate() : found).executeTakeFirst()
}

/** The encrypted client secret. */
export async function sealedSecretOf(tx: Tx, schoolId: string, id: string): Promise<Buffer> {
  const found = await tables(tx)
    .selectFrom('sign_in.provider')
    .select('client_secret as sealed')
    .where('school_id', '=', schoolId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!found) throw new NotFound('sign-in provider')
  return found.sealed
}

/** Saves a connection whole: a new one, or what is there by its kind. */
export async function saveProvider(
  tx: Tx,
  schoolId: string,
  provider: Provider & { sealedSecret: Buffer; changedBy: string },
): Promise<void> {
  const changed = {
    issuer: provider.issuer,
    client_id: provider.clientId,
    client_secret: provider.sealedSecret,
    belongs_to: provider.belongsTo,
    kinds: [...provider.kinds],
    state: provider.state,
    tried_at: provider.triedAt,
    changed_at: provider.changedAt,
    changed_by: provider.changedBy,
  }
  await tables(tx)
    .insertInto('sign_in.provider')
    .values({ school_id: schoolId, id: provider.id, kind: provider.kind, ...changed })
    .onConflict((conflict) => conflict.columns(['school_id', 'kind']).doUpdateSet(changed))
    .execute()
}

/** Notes that it was tried, if nobody changed it meanwhile: what was tried is what stands there. */
export async function saveTried(tx: Tx, schoolId: string, tried: Provider, at: Date): Promise<boolean> {
  const done = await tables(tx)
    .updateTable('sign_in.provider')
    .set({ tried_at: at })
    .where('school_id', '=', schoolId)
    .where('id', '=', tried.id)
    .where('client_id', '=', tried.clientId)
    .where('belongs_to', '=', tried.belongsTo)
    .executeTakeFirst()
  return done.numUpdatedRows > 0n
}

/** Turns it on or off, and back to off where it was on. */
export async function saveState(
  tx: Tx,
  schoolId: string,
  id: string,
  state: Provider['state'],
): Promise<void> {
  await tables(tx)
    .updateTable('sign_in.provider')
    .set({ state })
    .where('school_id', '=', schoolId)
    .where('id', '=', id)
    .execute()
}

/** Ends every session that began with this provider. Returns how many. */
export async function endSessionsBegunWith(
  tx: Tx,
  schoolId: string,
  kind: ProviderKind,
  at: Date,
): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    update sign_in.session set ended_at = ${at}, ended_why = 'provider turned off'
     where school_id = ${schoolId} and provider = ${kind} and ended_at is null returning id`.execute(tx)
  return rows.length
}

export type Trip = {
  tokenHash: Buffer
  providerId: string
  purpose: 'signIn' | 'connect' | 'try' | 'invitation'
  personId: string | null
  /** The link that an invited person set out from. */
  linkHash: Buffer | null
  next: string
  expiresAt: Date
}

/** Notes a browser on its way. */
export async function insertTrip(tx: Tx, schoolId: string, trip: Trip): Promise<void> {
  await tables(tx)
    .insertInto('sign_in.provider_trip')
    .values({
      school_id: schoolId,
      token_hash: trip.tokenHash,
      provider_id: trip.providerId,
      purpose: trip.purpose,
      person_id: trip.personId,
      link_hash: trip.linkHash,
      next: trip.next,
      expires_at: trip.expiresAt,
    })
    .execute()
}

/** Takes a browser's trip, so that it ends once. Undefined when there is none to this provider, or it is too old. */
export async function takeTrip(
  tx: Tx,
  schoolId: string,
  { tokenHash, providerId, now }: { tokenHash: Buffer; providerId: string; now: Date },
): Promise<Trip | undefined> {
  const taken = await tables(tx)
    .deleteFrom('sign_in.provider_trip')
    .where('school_id', '=', schoolId)
    .where('token_hash', '=', tokenHash)
    .where('provider_id', '=', providerId)
    .where(sql<SqlBool>`expires_at > ${now}`)
    .returning([
      'token_hash as tokenHash',
      'provider_id as providerId',
      'purpose',
      'person_id as personId',
      'link_hash as linkHash',
      'next',
      'expires_at as expiresAt',
    ])
    .executeTakeFirst()
  return taken
}
