import { record } from '#/platform/audit/trail.ts'
import type { Context } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { saveEscalatesAt } from './escalation-store.ts'
import { saveRecipient } from './store.ts'
import { escalatesAt, firstOf, type Recipient, type Task } from './task.ts'
import { readTimes } from './times.ts'

/** Makes the task somebody else's. They have not opened it, so its time to escalate starts again. */
export async function handOver(
  context: Context,
  tx: Tx,
  schoolId: string,
  task: Task,
  to: Recipient,
): Promise<void> {
  const { dueAt, clock, urgency } = task
  const due = dueAt && clock ? { at: dueAt, clock } : null
  const times = await readTimes(tx, schoolId)
  await saveRecipient(tx, schoolId, task.id, to)
  const at = escalatesAt({ urgency, due, openedAt: null }, context.clock(), times)
  await saveEscalatesAt(tx, schoolId, firstOf(task), at)
  const about = { kind: task.aboutKind, id: task.aboutId }
  record(tx, { did: 'tasks.moved', about, detail: { kind: task.kind, to: { ...to } } })
}
