import { sql } from 'kysely'
import { NotFound } from '#/kernel/refusal.ts'
import type { Tx } from '#/platform/database/database.ts'
import type { Review, ReviewAction, ReviewSignature } from './review.ts'
import type { FilterChecksTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<FilterChecksTables>()

const columns = [
  'id',
  'number',
  'edition',
  'reason',
  'why',
  'takes_part as takesPart',
  'begun_at as begunAt',
  'begun_by as begunBy',
  'answers',
  'state',
  'finished_at as finishedAt',
  'finished_by as finishedBy',
  'signed_at as signedAt',
] as const

const ofSchool = (tx: Tx, schoolId: string) =>
  tables(tx).selectFrom('filter_checks.review').select(columns).where('school_id', '=', schoolId)

/** Every review, newest first. */
export function reviewsOf(tx: Tx, schoolId: string): Promise<Review[]> {
  return ofSchool(tx, schoolId).orderBy('number', 'desc').execute()
}

/** One review; `toChange` holds it until the commit. Not found in another school. */
export async function findReview(tx: Tx, schoolId: string, id: string, toChange = false): Promise<Review> {
  const query = ofSchool(tx, schoolId).where('id', '=', id)
  const found = await (toChange ? query.forUpdate() : query).executeTakeFirst()
  if (!found) throw new NotFound('review')
  return found
}

/** Held until the commit: of two who begin at once, the second waits. */
export async function nextReviewNumber(tx: Tx, schoolId: string): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`filter review ${schoolId}`}, 0))`.execute(tx)
  const [newest] = await ofSchool(tx, schoolId).orderBy('number', 'desc').limit(1).execute()
  return (newest?.number ?? 0) + 1
}

/** A review as it is begun. */
export async function insertReview(tx: Tx, schoolId: string, one: Review): Promise<void> {
  await tables(tx)
    .insertInto('filter_checks.review')
    .values({
      school_id: schoolId,
      id: one.id,
      number: one.number,
      edition: one.edition,
      reason: one.reason,
      why: one.why,
      begun_at: one.begunAt,
      begun_by: one.begunBy,
      ...whatChanges(one),
    })
    .execute()
}

/** Saves how far a review is; why it was begun stays as it is. */
export async function saveReview(tx: Tx, schoolId: string, one: Review): Promise<void> {
  await tables(tx)
    .updateTable('filter_checks.review')
    .set(whatChanges(one))
    .where('school_id', '=', schoolId)
    .where('id', '=', one.id)
    .execute()
}

const whatChanges = (one: Review) => ({
  takes_part: JSON.stringify(one.takesPart),
  answers: JSON.stringify(one.answers),
  state: one.state,
  finished_at: one.finishedAt,
  finished_by: one.finishedBy,
  signed_at: one.signedAt,
})

const actions = (tx: Tx, schoolId: string) =>
  tables(tx)
    .selectFrom('filter_checks.review_action')
    .select([
      'id',
      'review_id as reviewId',
      'what',
      'role',
      'due_on as dueOn',
      'done_at as doneAt',
      'done_by as doneBy',
      'done_how as doneHow',
    ])
    .where('school_id', '=', schoolId)

/** What follows from a review, the most pressing first. */
export function actionsOf(tx: Tx, schoolId: string, reviewId: string): Promise<ReviewAction[]> {
  return actions(tx, schoolId).where('review_id', '=', reviewId).orderBy('due_on').orderBy('id').execute()
}

/** One action. Not found in another school. */
export async function findAction(tx: Tx, schoolId: string, id: string): Promise<ReviewAction> {
  const found = await actions(tx, schoolId).where('id', '=', id).executeTakeFirst()
  if (!found) throw new NotFound('action of a review')
  return found
}

/** An action as it was agreed; only its end comes later. */
export async function insertAction(
  tx: Tx,
  schoolId: string,
  one: ReviewAction & { addedAt: Date; addedBy: string },
): Promise<void> {
  await tables(tx)
    .insertInto('filter_checks.review_action')
    .values({
      school_id: schoolId,
      id: one.id,
      review_id: one.reviewId,
      what: one.what,
      role: one.role,
      due_on: one.dueOn,
      added_at: one.addedAt,
      added_by: one.addedBy,
      done_at: null,
      done_by: null,
      done_how: null,
    })
    .execute()
}

/** Says how it was done; returns whether it was still to do. */
export async function saveDone(
  tx: Tx,
  schoolId: string,
  id: string,
  { at, by, how }: { at: Date; by: string; how: string },
): Promise<boolean> {
  const { numUpdatedRows } = await tables(tx)
    .updateTable('filter_checks.review_action')
    .set({ done_at: at, done_by: by, done_how: how })
    .where('school_id', '=', schoolId)
    .where('id', '=', id)
    .where('done_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Who has signed, in order. */
export function signaturesOf(tx: Tx, schoolId: string, reviewId: string): Promise<ReviewSignature[]> {
  return tables(tx)
    .selectFrom('filter_checks.review_signature')
    .select(['role', 'signed_by as signedBy', 'signed_at as signedAt'])
    .where('school_id', '=', schoolId)
    .where('review_id', '=', reviewId)
    .orderBy('signed_at')
    .execute()
}

/** One signature for a role; the database refuses a second. */
export async function insertSignature(
  tx: Tx,
  schoolId: string,
  reviewId: string,
  one: ReviewSignature,
): Promise<void> {
  await tables(tx)
    .insertInto('filter_checks.review_signature')
    .values({
      school_id: schoolId,
      review_id: reviewId,
      role: one.role,
      signed_by: one.signedBy,
      signed_at: one.signedAt,
    })
    .execute()
}

export type Counted = { tests: number; failedTests: number; trials: number; wrongTrials: number }

/** How often the filter was checked since then, and how often it was found wrong. */
export async function countChecks(tx: Tx, schoolId: string, since: Date): Promise<Counted> {
  const { rows } = await sql<Counted>`
    select (select count(*) from filter_checks.test where school_id = ${schoolId} and at >= ${since})::int as "tests",
           (select count(*) from filter_checks.test where school_id = ${schoolId} and at >= ${since} and outcome <> 'passed')::int as "failedTests",
           (select count(*) from filter_checks.trial where school_id = ${schoolId} and at >= ${since})::int as "trials",
           (select count(*) from filter_checks.trial where school_id = ${schoolId} and at >= ${since} and came_through)::int as "wrongTrials"`.execute(
    tx,
  )
  return rows[0] ?? { tests: 0, failedTests: 0, trials: 0, wrongTrials: 0 }
}
