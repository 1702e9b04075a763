import { sql } from 'kysely'
import type { Db, Tx } from '../database/database.ts'
import type { ProviderKind } from './providers/provider.ts'
import type { Session, Stage } from './session.ts'
import type { SignInTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<SignInTables>()

const sessionColumns = [
  's.id',
  's.kind',
  's.person_id as personId',
  's.class_session_id as classSessionId',
  's.stage',
  's.provider',
  's.csrf',
  's.device',
  's.created_at as createdAt',
  's.last_seen_at as lastSeenAt',
  's.idle_minutes as idleMinutes',
  's.expires_at as expiresAt',
  's.proved_second_factor_at as provedSecondFactorAt',
  's.stepped_up_at as steppedUpAt',
  's.challenge',
  's.challenge_at as challengeAt',
  's.address',
] as const

export type NewSession = {
  id: string
  tokenHash: Buffer
  csrf: string
  at: Date
  expiresAt: Date
  idleMinutes: number
} & (
  | {
      kind: 'person'
      personId: string
      stage: Stage
      provider?: ProviderKind
      device: string
      steppedUpAt: Date | null
    }
  | { kind: 'classSession'; classSessionId: string }
)

/** Keeps a hash of the token; the token itself is only in the cookie. */
export async function insertSession(tx: Tx, schoolId: string, session: NewSession): Promise<void> {
  const person = session.kind === 'person' ? session : null
  await tables(tx)
    .insertInto('sign_in.session')
    .values({
      school_id: schoolId,
      id: session.id,
      token_hash: session.tokenHash,
      kind: session.kind,
      person_id: person?.personId ?? null,
      class_session_id: session.kind === 'classSession' ? session.classSessionId : null,
      stage: person?.stage ?? 'open',
      provider: person?.provider ?? null,
      csrf: session.csrf,
      device: person?.device ?? '',
      created_at: session.at,
      last_seen_at: session.at,
      idle_minutes: session.idleMinutes,
      expires_at: session.expiresAt,
      proved_second_factor_at: null,
      stepped_up_at: person?.steppedUpAt ?? null,
      challenge: null,
      challenge_at: null,
      address: null,
      address_at: null,
      ended_at: null,
      ended_why: null,
    })
    .execute()
}

/**
 * The session of a token that nobody has ended. Not that of a disabled login, nor of a class session that is over.
 * Whether it is too old is for `isLive` to say.
 */
export async function findSession(
  tx: Tx,
  schoolId: string,
  tokenHash: Buffer,
  now: Date,
): Promise<Session | undefined> {
  return tables(tx)
    .selectFrom('sign_in.session as s')
    .leftJoin('sign_in.login as l', (join) =>
      join.onRef('l.school_id', '=', 's.school_id').onRef('l.person_id', '=', 's.person_id'),
    )
    .leftJoin('sign_in.class_session as c', (join) =>
      join.onRef('c.school_id', '=', 's.school_id').onRef('c.id', '=', 's.class_session_id'),
    )
    .select(sessionColumns)
    .select('c.class_name as className')
    .where('s.school_id', '=', schoolId)
    .where('s.token_hash', '=', tokenHash)
    .where('s.ended_at', 'is', null)
    .where('l.disabled_at', 'is', null)
    .where((where) =>
      where.or([
        where('s.kind', '=', 'person'),
        where.and([where('c.ended_at', 'is', null), where('c.ends_at', '>', now)]),
      ]),
    )
    .executeTakeFirst()
}

/**
 * Notes that the session was used, which puts off the end of an idle one, and where in the school's network; null for an
 * address outside, which is not kept.
 */
export async function touchSession(
  tx: Tx,
  schoolId: string,
  sessionId: string,
  { now, address }: { now: Date; address: string | null },
): Promise<void> {
  await tables(tx)
    .updateTable('sign_in.session')
    .set({ last_seen_at: now, address, address_at: address === null ? null : now })
    .where('school_id', '=', schoolId)
    .where('id', '=', sessionId)
    .execute()
}

export type SessionChange = {
  tokenHash?: Buffer
  csrf?: string
  stage?: Stage
  expiresAt?: Date
  provedSecondFactorAt?: Date
  steppedUpAt?: Date
  challenge?: string | null
  challengeAt?: Date | null
}

const changedColumns = {
  tokenHash: 'token_hash',
  csrf: 'csrf',
  stage: 'stage',
  expiresAt: 'expires_at',
  provedSecondFactorAt: 'proved_second_factor_at',
  steppedUpAt: 'stepped_up_at',
  challenge: 'challenge',
  challengeAt: 'challenge_at',
} as const

/** Its stage and proofs; whose it is and when it must end never change. */
export async function changeSession(
  tx: Tx,
  schoolId: string,
  sessionId: string,
  change: SessionChange,
): Promise<void> {
  const columns = Object.entries(change).map(([name, value]) => [
    changedColumns[name as keyof typeof changedColumns],
    value,
  ])
  await tables(tx)
    .updateTable('sign_in.session')
    .set(Object.fromEntries(columns))
    .where('school_id', '=', schoolId)
    .where('id', '=', sessionId)
    .where('ended_at', 'is', null)
    .execute()
}

/** Takes the challenge that a passkey has to sign, so that no answer counts twice. Null when it is older than `since`. */
export async function takeChallenge(
  tx: Tx,
  schoolId: string,
  sessionId: string,
  since: Date,
): Promise<string | null> {
  const { rows } = await sql<{ challenge: string | null }>`
    with before as (
      select id, challenge, challenge_at from sign_in.session
       where school_id = ${schoolId} and id = ${sessionId} and ended_at is null for update
    )
    update sign_in.session s set challenge = null, challenge_at = null
      from before b where s.school_id = ${schoolId} and s.id = b.id
    returning case when b.challenge_at > ${since} then b.challenge end as challenge`.execute(tx)
  return rows[0]?.challenge ?? null
}

/** Ends sessions of a person: all, one, or all but one. Returns how many ended. */
export async function endSessions(
  tx: Tx,
  schoolId: string,
  personId: string,
  how: { why: string; at: Date; only?: string; except?: string },
): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    update sign_in.session set ended_at = ${how.at}, ended_why = ${how.why}
     where school_id = ${schoolId} and person_id = ${personId} and ended_at is null
       and (${how.only ?? null}::uuid is null or id = ${how.only ?? null})
       and (${how.except ?? null}::uuid is null or id <> ${how.except ?? null})
    returning id`.execute(tx)
  return rows.length
}

/** Ends every session of many people. */
export async function endSessionsOf(
  tx: Tx,
  schoolId: string,
  personIds: readonly string[],
  { why, at }: { why: string; at: Date },
): Promise<void> {
  await tables(tx)
    .updateTable('sign_in.session')
    .set({ ended_at: at, ended_why: why })
    .where('school_id', '=', schoolId)
    .where('person_id', '=', sql<string>`any(${[...personIds]}::uuid[])`)
    .where('ended_at', 'is', null)
    .execute()
}

/** A person's open sessions, the one used last first. */
export function sessionsOf(tx: Tx, schoolId: string, personId: string): Promise<Session[]> {
  return tables(tx)
    .selectFrom('sign_in.session as s')
    .select(sessionColumns)
    .select(sql<null>`null`.as('className'))
    .where('s.school_id', '=', schoolId)
    .where('s.person_id', '=', personId)
    .where('s.ended_at', 'is', null)
    .orderBy('s.last_seen_at', 'desc')
    .execute()
}

/** The school of a session, before any school is set (decision X1). */
export async function schoolIdOfSession(db: Db, tokenHash: Buffer): Promise<string | null> {
  const { rows } = await sql<{
    id: string | null
  }>`select sign_in.school_of_session(${tokenHash}) as id`.execute(db)
  return rows[0]?.id ?? null
}
