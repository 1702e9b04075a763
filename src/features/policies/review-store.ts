import { sql } from 'kysely'
import { NotFound } from '#/kernel/refusal.ts'
import { type Actor, personOf } from '#/platform/access/actor.ts'
import type { Tx } from '#/platform/database/database.ts'
import type { Outcome, Review } from './review.ts'
import type { PolicyTables } from './tables.ts'
import type { Version } from './version.ts'

const tables = (tx: Tx) => tx.withTables<PolicyTables>()

const columns = [
  'id',
  'policy_id as policyId',
  'cause',
  'says',
  'asked_at as askedAt',
  'asked_by as askedBy',
  'due_on as dueOn',
  'outcome',
  'findings',
  'ended_at as endedAt',
  'ended_by as endedBy',
] as const

/** Reviews of a policy, newest first. */
export async function reviewsOf(tx: Tx, schoolId: string, policyId: string): Promise<Review[]> {
  return tables(tx)
    .selectFrom('policies.review')
    .select(columns)
    .where('school_id', '=', schoolId)
    .where('policy_id', '=', policyId)
    .orderBy('asked_at', 'desc')
    .execute()
}

/** The review. Not found in another school. */
export async function findReview(tx: Tx, schoolId: string, id: string): Promise<Review> {
  const found = await tables(tx)
    .selectFrom('policies.review')
    .select(columns)
    .where('school_id', '=', schoolId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!found) throw new NotFound('review')
  return found
}

/** The same, held until the commit. */
export async function findReviewToEnd(tx: Tx, schoolId: string, id: string): Promise<Review> {
  await tables(tx)
    .selectFrom('policies.review')
    .select('id')
    .where('school_id', '=', schoolId)
    .where('id', '=', id)
    .forUpdate()
    .execute()
  return findReview(tx, schoolId, id)
}

/** A reason to look at a policy again; it is open until somebody says what came of it. */
export async function insertReview(tx: Tx, schoolId: string, one: Review): Promise<void> {
  await tables(tx)
    .insertInto('policies.review')
    .values({
      school_id: schoolId,
      id: one.id,
      policy_id: one.policyId,
      cause: one.cause,
      says: one.says,
      asked_at: one.askedAt,
      asked_by: one.askedBy,
      due_on: one.dueOn,
      outcome: null,
      findings: null,
      ended_at: null,
      ended_by: null,
    })
    .execute()
}

/** What came of it, in the words that the register prints. */
export async function saveReviewEnd(
  tx: Tx,
  schoolId: string,
  id: string,
  end: { outcome: Outcome; findings: string; at: Date; by: string | null },
): Promise<void> {
  await tables(tx)
    .updateTable('policies.review')
    .set({ outcome: end.outcome, findings: end.findings, ended_at: end.at, ended_by: end.by })
    .where('school_id', '=', schoolId)
    .where('id', '=', id)
    .execute()
}

/** A new version answers every review that was asked for before it was adopted. */
export async function endReviewsByVersion(
  tx: Tx,
  actor: Actor,
  { policyId, number }: Version,
  at: Date,
): Promise<void> {
  await tables(tx)
    .updateTable('policies.review')
    .set({
      outcome: 'newVersion',
      findings: `Version ${number} was adopted.`,
      ended_at: at,
      ended_by: personOf(actor),
    })
    .where('school_id', '=', actor.schoolId)
    .where('policy_id', '=', policyId)
    .where('ended_at', 'is', null)
    .execute()
}

export type Due = { policyId: string; title: string; reviewDueOn: string; versionId: string }

/** Policies in force whose review comes up by a day and is not open yet. */
export async function reviewsComingUp(tx: Tx, schoolId: string, by: string): Promise<Due[]> {
  const { rows } = await sql<Due>`
    select p.id as "policyId", p.title, p.review_due_on as "reviewDueOn", v.id as "versionId"
      from policies.policy p
      join policies.version v on v.school_id = p.school_id and v.policy_id = p.id and v.state = 'adopted'
     where p.school_id = ${schoolId} and p.review_due_on <= ${by}
       and not exists (select 1 from policies.review r
             where r.school_id = p.school_id and r.policy_id = p.id and r.cause = 'calendar' and r.ended_at is null)
     order by p.review_due_on`.execute(tx)
  return rows
}
