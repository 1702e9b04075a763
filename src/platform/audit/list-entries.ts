import { addDays, instantAt } from '#/kernel/london-time.ts'
import type { Tx } from '../database/database.ts'

/** What is asked of the trail. Days are the school's, both included. */
export type TrailQuestion = {
  did?: string
  by?: string
  aboutId?: string
  from?: string
  to?: string
}

/** An entry as people read it. Its number is left out: a missing one would tell of what somebody may not see. */
export type ListedEntry = {
  at: Date
  actorKind: string
  actorId: string | null
  did: string
  aboutKind: string | null
  aboutId: string | null
}

/** Entries that the person who asks may see, and how many there are. */
export async function listEntries(
  tx: Tx,
  schoolId: string,
  question: TrailQuestion,
  page: { limit: number; offset: number; oldestFirst: boolean },
): Promise<{ entries: readonly ListedEntry[]; total: number }> {
  const matching = matchingEntries(tx, schoolId, question)
  const { total } = await matching
    .select((from) => from.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  const entries = await matching
    .select([
      'at',
      'actor_kind as actorKind',
      'actor_id as actorId',
      'did',
      'about_kind as aboutKind',
      'about_id as aboutId',
    ])
    .orderBy('number', page.oldestFirst ? 'asc' : 'desc')
    .limit(page.limit)
    .offset(page.offset)
    .execute()
  return { entries, total }
}

function matchingEntries(tx: Tx, schoolId: string, { did, by, aboutId, from, to }: TrailQuestion) {
  return tx
    .selectFrom('audit.entry')
    .where('school_id', '=', schoolId)
    .$if(did !== undefined, (query) => query.where('did', '=', did ?? ''))
    .$if(by !== undefined, (query) => query.where('actor_id', '=', by ?? ''))
    .$if(aboutId !== undefined, (query) => query.where('about_id', '=', aboutId ?? ''))
    .$if(from !== undefined, (query) => query.where('at', '>=', instantAt(from ?? '', '00:00')))
    .$if(to !== undefined, (query) => query.where('at', '<', instantAt(addDays(to ?? '', 1), '00:00')))
}
