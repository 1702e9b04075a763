import { newId } from '#/kernel/id.ts'
import { minuteMs } from '#/kernel/london-time.ts'
import { type Actor, personOf } from '#/platform/access/actor.ts'
import { asSchool } from '#/platform/access/as-school.ts'
import { record } from '#/platform/audit/trail.ts'
import type { Context } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import type { DesignatedRole, Person } from '../people/index.ts'
import { saveRaised } from './escalation-store.ts'
import { notify } from './notify.ts'
import { saveLapsesAt } from './passing-store.ts'
import { type Recipients, recipients } from './recipients.ts'
import { addTask, findMerged, type TaskRow } from './store.ts'
import {
  escalatesAt,
  firstOf,
  isMorePressing,
  type NewTask,
  type Recipient,
  type Task,
  type Times,
} from './task.ts'
import { readTimes } from './times.ts'

export type GivenTask = {
  /** The first of those that are the same thing; null when nobody in the school may know. */
  taskId: string | null
  /** Who was told by this call: nobody when it was open already, and as urgent. */
  people: readonly Person[]
  /** `lado`: nobody in the school may know, so the page shows how to ring the LADO. */
  outside: 'lado' | null
}

/**
 * Gives a task in the record's own transaction, and queues an e-mail for each person who gets it. It never goes to
 * somebody from whom the record is kept (S3): call `keepFrom` first. Asked twice with one merge key it is one task; asked
 * more urgently the second time, the task becomes so and its people are told again.
 */
export function giveTask(context: Context, tx: Tx, actor: Actor, task: NewTask): Promise<GivenTask> {
  return asSchool(tx, async () => {
    const { schoolId } = actor
    const routes = await routesOf(context, tx, schoolId, task)
    if (routes.length === 0) return { taskId: null, people: [], outside: 'lado' }
    const row = taskRow(actor, task, context.clock(), await readTimes(tx, schoolId))
    const merged = await mergedInto(tx, schoolId, task)
    const raised = merged !== null && isMorePressing(task, merged)
    if (merged && task.lapsesAt) await saveLapsesAt(tx, schoolId, firstOf(merged), task.lapsesAt)
    if (raised) await saveRaised(tx, schoolId, firstOf(merged), row)
    const { firstId, given } = await addEach(tx, task, row, routes, merged)
    const told = new Map(
      (raised ? routes : given).flatMap(({ people }) => people.map((one) => [one.id, one])),
    )
    const people = [...told.values()]
    const others = people.filter(({ id }) => id !== personOf(actor))
    const of = { taskId: firstId, aboutId: task.about.id, urgency: task.urgency }
    await notify(context, tx, schoolId, others, of)
    return { taskId: firstId, people, outside: null }
  })
}

/** Adds the task for each recipient who has not got it yet; all that are the same name the first. */
async function addEach(
  tx: Tx,
  task: NewTask,
  row: Omit<TaskRow, 'id'>,
  routes: readonly Inside[],
  merged: Task | null,
): Promise<{ firstId: string | null; given: Inside[] }> {
  let firstId = merged && firstOf(merged)
  const given: Inside[] = []
  for (const route of routes) {
    const id = newId()
    const same = firstId === null ? { same_as: null } : { same_as: firstId, escalates_at: null }
    if (await addTask(tx, { ...row, ...columnsOf(route.to), ...same, id })) {
      firstId ??= id
      given.push(route)
      record(tx, { did: 'tasks.given', about: task.about, detail: { kind: task.kind, to: { ...route.to } } })
    } else if (firstId === null) {
      // Somebody else gave the same at the same moment, and has committed by now.
      const first = await mergedInto(tx, row.school_id, task)
      firstId = first && firstOf(first)
    }
  }
  return { firstId, given }
}

type Inside = Exclude<Recipients, { outside: 'lado' }>

/** Where it goes: two recipients whose tasks fall back to one get one. */
async function routesOf(context: Context, tx: Tx, schoolId: string, task: NewTask): Promise<Inside[]> {
  const wanted: readonly Recipient[] = 'length' in task.to ? task.to : [task.to]
  const routes = new Map<string, Inside>()
  for (const to of wanted) {
    const found = await recipients(tx, schoolId, {
      to,
      ...(task.otherwise ? { otherwise: task.otherwise } : {}),
      ...(task.notFor ? { notFor: task.notFor } : {}),
      aboutId: task.about.id,
      at: context.clock(),
    })
    if (found.outside === null) routes.set(JSON.stringify(found.to), found)
  }
  return [...routes.values()]
}

async function mergedInto(tx: Tx, schoolId: string, task: NewTask): Promise<Task | null> {
  if (task.mergeKey === undefined) return null
  return (await findMerged(tx, schoolId, task.about.id, task.mergeKey)) ?? null
}

/** Whose a task is, as its columns say it. */
export function columnsOf(to: Recipient): { person_id: string | null; role: DesignatedRole | null } {
  return 'role' in to ? { person_id: null, role: to.role } : { person_id: to.personId, role: null }
}

/** The task as its row, without its own id and whose it is. */
export function taskRow(actor: Actor, task: NewTask, now: Date, times: Times): Omit<TaskRow, 'id'> {
  const due = task.due ?? null
  const wait = task.escalatesAfterMinutes
  return {
    school_id: actor.schoolId,
    person_id: null,
    role: null,
    otherwise: task.otherwise ?? 'head',
    not_for: [...(task.notFor ?? [])],
    lapses_at: task.lapsesAt ?? null,
    ends_with_person: task.endsWithPerson ?? false,
    left_by: null,
    same_as: null,
    kind: task.kind,
    title: task.title,
    about_kind: task.about.kind,
    about_id: task.about.id,
    path: task.path,
    urgency: task.urgency,
    clock: due?.clock ?? null,
    due_at: due?.at ?? null,
    state: 'open',
    merge_key: task.mergeKey ?? null,
    created_at: now,
    created_by: personOf(actor),
    opened_at: null,
    ended_at: null,
    ended_by: null,
    reason: null,
    reminded_at: null,
    escalates_at:
      wait === undefined
        ? escalatesAt({ urgency: task.urgency, due, openedAt: null }, now, times)
        : new Date(now.getTime() + wait * minuteMs),
  }
}
