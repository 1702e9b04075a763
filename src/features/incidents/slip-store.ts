import { NotFound } from '#/kernel/refusal.ts'
import { makePartOf } from '#/platform/access/kept-from.ts'
import type { Tx } from '#/platform/database/database.ts'
import type { IncidentTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<IncidentTables>()

type Row = IncidentTables['incidents.technical_slip']
export type NewSlip = {
  id: string
  incidentId: string
  device: string | null
  account: string | null
  address: string | null
  seenAt: Date | null
  asked: Row['asked']
  askedBy: string | null
  askedAt: Date
}
export type Slip = NewSlip & { doneAt: Date | null; doneWords: string | null }

/** Writes a slip. */
export async function insertSlip(tx: Tx, schoolId: string, slip: NewSlip): Promise<void> {
  await makePartOf(tx, { schoolId, partId: slip.id, recordId: slip.incidentId })
  await tables(tx)
    .insertInto('incidents.technical_slip')
    .values({
      school_id: schoolId,
      id: slip.id,
      incident_id: slip.incidentId,
      device: slip.device,
      account: slip.account,
      address: slip.address,
      seen_at: slip.seenAt,
      asked: slip.asked,
      asked_by: slip.askedBy,
      asked_at: slip.askedAt,
      done_at: null,
      done_by: null,
      done_words: null,
    })
    .execute()
}

/** One slip. Not found in another school, or when its incident is kept from the person who asks. */
export async function findSlip(tx: Tx, schoolId: string, slipId: string): Promise<Slip> {
  const slip = await slips(tx, schoolId).where('id', '=', slipId).executeTakeFirst()
  if (!slip) throw new NotFound('technical slip')
  return slip
}

/** What IT support still has to do, oldest first. */
export function openSlips(tx: Tx, schoolId: string): Promise<Slip[]> {
  return slips(tx, schoolId).where('done_at', 'is', null).orderBy('asked_at').execute()
}

/** Marks it as done; false when it was done before. */
export async function finishSlip(
  tx: Tx,
  schoolId: string,
  slipId: string,
  done: { at: Date; by: string | null; words: string },
): Promise<boolean> {
  const { numUpdatedRows } = await tables(tx)
    .updateTable('incidents.technical_slip')
    .set({ done_at: done.at, done_by: done.by, done_words: done.words })
    .where('school_id', '=', schoolId)
    .where('id', '=', slipId)
    .where('done_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

function slips(tx: Tx, schoolId: string) {
  return tables(tx)
    .selectFrom('incidents.technical_slip')
    .select([
      'id',
      'incident_id as incidentId',
      'device',
      'account',
      'address',
      'seen_at as seenAt',
      'asked',
      'asked_by as askedBy',
      'asked_at as askedAt',
      'done_at as doneAt',
      'done_words as doneWords',
    ])
    .where('school_id', '=', schoolId)
}
