import type { Tx } from '#/platform/database/database.ts'
import type { Prompt } from './prompt.ts'
import type { PolicyTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<PolicyTables>()

const columns = [
  'id',
  'cause',
  'title',
  'kept_at as keptAt',
  'applies_from as appliesFrom',
  'added_at as addedAt',
  'added_by as addedBy',
  'reviews_asked_at as reviewsAskedAt',
] as const

/** What was new, newest first. */
export function promptsOf(tx: Tx, schoolId: string, most: number): Promise<Prompt[]> {
  return tables(tx)
    .selectFrom('policies.prompt')
    .select(columns)
    .where('school_id', '=', schoolId)
    .orderBy('added_at', 'desc')
    .limit(most)
    .execute()
}

/** What no review was asked for yet and applies by a day, held until the commit. */
export function promptsWaiting(tx: Tx, schoolId: string, by: string): Promise<Prompt[]> {
  return tables(tx)
    .selectFrom('policies.prompt')
    .select(columns)
    .where('school_id', '=', schoolId)
    .where('reviews_asked_at', 'is', null)
    .where('applies_from', '<=', by)
    .orderBy('added_at')
    .forUpdate()
    .execute()
}

/** Something new that policies are to be looked at for: a law, guidance, a technology. */
export async function insertPrompt(tx: Tx, schoolId: string, prompt: Prompt): Promise<void> {
  await tables(tx)
    .insertInto('policies.prompt')
    .values({
      school_id: schoolId,
      id: prompt.id,
      cause: prompt.cause,
      title: prompt.title,
      kept_at: prompt.keptAt,
      applies_from: prompt.appliesFrom,
      added_at: prompt.addedAt,
      added_by: prompt.addedBy,
      reviews_asked_at: prompt.reviewsAskedAt,
    })
    .execute()
}

/** Notes that reviews were asked for because of it, so that it is once. */
export async function saveReviewsAsked(tx: Tx, schoolId: string, id: string, at: Date): Promise<void> {
  await tables(tx)
    .updateTable('policies.prompt')
    .set({ reviews_asked_at: at })
    .where('school_id', '=', schoolId)
    .where('id', '=', id)
    .execute()
}
