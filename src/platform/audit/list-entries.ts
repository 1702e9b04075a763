import { addDays, instantAt } from '#/kernel/london-time.ts'
import type { Actor } from '../access/actor.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../database/database.ts'
import { toldTo } from './told-to.ts'

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

/** Entries that whoever asks may see, and how many there are. What is about a record out of their sight is left out. */
export async function listEntries(
  context: Context,
  tx: Tx,
  actor: Actor,
  question: TrailQuestion,
  page: { limit: number; offset: number; oldestFirst: boolean },
): Promise<{ entries: readonly ListedEntry[]; total: number }> {
  const matching = matchingEntries(tx, actor.schoolId, question).where(await toldTo(context, tx, actor))
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
