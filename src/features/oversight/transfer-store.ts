import { NotFound } from '#/kernel/refusal.ts'
import type { Tx } from '#/platform/database/database.ts'
import type { OversightTables } from './tables.ts'
import type { Transfer } from './transfer.ts'

const tables = (tx: Tx) => tx.withTables<OversightTables>()

const columns = [
  'id',
  'pupil_id as pupilId',
  'to_school as toSchool',
  'to_person as toPerson',
  'method',
  'records',
  'sent_by as sentBy',
  'sent_at as sentAt',
  'received_at as receivedAt',
  'received_by as receivedBy',
] as const

/** The transfers of a pupil's record, newest first. */
export function listTransfers(tx: Tx, schoolId: string, pupilId: string): Promise<Transfer[]> {
  return tables(tx)
    .selectFrom('oversight.transfer')
    .select(columns)
    .where('school_id', '=', schoolId)
    .where('pupil_id', '=', pupilId)
    .orderBy('sent_at', 'desc')
    .execute()
}

/** The transfer; `toChange` holds it until the commit. Not found in another school. */
export async function findTransfer(
  tx: Tx,
  schoolId: string,
  id: string,
  toChange: boolean,
): Promise<Transfer> {
  const found = await tables(tx)
    .selectFrom('oversight.transfer')
    .select(columns)
    .where('school_id', '=', schoolId)
    .where('id', '=', id)
    .$if(toChange, (query) => query.forUpdate())
    .executeTakeFirst()
  if (!found) throw new NotFound('transfer')
  return found
}

/** What went where, with the hash of the summary: whether two copies are the same can be told later. */
export async function insertTransfer(
  tx: Tx,
  schoolId: string,
  transfer: Omit<Transfer, 'receivedAt' | 'receivedBy'> & { summaryHash: Buffer },
): Promise<void> {
  await tables(tx)
    .insertInto('oversight.transfer')
    .values({
      school_id: schoolId,
      id: transfer.id,
      pupil_id: transfer.pupilId,
      to_school: transfer.toSchool,
      to_person: transfer.toPerson,
      method: transfer.method,
      summary_hash: transfer.summaryHash,
      records: transfer.records,
      sent_by: transfer.sentBy,
      sent_at: transfer.sentAt,
      received_at: null,
      received_by: null,
      noted_by: null,
    })
    .execute()
}

/** Who received it there, and who of ours noted that. */
export async function saveReceipt(
  tx: Tx,
  schoolId: string,
  id: string,
  receipt: { at: Date; by: string; notedBy: string },
): Promise<void> {
  await tables(tx)
    .updateTable('oversight.transfer')
    .set({ received_at: receipt.at, received_by: receipt.by, noted_by: receipt.notedBy })
    .where('school_id', '=', schoolId)
    .where('id', '=', id)
    .execute()
}
