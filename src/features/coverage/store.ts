import type { CalendarDate } from '#/kernel/london-time.ts'
import type { Tx } from '#/platform/database/database.ts'
import type { ParagraphInForce } from './passages.ts'
import type { Counts, State } from './state.ts'
import type { CoverageTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<CoverageTables>()

/** How each clause stood at the end of a day; clauses that had never been looked at are not in it. */
export async function statesOn(
  tx: Tx,
  schoolId: string,
  day: CalendarDate,
): Promise<ReadonlyMap<string, State>> {
  const rows = await tables(tx)
    .selectFrom('coverage.state_change')
    .distinctOn('clause')
    .select(['clause', 'state'])
    .where('school_id', '=', schoolId)
    .where('since', '<=', day)
    .orderBy('clause')
    .orderBy('since', 'desc')
    .execute()
  return new Map(rows.map(({ clause, state }) => [clause, state]))
}

/** The days on which one clause changed its state, newest first. */
export function historyOf(
  tx: Tx,
  schoolId: string,
  clause: string,
): Promise<{ since: CalendarDate; state: State }[]> {
  return tables(tx)
    .selectFrom('coverage.state_change')
    .select(['since', 'state'])
    .where('school_id', '=', schoolId)
    .where('clause', '=', clause)
    .orderBy('since', 'desc')
    .execute()
}

/** The newest day that was looked at, not later than the one given, with its sums; undefined when there is none. */
export function dayOn(
  tx: Tx,
  schoolId: string,
  day: CalendarDate,
): Promise<({ day: CalendarDate } & Omit<Counts, 'total'>) | undefined> {
  return tables(tx)
    .selectFrom('coverage.day')
    .select(['day', 'running', 'attention', 'not_set_up as notSetUp', 'not_built as notBuilt'])
    .where('school_id', '=', schoolId)
    .where('day', '<=', day)
    .orderBy('day', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** Keeps a day: its sums, and the clauses that stand elsewhere than before. Twice on a day, the second counts. */
export async function saveDay(
  tx: Tx,
  schoolId: string,
  day: CalendarDate,
  counts: Counts,
  changed: readonly { clause: string; state: State }[],
): Promise<void> {
  const { running, attention, notSetUp, notBuilt } = counts
  const sums = { running, attention, not_set_up: notSetUp, not_built: notBuilt }
  await tables(tx)
    .insertInto('coverage.day')
    .values({ school_id: schoolId, day, ...sums })
    .onConflict((conflict) => conflict.columns(['school_id', 'day']).doUpdateSet(sums))
    .execute()
  if (changed.length === 0) return
  await tables(tx)
    .insertInto('coverage.state_change')
    .values(changed.map(({ clause, state }) => ({ school_id: schoolId, clause, since: day, state })))
    .onConflict((conflict) =>
      conflict
        .columns(['school_id', 'clause', 'since'])
        .doUpdateSet((change) => ({ state: change.ref('excluded.state') })),
    )
    .execute()
}

/** The paragraphs of the school's policies in force, policy by policy, in their order. */
export function paragraphsInForce(tx: Tx, schoolId: string): Promise<ParagraphInForce[]> {
  return tables(tx)
    .selectFrom('policies.paragraph_in_force')
    .select(['heading', 'number', 'text', 'clauses'])
    .where('school_id', '=', schoolId)
    .orderBy('policy_id')
    .orderBy('position')
    .execute()
}
