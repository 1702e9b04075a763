// Steps and tasks follow the answers: what is open now stands on somebody's list, with its clock.

import { type ClockName, deadline } from '#/kernel/deadline.ts'
import { hourMs } from '#/kernel/london-time.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { asSchool } from '#/platform/access/as-school.ts'
import type { Context } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { type Incident, letIn, setNextDue } from '../incidents/index.ts'
import type { DesignatedRole } from '../people/index.ts'
import { readCalendar } from '../schools/index.ts'
import { endTasksAbout, giveTask, type Urgency } from '../tasks/index.ts'
import { changeSteps, keyOf } from './change-flow.ts'
import type { Course } from './course.ts'
import { recipientOf } from './role-holders.ts'
import type { Open } from './run-flow.ts'
import { stepName, stepStates, taskTitle } from './step.ts'
import { openStep, saveStep, stepsOf } from './store.ts'
import type { Role } from './triage-words.ts'

type Change = {
  incident: Incident
  /** What was asked before; null when nobody has been asked anything, or when other people are asked from now on. */
  before: Course | null
  after: Course
}

/** Brings steps, tasks and the incident's next deadline to what the course asks for now, in the transaction of the answer. */
export function keepSteps(context: Context, tx: Tx, actor: Actor, change: Change): Promise<void> {
  return asSchool(tx, async () => {
    const { incident, after } = change
    const { schoolId } = actor
    const at = context.clock()
    const steps = await stepsOf(tx, schoolId, incident.id)
    const { toOpen, toSave, setAside } = changeSteps(after.flows, after.legs, after.open, steps)
    for (const { step, state, reason } of toSave) {
      await saveStep(tx, schoolId, incident.id, step.name, { state, at, reason })
      if (stepStates[state].over) {
        await endStepTask(context, tx, actor, incident, step.name, state === 'done' ? 'done' : 'notNeeded')
      }
    }
    for (const { step, reason } of setAside) {
      await saveStep(tx, schoolId, incident.id, step.name, { state: 'setAside', at, reason })
      await endStepTask(context, tx, actor, incident, step.name, 'notNeeded')
    }
    for (const open of toOpen) {
      const due = await dueOf(context, tx, actor, open)
      await putOnList(context, tx, actor, incident, { open, due })
      await giveStep(context, tx, actor, incident, { open, due })
    }
    await askNext(context, tx, actor, change)
    await setNextDue(tx, schoolId, incident.id, await nextDue(tx, change))
  })
}

type Timed = { open: Open; due: { at: Date; clock: ClockName } | null }

async function dueOf(context: Context, tx: Tx, { schoolId }: Actor, { due }: Open): Promise<Timed['due']> {
  if (!due) return null
  const allowance = { count: due.amount, clock: due.clock }
  return { at: deadline(context.clock(), allowance, await readCalendar(tx, schoolId)), clock: due.clock }
}

async function putOnList(
  context: Context,
  tx: Tx,
  actor: Actor,
  incident: Incident,
  { open, due }: Timed,
): Promise<void> {
  await openStep(tx, actor.schoolId, incident.id, {
    name: stepName(keyOf(open.flowId), open.node),
    flowId: open.flowId,
    nodeId: open.node.id,
    means: open.node.means ?? null,
    state: 'open',
    clock: due?.clock ?? null,
    dueAt: due?.at ?? null,
    openedAt: context.clock(),
    reason: null,
  })
}

async function giveStep(
  context: Context,
  tx: Tx,
  actor: Actor,
  incident: Incident,
  { open, due }: Timed,
): Promise<void> {
  const given = await giveTask(context, tx, actor, {
    to: { role: await recipientOf(tx, incident, open.who) },
    notFor: open.notFor,
    kind: 'triage.takeStep',
    title: taskTitle(open.node),
    about: { kind: 'incident', id: incident.id },
    path: pathTo(incident.id, open),
    urgency: urgencyOf(open),
    ...(due ? { due } : {}),
    mergeKey: `triage.step.${stepName(keyOf(open.flowId), open.node)}`,
  })
  if (open.notFor.length > 0)
    await letIn(context, tx, incident, given.people, 'Is the second of two to agree.')
}

/** After an incident has passed to other people: what was on the list already is theirs now, on the same clock. */
export function handOverSteps(
  context: Context,
  tx: Tx,
  actor: Actor,
  incident: Incident,
  course: Course,
): Promise<void> {
  return asSchool(tx, async () => {
    const steps = new Map((await stepsOf(tx, actor.schoolId, incident.id)).map((step) => [step.name, step]))
    for (const open of course.open) {
      const step = steps.get(stepName(keyOf(open.flowId), open.node))
      if (!step || stepStates[step.state].over) continue
      const due = step.dueAt && step.clock ? { at: step.dueAt, clock: step.clock } : null
      await giveStep(context, tx, actor, incident, { open, due })
    }
  })
}

/** An hour is the longest that “immediately” may mean: what is due within it cannot wait unopened either. */
function urgencyOf({ due }: Open): Urgency {
  if (due?.clock !== 'hours') return 'normal'
  return due.amount <= 1 ? 'now' : 'soon'
}

async function endStepTask(
  context: Context,
  tx: Tx,
  actor: Actor,
  incident: Incident,
  name: string,
  state: 'done' | 'notNeeded',
): Promise<void> {
  const mergeKey = `triage.step.${name}`
  await endTasksAbout(context, tx, actor, {
    aboutId: incident.id,
    mergeKey,
    state,
    reason: 'Recorded in the steps.',
  })
}

/** Whoever the open questions are for has one task to answer them, however many there are. */
async function askNext(context: Context, tx: Tx, actor: Actor, change: Change): Promise<void> {
  const { incident, before, after } = change
  const asked = await askedOf(tx, incident, after)
  const askedBefore = before ? await askedOf(tx, incident, before) : new Map()
  for (const role of askedBefore.keys()) {
    if (asked.has(role)) continue
    await endTasksAbout(context, tx, actor, {
      aboutId: incident.id,
      mergeKey: `triage.question.${role}`,
      state: 'done',
      reason: 'The questions are answered.',
    })
  }
  for (const [role, open] of asked) {
    if (askedBefore.has(role)) continue
    await giveTask(context, tx, actor, {
      to: { role },
      kind: 'triage.answerQuestion',
      title: after.firstFourDone ? taskTitle(open.node) : 'Answer the safety questions about an incident',
      about: { kind: 'incident', id: incident.id },
      path: `/incidents/${incident.id}/triage`,
      urgency: !after.firstFourDone && incident.safeguarding ? 'now' : 'soon',
      due: { at: questionsDueAt(incident, after, context.clock()), clock: 'hours' },
      mergeKey: `triage.question.${role}`,
    })
  }
}

/** The first four by the incident's own deadline; what comes after, within the hours that “quickly” means. */
function questionsDueAt(incident: Incident, { firstFourDone, facts }: Course, at: Date): Date {
  if (!firstFourDone && incident.nextDueAt) return incident.nextDueAt
  return new Date(at.getTime() + facts.settings.timers.decideQuicklyHours * hourMs)
}

async function askedOf(tx: Tx, incident: Incident, course: Course): Promise<Map<DesignatedRole, Open>> {
  const asked = new Map<DesignatedRole, Open>()
  for (const open of course.open) {
    if (open.node.kind !== 'question') continue
    const who: readonly Role[] = open.who.includes('anyStaff')
      ? course.facts.settings.people.decidesTriage
      : open.who
    const role = await recipientOf(tx, incident, who)
    if (!asked.has(role)) asked.set(role, open)
  }
  return asked
}

async function nextDue(tx: Tx, { incident, after }: Change): Promise<Date | null> {
  if (!after.firstFourDone) return incident.nextDueAt
  const steps = await stepsOf(tx, incident.schoolId, incident.id)
  const dues = steps.flatMap(({ state, dueAt }) =>
    stepStates[state].over || !dueAt ? [] : [dueAt.getTime()],
  )
  return dues.length === 0 ? null : new Date(Math.min(...dues))
}

/** Where a node is answered, under `/s/<school>`. */
export function pathTo(incidentId: string, open: Pick<Open, 'flowId' | 'node'>): `/${string}` {
  return `/incidents/${incidentId}/triage/${keyOf(open.flowId)}/${open.node.id}`
}
