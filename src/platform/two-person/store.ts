import { sql } from 'kysely'
import { NotFound } from '#/kernel/refusal.ts'
import type { Tx } from '../database/database.ts'
import type { TwoPersonRequest } from './request.ts'
import type { TwoPersonTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<TwoPersonTables>()

const columns = [
  'id',
  'action',
  'about_id as aboutId',
  'reason',
  'asked_by as askedBy',
  'asked_at as askedAt',
  'waits_until as waitsUntil',
  'decision',
  'decided_by as decidedBy',
  'decided_at as decidedAt',
  'decided_why as decidedWhy',
  'grant_ends_at as grantEndsAt',
  'used_at as usedAt',
  'break_glass as breakGlass',
  'reviewed_by as reviewedBy',
  'finding',
  'withdrawn_at as withdrawnAt',
] as const

/** The request, locked until the commit. Not found in another school, nor when it is about a record kept from them. */
export async function lockRequest(tx: Tx, schoolId: string, requestId: string): Promise<TwoPersonRequest> {
  const request = await tables(tx)
    .selectFrom('two_person.request')
    .select(columns)
    .where('school_id', '=', schoolId)
    .where('id', '=', requestId)
    .forUpdate()
    .executeTakeFirst()
  if (!request) throw new NotFound('request')
  return request
}

/** The requests for some actions of the last `days`, newest first, at most 200. */
export function requestsOf(
  tx: Tx,
  schoolId: string,
  parts: { actions: readonly string[]; since: Date; aboutId?: string },
): Promise<TwoPersonRequest[]> {
  return tables(tx)
    .selectFrom('two_person.request')
    .select(columns)
    .where('school_id', '=', schoolId)
    .where('action', '=', sql<string>`any(${[...parts.actions]}::text[])`)
    .where('asked_at', '>', parts.since)
    .$if(parts.aboutId !== undefined, (query) => query.where('about_id', '=', parts.aboutId ?? ''))
    .orderBy('asked_at', 'desc')
    .limit(200)
    .execute()
}

/** A request that nobody has answered. The database refuses one about whoever asks. */
export async function insertRequest(
  tx: Tx,
  schoolId: string,
  request: Pick<
    TwoPersonRequest,
    'id' | 'action' | 'aboutId' | 'reason' | 'askedBy' | 'askedAt' | 'waitsUntil' | 'breakGlass'
  >,
): Promise<void> {
  await tables(tx)
    .insertInto('two_person.request')
    .values({
      school_id: schoolId,
      id: request.id,
      action: request.action,
      about_id: request.aboutId,
      reason: request.reason,
      asked_by: request.askedBy,
      asked_at: request.askedAt,
      waits_until: request.waitsUntil,
      decision: null,
      decided_by: null,
      decided_at: null,
      decided_why: null,
      grant_ends_at: null,
      used_at: null,
      break_glass: request.breakGlass,
      reviewed_by: null,
      reviewed_at: null,
      finding: null,
      withdrawn_at: null,
    })
    .execute()
}

/** Decides a request. False, and nothing is changed, when the decider is who asked. */
export async function saveDecision(
  tx: Tx,
  schoolId: string,
  requestId: string,
  decided: {
    decision: 'agreed' | 'refused'
    by: string
    at: Date
    why: string | null
    grantEndsAt: Date | null
  },
): Promise<boolean> {
  const saved = await tables(tx)
    .updateTable('two_person.request')
    .set({
      decision: decided.decision,
      decided_by: decided.by,
      decided_at: decided.at,
      decided_why: decided.why,
      grant_ends_at: decided.grantEndsAt,
    })
    .where('school_id', '=', schoolId)
    .where('id', '=', requestId)
    .where('decision', 'is', null)
    .where('withdrawn_at', 'is', null)
    .where('asked_by', '<>', decided.by)
    .where('about_id', '<>', decided.by)
    .returning('id')
    .executeTakeFirst()
  return saved !== undefined
}

/** Who asked takes it back; nothing of it is ever decided then. */
export async function saveWithdrawn(tx: Tx, schoolId: string, requestId: string, at: Date): Promise<void> {
  await tables(tx)
    .updateTable('two_person.request')
    .set({ withdrawn_at: at })
    .where('school_id', '=', schoolId)
    .where('id', '=', requestId)
    .where('decision', 'is', null)
    .execute()
}

/** Uses a grant up, once, by who asked for it. Undefined when there is none in force. */
export async function spendGrant(
  tx: Tx,
  schoolId: string,
  grant: { action: string; aboutId: string; by: string; at: Date },
): Promise<{ id: string; agreedBy: string } | undefined> {
  const { rows } = await sql<{ id: string; agreedBy: string }>`
    update two_person.request set used_at = ${grant.at}
     where school_id = ${schoolId} and id = (
       select id from two_person.request
        where school_id = ${schoolId} and action = ${grant.action} and about_id = ${grant.aboutId}
          and asked_by = ${grant.by} and decision = 'agreed' and used_at is null and grant_ends_at > ${grant.at}
        order by grant_ends_at limit 1 for update skip locked)
    returning id, decided_by as "agreedBy"`.execute(tx)
  return rows[0]
}

/** What the review found. The database refuses a second one, and one by who took part. */
export async function saveFinding(
  tx: Tx,
  schoolId: string,
  requestId: string,
  review: { by: string; at: Date; finding: string },
): Promise<void> {
  await tables(tx)
    .updateTable('two_person.request')
    .set({ reviewed_by: review.by, reviewed_at: review.at, finding: review.finding })
    .where('school_id', '=', schoolId)
    .where('id', '=', requestId)
    .execute()
}
