import { type SqlBool, sql, type Updateable } from 'kysely'
import { NotFound } from '#/kernel/refusal.ts'
import type { Tx } from '#/platform/database/database.ts'
import type { Change, Does } from './entry-facts.ts'
import type { DirectoriesTables, LineOutcome, PlanState } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<DirectoriesTables>()

export type Plan = {
  id: string
  connectionId: string
  madeAt: Date
  madeBy: string | null
  state: PlanState
  found: number
  stops: number
  needsSecond: boolean
  agreedAt: Date | null
  agreedBy: string | null
  endedAt: Date | null
}
export type PlanLine = {
  accountId: string
  does: Does
  changes: readonly Change[]
  outcome: LineOutcome | null
}

const columns = [
  'p.id',
  'p.connection_id as connectionId',
  'p.made_at as madeAt',
  'p.made_by as madeBy',
  'p.state',
  'p.found',
  'p.stops',
  'p.needs_second as needsSecond',
  'p.agreed_at as agreedAt',
  'p.agreed_by as agreedBy',
  'p.ended_at as endedAt',
] as const

const newest = (tx: Tx, schoolId: string, connectionId: string) =>
  tables(tx)
    .selectFrom('directories.plan as p')
    .select(columns)
    .where('p.school_id', '=', schoolId)
    .where('p.connection_id', '=', connectionId)
    .orderBy('p.made_at', 'desc')
    .orderBy('p.id', 'desc')
    .limit(1)

/** The newest plan of a connection, or none. */
export async function newestPlan(tx: Tx, schoolId: string, connectionId: string): Promise<Plan | null> {
  return (await newest(tx, schoolId, connectionId).executeTakeFirst()) ?? null
}

/** The newest plan, held until the commit. */
export async function lockPlan(tx: Tx, schoolId: string, connectionId: string): Promise<Plan> {
  const found = await newest(tx, schoolId, connectionId).forUpdate().executeTakeFirst()
  if (!found) throw new NotFound('plan')
  return found
}

/** Saves a plan with its lines; one that was shown before is dropped. */
export async function insertPlan(
  tx: Tx,
  plan: DirectoriesTables['directories.plan'],
  lines: readonly Omit<PlanLine, 'outcome'>[],
): Promise<void> {
  await tables(tx)
    .updateTable('directories.plan')
    .set({ state: 'dropped', ended_at: plan.made_at })
    .where('school_id', '=', plan.school_id)
    .where('connection_id', '=', plan.connection_id)
    .where('state', '=', 'shown')
    .execute()
  await tables(tx).insertInto('directories.plan').values(plan).execute()
  if (lines.length === 0) return
  const rows = lines.map(({ accountId, does, changes }, position) => ({ accountId, does, changes, position }))
  await sql`
    insert into directories.plan_line (school_id, plan_id, account_id, position, does, changes)
    select ${plan.school_id}, ${plan.id}, (l->>'accountId')::uuid, (l->>'position')::int, l->>'does', l->'changes'
      from jsonb_array_elements(${JSON.stringify(rows)}::jsonb) as l`.execute(tx)
}

/** Its state and who agreed; the lines below it never change. */
export async function savePlan(
  tx: Tx,
  schoolId: string,
  id: string,
  change: Updateable<DirectoriesTables['directories.plan']>,
): Promise<void> {
  await tables(tx)
    .updateTable('directories.plan')
    .set(change)
    .where('school_id', '=', schoolId)
    .where('id', '=', id)
    .execute()
}

/** How many lines of each kind, and how many have been written, declined or left. */
export async function countLines(tx: Tx, schoolId: string, planId: string) {
  return await tables(tx)
    .selectFrom('directories.plan_line')
    .select(['does', 'outcome', sql<number>`count(*)::int`.as('count')])
    .where('school_id', '=', schoolId)
    .where('plan_id', '=', planId)
    .groupBy(['does', 'outcome'])
    .execute()
}

export type LinesWanted = { does: string | null; offset: number; most: number }

/** A page of the plan's lines. */
export async function planLines(
  tx: Tx,
  schoolId: string,
  planId: string,
  { does, offset, most }: LinesWanted,
) {
  const matching = tables(tx)
    .selectFrom('directories.plan_line')
    .where('school_id', '=', schoolId)
    .where('plan_id', '=', planId)
    .where(sql<SqlBool>`(${does}::text is null or does = ${does})`)
  const rows = await matching
    .select(['account_id as accountId', 'does', 'changes', 'outcome'])
    .orderBy('position')
    .limit(most)
    .offset(offset)
    .execute()
  const { total } = await matching.select(sql<number>`count(*)::int`.as('total')).executeTakeFirstOrThrow()
  return { rows: rows satisfies PlanLine[] as PlanLine[], total }
}

/** Lines that nobody has written yet, in order. */
export function linesToWrite(tx: Tx, schoolId: string, planId: string, most: number): Promise<PlanLine[]> {
  return tables(tx)
    .selectFrom('directories.plan_line')
    .select(['account_id as accountId', 'does', 'changes', 'outcome'])
    .where('school_id', '=', schoolId)
    .where('plan_id', '=', planId)
    .where('outcome', 'is', null)
    .orderBy('position')
    .limit(most)
    .execute()
}

/** What became of one line when it was written. */
export async function saveOutcome(
  tx: Tx,
  schoolId: string,
  planId: string,
  { accountId, outcome }: { accountId: string; outcome: LineOutcome },
): Promise<void> {
  await tables(tx)
    .updateTable('directories.plan_line')
    .set({ outcome })
    .where('school_id', '=', schoolId)
    .where('plan_id', '=', planId)
    .where('account_id', '=', accountId)
    .execute()
}
