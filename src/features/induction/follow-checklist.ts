import { addDays, londonDate } from '#/kernel/london-time.ts'
import { NotFound, Refused } from '#/kernel/refusal.ts'
import { allow, may, requirePerson } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { findPerson, type Joined, type PersonKind } from '../people/index.ts'
import { readCalendar } from '../schools/index.ts'
import { endTasksAbout, giveTask, giveTaskToEach } from '../tasks/index.ts'
import { dueOn, stepsFor } from './checklist.ts'
import { addItems, itemsOf, saveConfirmed, saveDone, startersOf } from './store.ts'

const joinerTask = 'induction.followChecklist'
const chaseTask = 'induction.chase'

/** Whoever joins has the checklist of what they are, and a task for it. */
export async function startInduction(
  context: Context,
  tx: Tx,
  actor: Actor,
  { people }: { people: readonly Pick<Joined, 'personId' | 'kind' | 'joinedOn'>[] },
): Promise<void> {
  const starters = people.filter(({ kind }) => stepsFor(kind).length > 0)
  if (starters.length === 0) return
  const calendar = await readCalendar(tx, actor.schoolId)
  // After an import hundreds begin on one day: each day is counted once.
  const counted = new Map<string, string>()
  const dueOnce = (joinedOn: string, schoolDays: number): string => {
    const key = `${joinedOn} ${schoolDays}`
    const day = counted.get(key) ?? dueOn(joinedOn, schoolDays, calendar)
    counted.set(key, day)
    return day
  }
  const items = starters.flatMap(({ personId, kind, joinedOn }) =>
    stepsFor(kind).map(({ key, dueAfterSchoolDays }) => ({
      personId,
      key,
      begunOn: joinedOn,
      dueOn: dueOnce(joinedOn, dueAfterSchoolDays),
    })),
  )
  await addItems(tx, actor.schoolId, items)
  // Somebody who came long ago is entered today: nobody chases them for what was due then.
  const recent = addDays(londonDate(context.clock()), -90)
  const newcomers = starters.filter(({ joinedOn }) => joinedOn >= recent)
  await giveTaskToEach(
    context,
    tx,
    actor,
    newcomers.map(({ personId, joinedOn }) => ({
      to: { personId },
      otherwise: 'office',
      kind: joinerTask,
      title: 'Go through what is new for you here',
      about: { kind: 'person', id: personId },
      path: `/induction/${personId}`,
      urgency: 'normal',
      due: { at: new Date(`${addDays(joinedOn, 14)}T16:00:00Z`), clock: 'workingDays' },
      mergeKey: joinerTask,
      endsWithPerson: true,
    })),
  )
}

/** A parent who becomes a volunteer has what volunteers have. */
export function startBesides(
  context: Context,
  tx: Tx,
  actor: Actor,
  { personId, kind, startsOn }: { personId: string; kind: PersonKind; startsOn: string },
): Promise<void> {
  return startInduction(context, tx, actor, { people: [{ personId, kind, joinedOn: startsOn }] })
}

/** The joiner says that they did one thing. Refuses what is not theirs to do, and what they said before. */
export function doStep(context: Context, actor: Actor, key: string): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const { personId } = requirePerson(actor)
    const items = await itemsOf(tx, actor.schoolId, personId)
    const item = items.find((one) => one.key === key)
    if (!item) throw new NotFound('step')
    const done = { personId, key, begunOn: item.begunOn, at: context.clock() }
    if (!(await saveDone(tx, actor.schoolId, done))) throw new Refused('You have marked this already.')
    const about = { kind: 'person', id: personId }
    record(tx, { did: 'induction.stepDone', about, detail: { key } })
    if (items.some((one) => one.key !== key && one.doneAt === null)) return
    const end = { state: 'done', reason: 'Everything on the checklist is done.' } as const
    await endTasksAbout(context, tx, actor, { aboutId: personId, mergeKey: joinerTask, ...end })
  })
}

/** Whoever leads the joiner confirms what they have done. Nobody confirms their own, and nothing that is not done. */
export function confirmSteps(
  context: Context,
  actor: Actor,
  request: { personId: string; remark: string | null },
): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const { personId, remark } = request
    const person = await findPerson(tx, actor.schoolId, personId)
    allow(context, actor, 'induction.confirm')
    const by = requirePerson(actor).personId
    if (by === personId) throw new Refused('Somebody else confirms your induction.')
    const confirmed = await saveConfirmed(tx, actor.schoolId, {
      personId: person.id,
      by,
      at: context.clock(),
      remark,
    })
    if (confirmed === 0) throw new Refused('There is nothing new to confirm.')
    record(tx, {
      did: 'induction.confirmed',
      about: { kind: 'person', id: personId },
      detail: { steps: confirmed },
    })
    const left = (await itemsOf(tx, actor.schoolId, personId)).some(({ confirmedAt }) => confirmedAt === null)
    if (left) return
    const end = { state: 'done', reason: 'Everything is done and confirmed.' } as const
    await endTasksAbout(context, tx, actor, { aboutId: personId, mergeKey: chaseTask, ...end })
  })
}

/** Each night: what is overdue becomes a task of whoever leads staff, one for each joiner while it is open. */
export function chaseOverdue(context: Context, actor: Actor): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const today = londonDate(context.clock())
    for (const { personId, overdue } of await startersOf(tx, actor.schoolId, today)) {
      if (overdue === 0) continue
      await giveTask(context, tx, actor, {
        to: [{ role: 'lineManager' }, { role: 'office' }],
        otherwise: 'head',
        kind: chaseTask,
        title: 'An induction is overdue',
        about: { kind: 'person', id: personId },
        path: `/induction/${personId}`,
        urgency: 'normal',
        mergeKey: chaseTask,
      })
    }
  })
}

/** Whether the actor may open somebody's checklist: their own, or as somebody who confirms. */
export function requireChecklist(context: Context, actor: Actor, personId: string): void {
  const own = requirePerson(actor).personId === personId
  if (!own && !may(context, actor, 'induction.confirm')) throw new NotFound('person')
}
