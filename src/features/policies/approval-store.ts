import type { Tx } from '#/platform/database/database.ts'
import type { Approval } from './approval.ts'
import type { PolicyTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<PolicyTables>()

/** Everything that was decided on a version, oldest first, also before its text came back. */
export async function approvalsOf(tx: Tx, schoolId: string, versionId: string): Promise<Approval[]> {
  return tables(tx)
    .selectFrom('policies.approval')
    .select([
      'id',
      'attempt',
      'step',
      'decision',
      'says',
      'held_on as heldOn',
      'minute',
      'hash',
      'person_id as personId',
      'name_then as nameThen',
      'at',
    ])
    .where('school_id', '=', schoolId)
    .where('version_id', '=', versionId)
    .orderBy('at')
    .orderBy('id')
    .execute()
}

/** One step’s answer in one attempt. A version that was sent back begins a new attempt. */
export async function insertApproval(
  tx: Tx,
  schoolId: string,
  versionId: string,
  one: Approval,
): Promise<void> {
  await tables(tx)
    .insertInto('policies.approval')
    .values({
      school_id: schoolId,
      id: one.id,
      version_id: versionId,
      attempt: one.attempt,
      step: one.step,
      decision: one.decision,
      says: one.says,
      held_on: one.heldOn,
      minute: one.minute,
      hash: one.hash,
      person_id: one.personId,
      name_then: one.nameThen,
      at: one.at,
    })
    .execute()
}
