import { type Actor, personOf } from '#/platform/access/actor.ts'
import type { Tx } from '#/platform/database/database.ts'
import { workers } from './permissions.ts'
import type { Group } from './policy.ts'
import type { PolicyTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<PolicyTables>()

export type Comment = {
  id: string
  paragraphKey: string | null
  group: Group
  personId: string
  /** Where a meeting said it: which one. */
  meeting: string | null
  heldOn: string | null
  says: string
  at: Date
  answer: string | null
  changedText: boolean | null
  answeredAt: Date | null
}

/** Comments on a version, oldest first. Those who write see all; everybody else their own, with the answers. */
export async function commentsOn(tx: Tx, actor: Actor, versionId: string): Promise<Comment[]> {
  let query = tables(tx)
    .selectFrom('policies.comment')
    .select([
      'id',
      'paragraph_key as paragraphKey',
      'group',
      'person_id as personId',
      'meeting',
      'held_on as heldOn',
      'says',
      'at',
      'answer',
      'changed_text as changedText',
      'answered_at as answeredAt',
    ])
    .where('school_id', '=', actor.schoolId)
    .where('version_id', '=', versionId)
  const seesAll =
    actor.kind === 'system' || (actor.kind === 'person' && workers.some((role) => actor.roles.has(role)))
  if (!seesAll)
    query = query.where('person_id', '=', personOf(actor) ?? '00000000-0000-0000-0000-000000000000')
  return query.orderBy('at').orderBy('id').execute()
}

/** It waits for an answer, which says whether the text changed. */
export async function insertComment(
  tx: Tx,
  row: Omit<PolicyTables['policies.comment'], 'answer' | 'changed_text' | 'answered_at' | 'answered_by'>,
): Promise<void> {
  await tables(tx)
    .insertInto('policies.comment')
    .values({ ...row, answer: null, changed_text: null, answered_at: null, answered_by: null })
    .execute()
}

/** Answers a comment; false when somebody answered before. */
export async function saveAnswer(
  tx: Tx,
  schoolId: string,
  of: { versionId: string; id: string; answer: string; changedText: boolean; at: Date; by: string | null },
): Promise<boolean> {
  const { numUpdatedRows } = await tables(tx)
    .updateTable('policies.comment')
    .set({ answer: of.answer, changed_text: of.changedText, answered_at: of.at, answered_by: of.by })
    .where('school_id', '=', schoolId)
    .where('version_id', '=', of.versionId)
    .where('id', '=', of.id)
    .where('answered_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}
