// An incident's steps, questions and answers as its pages show them: with names, clocks and links.

import { type Allowance, timeLeft } from '#/kernel/deadline.ts'
import { formatInstant } from '#/kernel/london-time.ts'
import type { PersonActor } from '#/platform/access/actor.ts'
import type { Tx } from '#/platform/database/database.ts'
import type { WebRequest } from '#/platform/web/route.ts'
import type { Incident } from '../incidents/index.ts'
import { namesOf } from '../people/index.ts'
import { answerLabel } from './answer-node.ts'
import { keyOf } from './change-flow.ts'
import type { Course } from './course.ts'
import type { FlowNode } from './flow.ts'
import { pathTo } from './keep-steps.ts'
import type { AnswerLine, NextQuestion, StepLine } from './pages-steps.ts'
import { rolesIn } from './role-holders.ts'
import { isFor, progress, roleNamesOf, rolesFor } from './run-flow.ts'
import { recordPath, registerPath, type Step, stepName, stepStates } from './step.ts'
import { stepsOf } from './store.ts'
import type { EndedBy, Entry } from './walk-flow.ts'

type Seen = { incident: Incident; course: Course }
/** `opens` says whether the one who looks may open a register. */
type Links = Pick<WebRequest, 'at' | 'opens'>
type Shown = Links & { now: Date }

/** The steps, what is due soonest first, without those that belong to no flow any more. */
export async function stepLines(tx: Tx, { incident, course }: Seen, shown: Shown): Promise<StepLine[]> {
  const nodes = new Map(
    course.flows.flatMap((flow) => flow.nodes.map((node) => [`${flow.key}/${node.id}`, node] as const)),
  )
  const steps = await stepsOf(tx, incident.schoolId, incident.id)
  return steps.toSorted(dueFirst).flatMap((step) => {
    const key = keyOf(step.flowId)
    const node = nodes.get(`${key}/${step.nodeId}`)
    if (!node) return []
    return [
      {
        title: node.title,
        href: shown.at(pathTo(incident.id, { flowId: placeNow(course, step), node })),
        state: step.state,
        who: 'who' in node ? roleNamesOf(rolesFor(node.who, course.facts.settings)) : '',
        due:
          step.state === 'open' || step.state === 'waiting'
            ? dueInWords(step, node, course, shown.now)
            : null,
        reason: step.reason,
        opens: stepStates[step.state].over ? null : registerLink(incident.id, node, shown),
        endedBy: entryLink(incident.id, entryOf(course, step)?.endedBy, shown),
      },
    ]
  })
}

/** The answer or entry that counts for the step. */
function entryOf(course: Course, step: Step): Entry | null {
  const visits = course.legs.flatMap(({ flow, walk }) => walk.visits.map((visit) => ({ flow, ...visit })))
  return (
    visits.find(({ flow, node, entry }) => entry && stepName(flow.key, node) === step.name)?.entry ?? null
  )
}

const recordWords: Readonly<Record<EndedBy['kind'], string>> = {
  evidence: 'See what was entered',
  sanction: 'See what was decided',
  referral: 'See the referral',
  takedown: 'See the request',
  parentsInformed: 'See who was told',
}

/** The entry in a register that ended a step. */
function entryLink(
  incidentId: string,
  endedBy: EndedBy | undefined,
  { at, opens }: Links,
): StepLine['opens'] {
  const path = recordPath(incidentId, endedBy)
  return endedBy && path && opens(path) ? { text: recordWords[endedBy.kind], href: at(path) } : null
}

/** What is due soonest first; what has no time of its own last, in the order in which it opened. */
function dueFirst(a: Step, b: Step): number {
  return (a.dueAt?.getTime() ?? Number.MAX_VALUE) - (b.dueAt?.getTime() ?? Number.MAX_VALUE)
}

/** The flow in which the step stands on the way now: what means the same may have moved to another. */
function placeNow(course: Course, step: Step): string {
  const leg = course.legs.find(({ flow, walk }) =>
    walk.visits.some(({ node, standing }) => standing !== 'passed' && stepName(flow.key, node) === step.name),
  )
  return leg ? `${leg.flow.key}/${leg.flow.version}` : step.flowId
}

function dueInWords(step: Step, node: FlowNode, course: Course, now: Date): string | null {
  if (!step.dueAt || !step.clock) return null
  const timer = node.kind === 'step' || node.kind === 'gate' ? node.timer : undefined
  const count = timer ? course.facts.settings.timers[timer.setting] : 1
  const allowance: Allowance = { count, clock: step.clock }
  return timeLeft(step.dueAt, now, allowance)
}

const registerWords: Readonly<Record<string, string>> = {
  evidence: 'Go to the evidence',
  sealedEvidence: 'Write down where it is sealed',
  confiscation: 'Enter the device',
  sanction: 'Record the sanction',
  referral: 'Record the referral',
  takedown: 'Ask for removal',
  parentsInformed: 'Record that parents were told',
  accountDisable: 'Ask IT support',
  viewing: 'Ask for it and record it, as two people',
  deletion: 'Record who was asked, and what they say',
  allegation: 'Open the confidential register',
  lowLevelConcern: 'Open the confidential register',
  complaint: 'Enter the complaint',
}

/** The page of the register in which a step is done; null where there is none, or it does not open to whoever looks. */
export function registerLink(
  incidentId: string,
  node: FlowNode,
  { at, opens }: Links,
): { text: string; href: string } | null {
  const path = registerPath(incidentId, node)
  if (path === null || node.kind !== 'step' || !node.opens || !opens(path)) return null
  return {
    text: registerWords[node.opens] ?? 'Open the register',
    href: at(path),
  }
}

/** What is asked now, with whether it is for the person who looks. */
export async function nextQuestions(
  tx: Tx,
  actor: PersonActor,
  { incident, course }: Seen,
  { at, now }: Omit<Shown, 'opens'>,
): Promise<NextQuestion[]> {
  const questions = course.open.filter(({ node }) => node.kind === 'question')
  const lines: NextQuestion[] = []
  for (const { flowId, node, who, notFor } of questions) {
    const { settings } = course.facts
    const roles = await rolesIn(tx, actor, { incident, node, notFor, settings, at: now })
    lines.push({
      title: node.title,
      href: at(pathTo(incident.id, { flowId, node })),
      who: roleNamesOf(who),
      mine: isFor(who, roles),
    })
  }
  return lines
}

/** How far the whole is: what is settled, and how much there can still be at most. */
export function progressOf(course: Course): { settled: number; stillToComeAtMost: number } {
  const all = course.legs.map(({ flow, facts }) => progress(flow, facts, course.entries))
  return {
    settled: all.reduce((sum, { settled }) => sum + settled, 0),
    stillToComeAtMost: all.reduce((sum, leg) => sum + leg.open + leg.stillToComeAtMost, 0),
  }
}

/** Everything that was answered, in order, flow by flow. */
export async function answerLines(tx: Tx, { incident, course }: Seen, links: Links): Promise<AnswerLine[]> {
  const writers = course.entries.map(({ by }) => by)
  const names = await namesOf(tx, incident.schoolId, writers)
  return course.entries.flatMap((entry, i) => {
    const flow = course.flows.find(({ key }) => key === keyOf(entry.flowId))
    const node = flow?.nodes.find(({ id }) => id === entry.nodeId)
    if (!flow || !node) return []
    const later = course.entries.slice(i + 1)
    return [
      {
        flow: flow.title,
        title: node.title,
        answer: answerLabel(node, entry.answer),
        reason: entry.reason,
        by: names.get(entry.by) ?? 'Somebody',
        at: formatInstant(entry.at),
        href: links.at(pathTo(incident.id, { flowId: entry.flowId, node })),
        endedBy: entryLink(incident.id, entry.endedBy, links),
        replaced: later.some(({ nodeId, flowId }) => nodeId === entry.nodeId && flowId === entry.flowId),
      },
    ]
  })
}
