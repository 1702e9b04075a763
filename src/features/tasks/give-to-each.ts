// The same thing to do for many people, each for themselves: joiners after an import, whoever is asked to sign.

import { newId } from '#/kernel/id.ts'
import { londonDate } from '#/kernel/london-time.ts'
import { type Actor, personOf } from '#/platform/access/actor.ts'
import { asSchool } from '#/platform/access/as-school.ts'
import { keptAmong } from '#/platform/access/kept-from.ts'
import { record } from '#/platform/audit/trail.ts'
import type { Context } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { hereAmong } from '../people/index.ts'
import { columnsOf, giveTask, taskRow } from './give-task.ts'
import { notifyEach } from './notify.ts'
import { addTasks, openAmong, type TaskRow } from './store.ts'
import type { NewTask } from './task.ts'
import { readTimes } from './times.ts'

export type OwnTask = Omit<NewTask, 'to'> & { to: { personId: string } }

/** Their rows are built in one go, and every page waits as long. */
const rowsAtOnce = 100

/**
 * Gives each task as `giveTask` does, with a few statements for all of them. Whatever is not plain (a record kept from
 * somebody, a person who has left, the same thing open already) goes through `giveTask` itself.
 */
export async function giveTaskToEach(
  context: Context,
  tx: Tx,
  actor: Actor,
  tasks: readonly OwnTask[],
): Promise<void> {
  for (let from = 0; from < tasks.length; from += rowsAtOnce) {
    const some = tasks.slice(from, from + rowsAtOnce)
    const plain = await asSchool(tx, () => givePlain(context, tx, actor, some))
    for (const task of some) if (!plain.has(task)) await giveTask(context, tx, actor, task)
  }
}

async function givePlain(
  context: Context,
  tx: Tx,
  actor: Actor,
  tasks: readonly OwnTask[],
): Promise<ReadonlySet<OwnTask>> {
  const { schoolId } = actor
  const now = context.clock()
  const aboutIds = tasks.map(({ about }) => about.id)
  const here = await hereAmong(
    tx,
    schoolId,
    tasks.map(({ to }) => to.personId),
    londonDate(now),
  )
  const kept = await keptAmong(tx, schoolId, aboutIds)
  const open = await openAmong(tx, schoolId, aboutIds)
  const plain = tasks.filter(
    ({ to, about, mergeKey, notFor }) =>
      here.has(to.personId) &&
      !kept.has(about.id) &&
      !open.has(`${about.id} ${mergeKey}`) &&
      notFor === undefined,
  )
  const times = await readTimes(tx, schoolId)
  const rows = plain.map(
    (task): TaskRow => ({ ...taskRow(actor, task, now, times), ...columnsOf(task.to), id: newId() }),
  )
  await addTasks(tx, rows)
  for (const { kind, about, to } of plain)
    record(tx, { did: 'tasks.given', about, detail: { kind, to: { ...to } } })
  const told = rows.filter(({ person_id }) => person_id !== personOf(actor))
  await notifyEach(
    context,
    tx,
    schoolId,
    told.map(({ id, person_id, about_id, urgency }) => ({
      personId: person_id ?? '',
      taskId: id,
      aboutId: about_id,
      urgency,
    })),
  )
  return new Set(plain)
}
