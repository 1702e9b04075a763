import { sql } from 'kysely'
import { newId } from '#/kernel/id.ts'
import { NotFound, Stale } from '#/kernel/refusal.ts'
import type { Tx } from '#/platform/database/database.ts'
import { flowSchema } from './flow.ts'
import type { FlowVersion } from './flow-version.ts'
import type { TriageTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<TriageTables>()

function select(tx: Tx, schoolId: string) {
  return tables(tx)
    .selectFrom('triage.flow_version')
    .select([
      'id',
      'state',
      'text',
      'why',
      'from_day as fromDay',
      'drafted_by as draftedBy',
      'proposed_by as proposedBy',
      'proposed_at as proposedAt',
      'decided_by as decidedBy',
      'decided_at as decidedAt',
      'decision_reason as decisionReason',
      'revision',
    ])
    .where('school_id', '=', schoolId)
}

type Row = Awaited<ReturnType<ReturnType<typeof select>['execute']>>[number]

const versionOf = ({ text, ...row }: Row): FlowVersion => ({ ...row, flow: flowSchema.parse(text) })

/** Every copy that the school made, oldest first. */
export async function flowVersions(tx: Tx, schoolId: string): Promise<FlowVersion[]> {
  return (await select(tx, schoolId).orderBy('flow_key').orderBy('version').execute()).map(versionOf)
}

/** One copy. Not found in another school. */
export async function findFlowVersion(tx: Tx, schoolId: string, id: string): Promise<FlowVersion> {
  const row = await select(tx, schoolId).where('id', '=', id).executeTakeFirst()
  if (!row) throw new NotFound('flow')
  return versionOf(row)
}

/** Writes a new draft down. */
export async function addFlowVersion(
  tx: Tx,
  schoolId: string,
  draft: Pick<FlowVersion, 'flow' | 'draftedBy'> & { at: Date },
): Promise<string> {
  const id = newId(draft.at.getTime())
  await tables(tx)
    .insertInto('triage.flow_version')
    .values({
      school_id: schoolId,
      id,
      flow_key: draft.flow.key,
      version: draft.flow.version,
      state: 'draft',
      text: JSON.stringify(draft.flow),
      why: null,
      from_day: null,
      drafted_by: draft.draftedBy,
      drafted_at: draft.at,
      proposed_by: null,
      proposed_at: null,
      decided_by: null,
      decided_at: null,
      decision_reason: null,
      revision: 1,
    })
    .execute()
  return id
}

/** Saves a version, if nobody saved it since it was read. Refuses, as stale, what somebody else changed. */
export async function saveFlowVersion(tx: Tx, schoolId: string, version: FlowVersion): Promise<void> {
  const { numUpdatedRows } = await tables(tx)
    .updateTable('triage.flow_version')
    .set({
      state: version.state,
      // Without a change of the text the same text is written; the database compares.
      text: JSON.stringify(version.flow),
      why: version.why,
      from_day: version.fromDay,
      proposed_by: version.proposedBy,
      proposed_at: version.proposedAt,
      decided_by: version.decidedBy,
      decided_at: version.decidedAt,
      decision_reason: version.decisionReason,
      revision: sql<number>`revision + 1`,
    })
    .where('school_id', '=', schoolId)
    .where('id', '=', version.id)
    .where('revision', '=', version.revision)
    .executeTakeFirst()
  if (numUpdatedRows === 0n)
    throw new Stale(
      'Somebody else changed this copy while you were working on it. Reload the page and look at it first.',
      {},
    )
}
