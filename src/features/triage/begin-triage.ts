import { Refused } from '#/kernel/refusal.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { systemActor } from '#/platform/access/actor.ts'
import { asSchool } from '#/platform/access/as-school.ts'
import type { Context } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { findIncident, type Incident, moveInside, type State, states } from '../incidents/index.ts'
import { type Course, readCourse } from './course.ts'
import { handOverSteps, keepSteps } from './keep-steps.ts'
import { callLeads } from './protect-child.ts'
import type { Open } from './run-flow.ts'

/**
 * A new incident begins with the four safety questions, whoever told of it: its decider gets the task, and where a child
 * may be harmed the safeguarding lead and deputies get theirs at once. Refuses nothing.
 */
export function beginTriage(
  context: Context,
  tx: Tx,
  actor: Actor,
  opened: { incidentId: string; safeguarding: boolean },
): Promise<void> {
  return asSchool(tx, async () => {
    const incident = await findIncident(tx, systemActor(actor.schoolId), opened.incidentId)
    if (opened.safeguarding && incident.register !== 'adult') await callLeads(context, tx, actor, incident)
    await keepSteps(context, tx, actor, { incident, before: null, after: await readCourse(tx, incident) })
  })
}

/** Whoever is in it decides which ways are followed, so the steps are looked at again when that changes. Refuses nothing. */
export function followPeople(
  context: Context,
  tx: Tx,
  actor: Actor,
  { incidentId }: { incidentId: string },
): Promise<void> {
  return asSchool(tx, async () => {
    const incident = await findIncident(tx, systemActor(actor.schoolId), incidentId)
    if (states[incident.state].over) return
    await keepSteps(context, tx, actor, { incident, before: null, after: await readCourse(tx, incident) })
  })
}

/** Passed to its case manager, its tasks ended with those who had it before: what is still owed is given again. Refuses nothing. */
export function followPassing(
  context: Context,
  tx: Tx,
  actor: Actor,
  { incidentId, passedOn }: { incidentId: string; passedOn: boolean },
): Promise<void> {
  if (!passedOn) return Promise.resolve()
  return asSchool(tx, async () => {
    const incident = await findIncident(tx, systemActor(actor.schoolId), incidentId)
    if (states[incident.state].over) return
    const course = await readCourse(tx, incident)
    await handOverSteps(context, tx, actor, incident, course)
    await keepSteps(context, tx, actor, { incident, before: null, after: course })
  })
}

/**
 * What follows when an incident changes its state. Refuses to end it while something is owed that has to be done. Reopened, it
 * goes on where it was: its tasks ended when it was over, and what is still owed is given again.
 */
export function followState(
  context: Context,
  tx: Tx,
  actor: Actor,
  { incidentId, to }: { incidentId: string; to: State },
): Promise<void> {
  const follow = following[to]
  if (follow === undefined) return Promise.resolve()
  return asSchool(tx, async () => {
    const incident = await findIncident(tx, systemActor(actor.schoolId), incidentId)
    await follow({ context, tx, actor, incident, course: await readCourse(tx, incident) })
  })
}

type Following = { context: Context; tx: Tx; actor: Actor; incident: Incident; course: Course }

const following: Readonly<Partial<Record<State, (parts: Following) => Promise<unknown>>>> = {
  reopened: async ({ context, tx, actor, incident, course }) => {
    await handOverSteps(context, tx, actor, incident, course)
    await keepSteps(context, tx, actor, { incident, before: null, after: course })
  },
  // Begun again after it was over: what was answered then is not asked again.
  firstQuestions: async ({ context, tx, actor, incident, course }) => {
    if (course.firstFourDone)
      await moveInside(context, tx, actor, incident, { action: 'answerFirstQuestions', says: '' })
  },
  readyToClose: async ({ course }) => refuseWhileOwed(course.open.filter(hasToBeAnswered)),
  closed: async ({ course }) => refuseWhileOwed(course.open.filter(hasToBeAnswered)),
  // What was found to be grave is seen through; where nothing was, the reason says who looks after it.
  notOnlineSafety: async ({ course }) => {
    if (course.found.size > 0) refuseWhileOwed(course.open.filter(hasToBeDone))
  },
}

const hasToBeDone = ({ node }: Open): boolean => node.kind === 'step' && node.required

/** A step that may be left out ends with the incident; a question, a decision or an answer from outside is missing for ever. */
export const hasToBeAnswered = (open: Open): boolean => open.node.kind !== 'step' || hasToBeDone(open)

function refuseWhileOwed(owed: readonly Open[]): void {
  const [first, ...more] = owed
  if (first === undefined) return
  const others =
    more.length === 0 ? '' : more.length === 1 ? ' and one thing more' : ` and ${more.length} things more`
  throw new Refused(
    `“${first.node.title}”${others} must be settled before this can end. Go to “What has to happen” of the incident.`,
  )
}
