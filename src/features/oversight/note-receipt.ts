import * as z from 'zod'
import { Refused } from '#/kernel/refusal.ts'
import { allow, requirePerson } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { endTasksAbout } from '../tasks/index.ts'
import type { Transfer } from './transfer.ts'
import { findTransfer, saveReceipt } from './transfer-store.ts'

export const noteReceiptForm = z.object({
  receivedBy: z
    .string()
    .trim()
    .min(1, 'Write who signed for the record')
    .max(200, 'Keep the name under 200 characters'),
})
export type NoteReceipt = z.infer<typeof noteReceiptForm> & { transferId: string }

/** Notes that the next school has the record, which ends the chase. Refuses a second receipt. */
export function noteReceipt(context: Context, actor: Actor, request: NoteReceipt): Promise<Transfer> {
  return inTransaction(context, actor, async (tx) => {
    const transfer = await findTransfer(tx, actor.schoolId, request.transferId, true)
    allow(context, actor, 'oversight.transfer')
    if (transfer.receivedAt) throw new Refused('The receipt of this record is noted already.')
    const at = context.clock()
    await saveReceipt(tx, actor.schoolId, transfer.id, {
      at,
      by: request.receivedBy,
      notedBy: requirePerson(actor).personId,
    })
    await endTasksAbout(context, tx, actor, {
      aboutId: transfer.pupilId,
      mergeKey: `transfer ${transfer.id}`,
      state: 'done',
      reason: 'The next school has the record.',
    })
    record(tx, { did: 'oversight.receiptNoted', about: { kind: 'person', id: transfer.pupilId } })
    return { ...transfer, receivedAt: at, receivedBy: request.receivedBy }
  })
}
