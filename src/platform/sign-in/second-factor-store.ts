import { sql } from 'kysely'
import type { Tx } from '../database/database.ts'
import type { SignInTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<SignInTables>()

export type SecondFactors = { hasApp: boolean; passkeys: number; recoveryCodesLeft: number }

/** What a person has enrolled. */
export async function secondFactorsOf(tx: Tx, schoolId: string, personId: string): Promise<SecondFactors> {
  const { rows } = await sql<SecondFactors>`
    select exists (select from sign_in.totp
                    where school_id = ${schoolId} and person_id = ${personId} and secret is not null) as "hasApp",
           (select count(*)::int from sign_in.passkey
             where school_id = ${schoolId} and person_id = ${personId}) as "passkeys",
           (select count(*)::int from sign_in.recovery_code
             where school_id = ${schoolId} and person_id = ${personId} and used_at is null)
             as "recoveryCodesLeft"`.execute(tx)
  return rows[0] ?? { hasApp: false, passkeys: 0, recoveryCodesLeft: 0 }
}

export type AppSecret = { secret: Buffer | null; pendingSecret: Buffer | null; afterTimeStep: number | null }

/** The sealed secrets of a person's app. Nobody else uses a code of it until the commit. */
export function lockApp(tx: Tx, schoolId: string, personId: string): Promise<AppSecret | undefined> {
  return tables(tx)
    .selectFrom('sign_in.totp')
    .select(['secret', 'pending_secret as pendingSecret', 'after_time_step as afterTimeStep'])
    .where('school_id', '=', schoolId)
    .where('person_id', '=', personId)
    .forUpdate()
    .executeTakeFirst()
}

/** Keeps the sealed secret of an app that has not shown a code yet; a later one replaces it. */
export async function savePendingApp(
  tx: Tx,
  schoolId: string,
  personId: string,
  sealed: Buffer,
): Promise<void> {
  await tables(tx)
    .insertInto('sign_in.totp')
    .values({
      school_id: schoolId,
      person_id: personId,
      secret: null,
      pending_secret: sealed,
      after_time_step: null,
      enrolled_at: null,
    })
    .onConflict((conflict) =>
      conflict.columns(['school_id', 'person_id']).doUpdateSet({ pending_secret: sealed }),
    )
    .execute()
}

/** The app counts from now on. The code that proved it cannot be used again. */
export async function enrolPendingApp(
  tx: Tx,
  schoolId: string,
  personId: string,
  used: { timeStep: number; at: Date },
): Promise<void> {
  await tables(tx)
    .updateTable('sign_in.totp')
    .set((set) => ({
      secret: set.ref('pending_secret'),
      pending_secret: null,
      after_time_step: used.timeStep,
      enrolled_at: used.at,
    }))
    .where('school_id', '=', schoolId)
    .where('person_id', '=', personId)
    .execute()
}

/** Codes up to this time step are used up. */
export async function saveTimeStep(
  tx: Tx,
  schoolId: string,
  personId: string,
  timeStep: number,
): Promise<void> {
  await tables(tx)
    .updateTable('sign_in.totp')
    .set({ after_time_step: timeStep })
    .where('school_id', '=', schoolId)
    .where('person_id', '=', personId)
    .execute()
}

export type Passkey = { credentialId: string; publicKey: Buffer; counter: number; transports: string[] }

/** All of somebody’s, with the counter that shows a copied one. */
export function passkeysOf(tx: Tx, schoolId: string, personId: string): Promise<Passkey[]> {
  return tables(tx)
    .selectFrom('sign_in.passkey')
    .select(['credential_id as credentialId', 'public_key as publicKey', 'counter', 'transports'])
    .where('school_id', '=', schoolId)
    .where('person_id', '=', personId)
    .orderBy('enrolled_at')
    .execute()
}

/** Adds a passkey. False when it is somebody's already. */
export async function insertPasskey(
  tx: Tx,
  schoolId: string,
  passkey: Passkey & { personId: string; at: Date },
): Promise<boolean> {
  const added = await tables(tx)
    .insertInto('sign_in.passkey')
    .values({
      school_id: schoolId,
      credential_id: passkey.credentialId,
      person_id: passkey.personId,
      public_key: passkey.publicKey,
      counter: passkey.counter,
      transports: passkey.transports,
      enrolled_at: passkey.at,
      last_used_at: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('credential_id')
    .executeTakeFirst()
  return added !== undefined
}

/** Keeps the passkey's counter: one that goes back gives a copied key away. */
export async function savePasskeyUse(
  tx: Tx,
  schoolId: string,
  credentialId: string,
  use: { counter: number; at: Date },
): Promise<void> {
  await tables(tx)
    .updateTable('sign_in.passkey')
    .set({ counter: use.counter, last_used_at: use.at })
    .where('school_id', '=', schoolId)
    .where('credential_id', '=', credentialId)
    .execute()
}

/** Puts new recovery codes in the place of all earlier ones. */
export async function replaceRecoveryCodes(
  tx: Tx,
  schoolId: string,
  personId: string,
  codes: { hashes: readonly Buffer[]; at: Date },
): Promise<void> {
  await tables(tx)
    .deleteFrom('sign_in.recovery_code')
    .where('school_id', '=', schoolId)
    .where('person_id', '=', personId)
    .execute()
  await tables(tx)
    .insertInto('sign_in.recovery_code')
    .values(
      codes.hashes.map((hash) => ({
        school_id: schoolId,
        person_id: personId,
        code_hash: hash,
        made_at: codes.at,
        used_at: null,
      })),
    )
    .execute()
}

/** Uses a recovery code up. False when there is no such code or it was used before. */
export async function spendRecoveryCode(
  tx: Tx,
  schoolId: string,
  personId: string,
  code: { hash: Buffer; at: Date },
): Promise<boolean> {
  const spent = await tables(tx)
    .updateTable('sign_in.recovery_code')
    .set({ used_at: code.at })
    .where('school_id', '=', schoolId)
    .where('person_id', '=', personId)
    .where('code_hash', '=', code.hash)
    .where('used_at', 'is', null)
    .returning('person_id')
    .executeTakeFirst()
  return spent !== undefined
}

/** Takes away every second factor of a person: they enrol again at their next sign-in. */
export async function deleteSecondFactors(tx: Tx, schoolId: string, personId: string): Promise<void> {
  for (const table of ['sign_in.totp', 'sign_in.passkey', 'sign_in.recovery_code'] as const) {
    await tables(tx)
      .deleteFrom(table)
      .where('school_id', '=', schoolId)
      .where('person_id', '=', personId)
      .execute()
  }
}
