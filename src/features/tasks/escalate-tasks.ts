import { newId } from '#/kernel/id.ts'
import { hourMs } from '#/kernel/london-time.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { keptFromOf } from '#/platform/access/kept-from.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { announce } from '#/platform/happenings/happenings.ts'
import { type DesignatedRole, onDutyNow, type Person } from '../people/index.ts'
import { addSame, dueEscalations, saveEscalatesAt } from './escalation-store.ts'
import { unopenedOnDuty } from './happenings.ts'
import { notify } from './notify.ts'
import { chainOf, recipients, startOf } from './recipients.ts'
import { escalatesAgainAt, type Recipient, recipientOf, type Task } from './task.ts'
import { readTimes } from './times.ts'
import { whoHas } from './who-has.ts'

/**
 * Passes each task whose time has come to the next person besides: along the chain of its role and, where a child may
 * be harmed, to whoever is on duty now (S1). Those who have it keep it. Returns how many tasks went on.
 */
export function escalateTasks(context: Context, actor: Actor): Promise<number> {
  return inTransaction(context, actor, async (tx) => {
    const due = await dueEscalations(tx, actor.schoolId, context.clock())
    for (const task of due) await escalate(context, tx, actor, task)
    return due.length
  })
}

type Next = { to: Recipient; people: readonly Person[] }

async function escalate(context: Context, tx: Tx, actor: Actor, task: Task): Promise<void> {
  const { schoolId } = actor
  const now = context.clock()
  const unopened = task.urgency === 'now' && task.openedAt === null
  const have = await whoHas(context, tx, schoolId, task)
  const kept = await keptFromOf(tx, schoolId, task.aboutId)
  const mayKnow = ({ id }: Person) => !kept.has(id) && !task.notFor.includes(id)
  const free = (people: readonly Person[]) => people.filter((one) => mayKnow(one) && !have.has(one.id))
  const next: Next[] = await nextInChain(context, tx, schoolId, task, free)
  if (unopened) {
    const everybody = await onDutyNow(tx, schoolId, now)
    const byCover = everybody.filter(({ because }) => because === 'cover').map(({ person }) => person)
    await announce(context, tx, actor, unopenedOnDuty, {
      about: { kind: task.aboutKind, id: task.aboutId },
      people: byCover.filter(mayKnow),
    })
    const onDuty = free(everybody.map(({ person }) => person))
    const chosen = new Set(next.flatMap(({ people }) => people.map(({ id }) => id)))
    for (const person of onDuty.filter(({ id }) => !chosen.has(id))) {
      next.push({ to: { personId: person.id }, people: [person] })
    }
  }
  for (const { to } of next) {
    await addSame(tx, schoolId, task.id, { id: newId(), to, at: now })
    const about = { kind: task.aboutKind, id: task.aboutId }
    record(tx, { did: 'tasks.escalated', about, detail: { kind: task.kind, to: { ...to } } })
  }
  const { id: taskId, aboutId, urgency } = task
  if (next.length > 0) {
    await notify(
      context,
      tx,
      schoolId,
      next.flatMap(({ people }) => people),
      { taskId, aboutId, urgency },
    )
    await saveEscalatesAt(tx, schoolId, task.id, escalatesAgainAt(task, now, await readTimes(tx, schoolId)))
  } else if (unopened) {
    // Nobody is left to ask, and a child may be harmed: everybody who has it is told again, each hour.
    await notify(context, tx, schoolId, [...have.values()], { taskId, aboutId, urgency })
    await saveEscalatesAt(tx, schoolId, task.id, new Date(now.getTime() + hourMs))
  } else {
    await saveEscalatesAt(tx, schoolId, task.id, null)
  }
}

async function nextInChain(
  context: Context,
  tx: Tx,
  schoolId: string,
  task: Task,
  free: (people: readonly Person[]) => Person[],
): Promise<Next[]> {
  for (const role of chainOf(startOf({ to: recipientOf(task), otherwise: otherwiseOf(task) }))) {
    const found = await recipients(tx, schoolId, {
      to: { role },
      aboutId: task.aboutId,
      notFor: task.notFor,
      at: context.clock(),
    })
    const people = free(found.people)
    if (found.to && people.length > 0) return [{ to: found.to, people }]
  }
  return []
}

const otherwiseOf = (task: Task): DesignatedRole => task.otherwise as DesignatedRole
