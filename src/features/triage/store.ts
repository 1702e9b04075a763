import { newId } from '#/kernel/id.ts'
import type { Tx } from '#/platform/database/database.ts'
import type { Step, StepState } from './step.ts'
import type { TriageTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<TriageTables>()

/** The steps of an incident, in the order in which they opened. */
export function stepsOf(tx: Tx, schoolId: string, incidentId: string): Promise<Step[]> {
  return tables(tx)
    .selectFrom('triage.step')
    .select([
      'id',
      'name',
      'flow_id as flowId',
      'node_id as nodeId',
      'means',
      'state',
      'clock',
      'due_at as dueAt',
      'opened_at as openedAt',
      'changed_at as changedAt',
      'reason',
    ])
    .where('school_id', '=', schoolId)
    .where('incident_id', '=', incidentId)
    .orderBy('opened_at')
    .orderBy('id')
    .execute()
}

/** Puts a step on the list; one that was set aside before opens again, on a new clock. */
export async function openStep(
  tx: Tx,
  schoolId: string,
  incidentId: string,
  step: Omit<Step, 'id' | 'changedAt'>,
): Promise<void> {
  const columns = {
    flow_id: step.flowId,
    node_id: step.nodeId,
    means: step.means,
    state: step.state,
    clock: step.clock,
    due_at: step.dueAt,
    opened_at: step.openedAt,
    changed_at: step.openedAt,
    reason: step.reason,
  }
  await tables(tx)
    .insertInto('triage.step')
    .values({
      ...columns,
      school_id: schoolId,
      id: newId(step.openedAt.getTime()),
      incident_id: incidentId,
      name: step.name,
    })
    .onConflict((conflict) => conflict.columns(['school_id', 'incident_id', 'name']).doUpdateSet(columns))
    .execute()
}

/** Its state and why; the replies that led there are rows of their own. */
export async function saveStep(
  tx: Tx,
  schoolId: string,
  incidentId: string,
  name: string,
  after: { state: StepState; at: Date; reason: string | null },
): Promise<void> {
  await tables(tx)
    .updateTable('triage.step')
    .set({ state: after.state, changed_at: after.at, reason: after.reason })
    .where('school_id', '=', schoolId)
    .where('incident_id', '=', incidentId)
    .where('name', '=', name)
    .execute()
}

export type StepCount = { open: number; lastAt: Date | null }

/** How many steps are owed in the school, and when one was last recorded. */
export async function countSteps(tx: Tx, schoolId: string): Promise<StepCount> {
  const row = await tables(tx)
    .selectFrom('triage.step')
    .select(({ fn }) => [
      fn.countAll<number>().filterWhere('state', 'in', ['open', 'waiting']).as('open'),
      fn.max('changed_at').filterWhere('state', 'in', ['done', 'notNeeded']).as('lastAt'),
    ])
    .where('school_id', '=', schoolId)
    .executeTakeFirstOrThrow()
  return { open: row.open, lastAt: row.lastAt }
}

/** How many steps were due and are still owed. */
export async function stepsLate(tx: Tx, schoolId: string, now: Date): Promise<number> {
  const row = await tables(tx)
    .selectFrom('triage.step')
    .select(({ fn }) => fn.countAll<number>().as('late'))
    .where('school_id', '=', schoolId)
    .where('state', 'in', ['open', 'waiting'])
    .where('due_at', '<', now)
    .executeTakeFirstOrThrow()
  return row.late
}

export type ReplyCount = { incidents: number; lastAt: Date | null }

/** In how many incidents a node was answered, and when last. */
export async function countReplies(
  tx: Tx,
  schoolId: string,
  wanted: { nodes?: readonly string[]; answers?: readonly string[] },
): Promise<ReplyCount> {
  let query = tables(tx)
    .selectFrom('triage.reply')
    .select(({ fn }) => [
      fn.count<number>('incident_id').distinct().as('incidents'),
      fn.max('answered_at').as('lastAt'),
    ])
    .where('school_id', '=', schoolId)
  if (wanted.nodes) query = query.where('node_id', 'in', wanted.nodes)
  if (wanted.answers) query = query.where('answer', 'in', wanted.answers)
  const row = await query.executeTakeFirstOrThrow()
  return { incidents: row.incidents, lastAt: row.lastAt }
}
