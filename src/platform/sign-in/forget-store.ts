import { sql } from 'kysely'
import type { Tx } from '../database/database.ts'

/** Deletes what is over and serves nobody any more. Sign-ins themselves stay in the trail. */
export async function forgetWhatIsOver(tx: Tx, schoolId: string, now: Date): Promise<void> {
  await sql`delete from sign_in.kept_typed where school_id = ${schoolId} and kept_until < ${now}`.execute(tx)
  await sql`delete from sign_in.session where school_id = ${schoolId}
             and least(coalesce(ended_at, expires_at), expires_at) < ${now}::timestamptz - interval '1 day'`.execute(
    tx,
  )
  await sql`delete from sign_in.attempts where school_id = ${schoolId}
             and last_at < ${now}::timestamptz - interval '2 days'`.execute(tx)
  await sql`delete from sign_in.count where school_id = ${schoolId}
             and since < ${now}::timestamptz - interval '1 day'`.execute(tx)
  await sql`delete from sign_in.known_device where school_id = ${schoolId}
             and last_used_at < ${now}::timestamptz - interval '1 year'`.execute(tx)
  await sql`delete from sign_in.password_link where school_id = ${schoolId}
             and expires_at < ${now}::timestamptz - interval '1 day'`.execute(tx)
  await sql`delete from sign_in.provider_trip where school_id = ${schoolId} and expires_at < ${now}`.execute(
    tx,
  )
}
