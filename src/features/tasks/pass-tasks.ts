// Who leaves hands over: all that is theirs, to one colleague or by kind to several, at once.

import * as z from 'zod'
import { isId } from '#/kernel/id.ts'
import { londonDate } from '#/kernel/london-time.ts'
import { Refused } from '#/kernel/refusal.ts'
import { allow, requirePerson } from '#/platform/access/access.ts'
import type { Actor, PersonActor } from '#/platform/access/actor.ts'
import { keptFromOf } from '#/platform/access/kept-from.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import type { Opens, Sees } from '#/platform/web/route.ts'
import { findPeople, findPerson, fullName, type Person, rolesOn } from '../people/index.ts'
import { passTo } from './handover.ts'
import { fieldOf, type LeftTask } from './left-tasks.ts'
import { notify } from './notify.ts'
import { tasksLeftBy } from './passing-store.ts'
import { openTasksAbout } from './store.ts'
import type { Urgency } from './task.ts'

/** `everything` takes what no field of its own names; the other fields are those of `fieldOf`. */
export const passTasksForm = z
  .record(z.string(), z.unknown())
  .transform((sent) => {
    const chosen = Object.entries(sent).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string' && isId(entry[1]),
    )
    return { everything: isId(sent.everything) ? sent.everything : null, byField: new Map(chosen) }
  })
  .refine(({ everything, byField }) => everything !== null || [...byField.keys()].some(isKindField), {
    path: ['everything'],
    message: 'Choose who is to do them, all or one kind.',
  })
export type PassTasks = { everything: string | null; byField: ReadonlyMap<string, string> }

const isKindField = (field: string): boolean => field.startsWith('kind-')

/** What the page’s visitor may see at all: a door and a record. */
export type Sight = { opens: Opens; sees: Sees }

/**
 * The leaver. Whoever leaves passes on what is their own; for others it needs the permission. Refuses somebody who stays.
 */
export async function findLeaver(context: Context, tx: Tx, actor: Actor, personId: string): Promise<Person> {
  const person = await findPerson(tx, actor.schoolId, personId)
  const own = requirePerson(actor).personId === personId
  if (!own) allow(context, actor, 'tasks.passOn')
  if (person.leftOn === null)
    throw new Refused(
      own
        ? 'Your last day is not noted yet. Tell the office that you leave, or hand over single tasks from your list.'
        : `${fullName(person)} does not leave. Note their last day first, on their own page.`,
    )
  return person
}

/** Those of the tasks whose record the actor may see: nobody shares out what they may not know of (decision S3). */
export async function seenOf(tasks: readonly LeftTask[], { opens, sees }: Sight): Promise<LeftTask[]> {
  const records = new Map<string, boolean>()
  for (const { aboutKind, aboutId } of tasks)
    if (!records.has(aboutId)) records.set(aboutId, await sees({ kind: aboutKind, id: aboutId }))
  return tasks.filter(({ path, aboutId }) => opens(path) && records.get(aboutId))
}

export type Passed = { passed: number; stayed: number }

/**
 * Passes on what was chosen of a leaver’s tasks; `seen` are those that the page showed. Each colleague is told once. What
 * is kept from whom it was given to stays where it is. Refuses somebody who does not work here.
 */
export function passTasks(
  context: Context,
  actor: Actor,
  leaverId: string,
  { chosen, seen }: { chosen: PassTasks; seen: readonly Pick<LeftTask, 'id'>[] },
): Promise<Passed> {
  const who = requirePerson(actor)
  return inTransaction(context, actor, async (tx) => {
    const leaver = await findLeaver(context, tx, actor, leaverId)
    const shown = new Set(seen.map(({ id }) => id))
    const left = (await tasksLeftBy(tx, who, leaver.id, { locked: true })).filter(({ id }) => shown.has(id))
    const shares = left.flatMap((task) => {
      const personId = chosen.byField.get(fieldOf(task)) ?? chosen.everything
      return personId === null || personId === undefined ? [] : [{ task, personId }]
    })
    const takers = await requireColleagues(context, tx, who, leaver, [
      ...new Set(shares.map(({ personId }) => personId)),
    ])
    const done = await share(context, tx, who, shares)
    if (done.length === 0) throw new Refused('None of these can be handed to them. Choose another colleague.')
    record(tx, {
      did: 'tasks.passedOn',
      about: { kind: 'person', id: leaver.id },
      detail: { tasks: done.length, to: takers.map(({ id }) => id) },
    })
    await tellEach(context, tx, who, takers, done)
    return { passed: done.length, stayed: shares.length - done.length }
  })
}

type Share = { task: LeftTask; personId: string }

async function requireColleagues(
  context: Context,
  tx: Tx,
  { schoolId }: PersonActor,
  leaver: Person,
  personIds: readonly string[],
): Promise<Person[]> {
  const day = londonDate(context.clock())
  for (const personId of personIds) {
    const roles = await rolesOn(tx, schoolId, personId, day)
    if (personId === leaver.id || !roles.has('staff'))
      throw new Refused('Tasks cannot be handed to that person. Choose another colleague.')
  }
  return findPeople(tx, schoolId, personIds)
}

/** Hands each over, and returns those that were. */
async function share(context: Context, tx: Tx, { schoolId }: PersonActor, shares: readonly Share[]) {
  const done: Share[] = []
  for (const one of shares) {
    const { task, personId } = one
    const { aboutId, notFor } = task
    if (notFor.includes(personId) || (await keptFromOf(tx, schoolId, aboutId)).has(personId)) continue
    const open = await openTasksAbout(tx, schoolId, aboutId)
    // Two of the leaver’s may have been the same thing: the first of them has taken the other along.
    if (!open.some(({ id }) => id === task.id)) continue
    await passTo(context, tx, schoolId, task, { personId }, open)
    done.push(one)
  }
  return done
}

const byPressure: readonly Urgency[] = ['now', 'soon', 'normal']

/** One e-mail for each of them, as pressing as the most pressing that they got. */
async function tellEach(
  context: Context,
  tx: Tx,
  { schoolId, personId: by }: PersonActor,
  takers: readonly Person[],
  done: readonly Share[],
): Promise<void> {
  for (const taker of takers) {
    const theirs = done.filter(({ personId }) => personId === taker.id).map(({ task }) => task.urgency)
    const urgency = byPressure.find((one) => theirs.includes(one))
    if (urgency === undefined || taker.id === by) continue
    await notify(context, tx, schoolId, [taker], { taskId: null, aboutId: null, urgency })
  }
}
