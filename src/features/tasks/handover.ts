import { record } from '#/platform/audit/trail.ts'
import type { Context } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { saveEscalatesAt } from './escalation-store.ts'
import { saveEnd, saveRecipient } from './store.ts'
import { escalatesAt, firstOf, type Recipient, recipientOf, type Task } from './task.ts'
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

/** Whether the task is already theirs. */
export function isRecipient(to: Recipient, task: Task): boolean {
  return JSON.stringify(to) === JSON.stringify(recipientOf(task))
}

/**
 * The same where the next person may have the same to do already: two tasks become one then, the first of them, which
 * escalates. `open` is what is open about the record; returns what is open afterwards, and whether they had nothing of it.
 */
export async function passTo(
  context: Context,
  tx: Tx,
  schoolId: string,
  task: Task,
  to: Recipient,
  open: readonly Task[],
): Promise<{ open: readonly Task[]; isNew: boolean }> {
  const theirs = open.find((other) => firstOf(other) === firstOf(task) && isRecipient(to, other))
  const ends = theirs && (task.sameAs === null ? theirs : task)
  if (ends) {
    await saveEnd(tx, schoolId, ends.id, {
      state: 'notNeeded',
      at: context.clock(),
      by: null,
      reason: 'The same person has the same to do.',
    })
  }
  const left = open.filter(({ id }) => id !== ends?.id)
  if (ends === task) return { open: left, isNew: false }
  await handOver(context, tx, schoolId, task, to)
  const moved = { ...task, personId: null, role: null, ...to }
  return { open: left.map((one) => (one.id === task.id ? moved : one)), isNew: !theirs }
}
