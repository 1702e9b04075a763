// A child leaves: the record goes to the next school, apart from the main file, and its receipt is chased.

import { createHash } from 'node:crypto'
import * as z from 'zod'
import { deadline } from '#/kernel/deadline.ts'
import { newId } from '#/kernel/id.ts'
import { Refused } from '#/kernel/refusal.ts'
import { allow, requirePerson } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { findPerson } from '../people/index.ts'
import { readCalendar } from '../schools/index.ts'
import { giveTask } from '../tasks/index.ts'
import { chronologyOf } from './chronology.ts'
import { type Method, methods, receiptDueSchoolDays, type Transfer } from './transfer.ts'
import { insertTransfer } from './transfer-store.ts'

export const sendTransferForm = z.object({
  toSchool: z
    .string()
    .trim()
    .min(1, 'Write which school the record goes to')
    .max(200, 'Keep the name of the school under 200 characters'),
  toPerson: z
    .string()
    .trim()
    .min(1, 'Write who receives it there: usually their safeguarding lead')
    .max(200, 'Keep the name under 200 characters'),
  method: z.enum(Object.keys(methods) as [Method, ...Method[]], 'Choose how it is sent'),
})
export type SendTransfer = z.infer<typeof sendTransferForm> & { pupilId: string }

/**
 * Records that a pupil's record was sent, with the hash of the summary that went, and asks for the receipt within five
 * school days (Keeping children safe in education, transfer of the child protection file). Refuses anybody who is no pupil.
 */
export function sendTransfer(context: Context, actor: Actor, request: SendTransfer): Promise<Transfer> {
  return inTransaction(context, actor, async (tx) => {
    const pupil = await findPerson(tx, actor.schoolId, request.pupilId)
    allow(context, actor, 'oversight.transfer')
    if (pupil.kind !== 'pupil') throw new Refused('Only a pupil’s record goes to another school.')
    const at = context.clock()
    const items = await chronologyOf(context, tx, actor, pupil.id, 'nextSchool')
    const transfer: Transfer = {
      id: newId(),
      pupilId: pupil.id,
      toSchool: request.toSchool,
      toPerson: request.toPerson,
      method: request.method,
      records: items.length,
      sentBy: requirePerson(actor).personId,
      sentAt: at,
      receivedAt: null,
      receivedBy: null,
    }
    const summaryHash = createHash('sha256').update(JSON.stringify(items)).digest()
    await insertTransfer(tx, actor.schoolId, { ...transfer, summaryHash })
    await giveTask(context, tx, actor, {
      to: { role: 'dsl' },
      kind: 'oversight.chaseReceipt',
      title: 'Chase the receipt of a record that was sent to another school',
      about: { kind: 'person', id: pupil.id },
      path: `/people/${pupil.id}/chronology`,
      urgency: 'normal',
      due: {
        at: deadline(
          at,
          { count: receiptDueSchoolDays, clock: 'schoolDays' },
          await readCalendar(tx, actor.schoolId),
        ),
        clock: 'schoolDays',
      },
      mergeKey: `transfer ${transfer.id}`,
    })
    record(tx, {
      did: 'oversight.recordSent',
      about: { kind: 'person', id: pupil.id },
      detail: { transferId: transfer.id, records: items.length },
    })
    return transfer
  })
}
