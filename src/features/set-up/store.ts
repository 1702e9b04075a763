import type { Updateable } from 'kysely'
import type { Tx } from '#/platform/database/database.ts'
import type { Answers, SetUpTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<SetUpTables>()

export type Draft = {
  /** The id that the school will have. */
  id: string
  codeHash: Buffer
  sessionHash: Buffer | null
  failures: number
  failedAt: Date | null
  answers: Answers
  schoolMadeAt: Date | null
  linksMadeAt: Date | null
  sealKeysMadeAt: Date | null
}

/** The set-up that is under way, locked for the transaction when it may write; there is at most one. */
export function findOpenDraft(tx: Tx, lock: 'lock' | 'look'): Promise<Draft | undefined> {
  const open = tables(tx)
    .selectFrom('set_up.draft')
    .select([
      'id',
      'code_hash as codeHash',
      'session_hash as sessionHash',
      'failures',
      'failed_at as failedAt',
      'answers',
      'school_made_at as schoolMadeAt',
      'links_made_at as linksMadeAt',
      'seal_keys_made_at as sealKeysMadeAt',
    ])
    .where('finished_at', 'is', null)
  return (lock === 'lock' ? open.forUpdate() : open).executeTakeFirst()
}

/** A first visit that has begun: nobody has typed its code yet. */
export async function addDraft(
  tx: Tx,
  draft: Pick<SetUpTables['set_up.draft'], 'id' | 'code_hash' | 'begun_at'>,
): Promise<void> {
  const empty = {
    session_hash: null,
    failures: 0,
    failed_at: null,
    school_made_at: null,
    links_made_at: null,
    seal_keys_made_at: null,
    finished_at: null,
  }
  await tables(tx)
    .insertInto('set_up.draft')
    .values({ ...draft, ...empty, answers: '{}' })
    .execute()
}

/** What was answered or made so far; a server that stops goes on from there. */
export async function saveDraft(
  tx: Tx,
  id: string,
  change: Updateable<SetUpTables['set_up.draft']>,
): Promise<void> {
  await tables(tx).updateTable('set_up.draft').set(change).where('id', '=', id).execute()
}
