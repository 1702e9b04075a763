// Slowing down, never locking (decision X9): after three wrong answers each further one must wait longer. Who holds
// the device that somebody has signed in on before is counted apart, so a stranger cannot keep a teacher out.

import { sql } from 'kysely'
import type { Tx } from '../database/database.ts'
import type { KeyedHash } from '../keys/keys.ts'
import { TooMany } from '../web/refusals.ts'
import type { SignInTables } from './tables.ts'

const freeTries = 3
const firstWaitSeconds = 5
export const longestWaitSeconds = 15 * 60
const forgottenAfterHours = 24

/** How long the next try waits after so many wrong ones: 5 s after the third, then doubling, at most 15 minutes. */
export function waitAfter(tries: number): number {
  if (tries < freeTries) return 0
  return Math.min(longestWaitSeconds, firstWaitSeconds * 2 ** (tries - freeTries))
}

/**
 * Counts a try before its answer is known, so that a hundred at once are a hundred tries. Refuses (429) while the
 * last one's wait lasts; that does not make it longer. A right answer calls `forgetTries`.
 */
export async function claimTry(tx: Tx, schoolId: string, keyHash: Buffer, now: Date): Promise<void> {
  const { rows } = await sql<{ tries: number }>`
    insert into sign_in.attempts as a (school_id, key_hash, tries, last_at, wait_until)
    values (${schoolId}, ${keyHash}, 1, ${now}, ${now})
    on conflict (school_id, key_hash) do update
       set tries = case when a.last_at < ${now}::timestamptz - make_interval(hours => ${forgottenAfterHours})
                        then 1 else a.tries + 1 end,
           last_at = ${now}
     where a.wait_until <= ${now}
    returning tries`.execute(tx)
  const tries = rows[0]?.tries
  if (tries === undefined) throw tooSoon(await waitOf(tx, schoolId, keyHash, now))
  await tx
    .withTables<SignInTables>()
    .updateTable('sign_in.attempts')
    .set({ wait_until: new Date(now.getTime() + waitAfter(tries) * 1000) })
    .where('school_id', '=', schoolId)
    .where('key_hash', '=', keyHash)
    .execute()
}

/** After a success: the next wrong try waits as little as the first. */
export async function forgetTries(tx: Tx, schoolId: string, keyHash: Buffer): Promise<void> {
  await tx
    .withTables<SignInTables>()
    .deleteFrom('sign_in.attempts')
    .where('school_id', '=', schoolId)
    .where('key_hash', '=', keyHash)
    .execute()
}

async function waitOf(tx: Tx, schoolId: string, keyHash: Buffer, now: Date): Promise<number> {
  const row = await tx
    .withTables<SignInTables>()
    .selectFrom('sign_in.attempts')
    .select('wait_until')
    .where('school_id', '=', schoolId)
    .where('key_hash', '=', keyHash)
    .executeTakeFirst()
  return Math.max(1, Math.ceil(((row?.wait_until.getTime() ?? 0) - now.getTime()) / 1000))
}

function tooSoon(seconds: number): TooMany {
  return new TooMany(`That did not work several times. Wait ${inWords(seconds)}, then try again.`, seconds)
}

/** Seconds up to a minute, then whole minutes, rounded up. */
export function inWords(seconds: number): string {
  if (seconds < 60) return seconds === 1 ? '1 second' : `${seconds} seconds`
  const minutes = Math.ceil(seconds / 60)
  return minutes === 1 ? '1 minute' : `${minutes} minutes`
}

/**
 * Lets something be done so many times within so many minutes, and then refuses (429) until they are over. For other
 * systems only, which try again by themselves: people are slowed down and let through (`slow-down.ts`).
 */
export async function throttle(
  tx: Tx,
  keyedHash: KeyedHash,
  what: Counted & { times: number },
): Promise<void> {
  const { times, seconds } = await countTimes(tx, keyedHash, what)
  if (times <= what.times) return
  throw new TooMany(`That was done very often from here. Wait ${inWords(seconds)}, then try again.`, seconds)
}

/** `key` is hashed under the day's date, so that no address can be told from it tomorrow (S8). */
export type Counted = { schoolId: string; key: string; withinMinutes: number; now: Date }

/** Counts one time more: how often it was within so many minutes, and after how many seconds they are over. */
export async function countTimes(
  tx: Tx,
  keyedHash: KeyedHash,
  what: Counted,
): Promise<{ times: number; seconds: number }> {
  const day = what.now.toISOString().slice(0, 10)
  const keyHash = await keyedHash(tx, what.schoolId, `throttle ${day}`, what.key)
  const begins = new Date(what.now.getTime() - what.withinMinutes * 60_000)
  const { rows } = await sql<{ since: Date; times: number }>`
    insert into sign_in.count as c (school_id, key_hash, since, times)
    values (${what.schoolId}, ${keyHash}, ${what.now}, 1)
    on conflict (school_id, key_hash) do update
       set times = case when c.since <= ${begins} then 1 else c.times + 1 end,
           since = case when c.since <= ${begins} then ${what.now} else c.since end
    returning since, times`.execute(tx)
  const { since = what.now, times = 1 } = rows[0] ?? {}
  return { times, seconds: Math.ceil((since.getTime() - begins.getTime()) / 1000) }
}
