import type { Tx } from '#/platform/database/database.ts'
import type { Confirmation } from './confirmation.ts'
import type { CoverageTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<CoverageTables>()

const columns = [
  'id',
  'control',
  'system',
  'seen_on as seenOn',
  'seen',
  'review_due_on as reviewDueOn',
  'ended',
  'noted_at as notedAt',
  'noted_by as notedBy',
] as const

/** What was confirmed last of each control. */
export async function newestConfirmations(
  tx: Tx,
  schoolId: string,
): Promise<ReadonlyMap<string, Confirmation>> {
  const rows = await tables(tx)
    .selectFrom('coverage.confirmation')
    .distinctOn('control')
    .select(columns)
    .where('school_id', '=', schoolId)
    .orderBy('control')
    .orderBy('noted_at', 'desc')
    .execute()
  return new Map(rows.map((one) => [one.control, one]))
}

/** Everything that was confirmed of one control, newest first. */
export function confirmationsOf(tx: Tx, schoolId: string, control: string): Promise<Confirmation[]> {
  return tables(tx)
    .selectFrom('coverage.confirmation')
    .select(columns)
    .where('school_id', '=', schoolId)
    .where('control', '=', control)
    .orderBy('noted_at', 'desc')
    .execute()
}

/** What somebody saw another system do: rows are only added, and the newest counts. */
export async function insertConfirmation(tx: Tx, schoolId: string, one: Confirmation): Promise<void> {
  await tables(tx)
    .insertInto('coverage.confirmation')
    .values({
      school_id: schoolId,
      id: one.id,
      control: one.control,
      system: one.system,
      seen_on: one.seenOn,
      seen: one.seen,
      review_due_on: one.reviewDueOn,
      ended: one.ended,
      noted_at: one.notedAt,
      noted_by: one.notedBy,
    })
    .execute()
}
