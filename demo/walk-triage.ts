// Answers an incident's questions as the people of the school would, through the real command.

import { systemActor } from '#/platform/access/actor.ts'
import { reading } from '#/platform/context.ts'
import { findIncident } from '../src/features/incidents/index.ts'
import { answerNode } from '../src/features/triage/answer-node.ts'
import { readCourse } from '../src/features/triage/course.ts'
import type { FlowNode } from '../src/features/triage/flow.ts'
import { flowRolesOf } from '../src/features/triage/role-holders.ts'
import { isFor, type Open } from '../src/features/triage/run-flow.ts'
import type { Moment } from './moment.ts'
import { asWhoeverMay } from './whoever-may.ts'

/** Node id → answer, where the story does not take the usual one. */
export type Answers = Readonly<Record<string, string>>

const mostAnswers = 40

/** Answers what is open, one after the other, until nothing is. */
export function walkTriage(moment: Moment, incidentId: string, answers: Answers): Promise<void> {
  return walk(moment, incidentId, answers, () => true)
}

/** Answers the four safety questions and what they ask for, and no more. */
export function answerFirstFour(moment: Moment, incidentId: string, answers: Answers): Promise<void> {
  return walk(moment, incidentId, answers, ({ flowId }) => flowId.startsWith('first-four/'))
}

async function walk(
  moment: Moment,
  incidentId: string,
  answers: Answers,
  wanted: (open: Open) => boolean,
): Promise<void> {
  let open = await openNodes(moment, incidentId)
  for (let count = 0; count < mostAnswers; count += 1) {
    const next = open.find((one) => one.standing === 'open' && wanted(one))
    if (!next) return
    open = (await answerAsSomebody(moment, incidentId, next, answers)).open
  }
}

function openNodes({ context, stage }: Moment, incidentId: string): Promise<readonly Open[]> {
  const system = systemActor(stage.loaded.schoolId)
  return reading(context, system, async (tx) => {
    return (await readCourse(tx, await findIncident(tx, system, incidentId))).open
  })
}

function answerAsSomebody(moment: Moment, incidentId: string, open: Open, answers: Answers) {
  const request = {
    flowKey: open.flowId.split('/')[0] ?? open.flowId,
    nodeId: open.node.id,
    ...replyTo(open.node, answers),
  }
  return asWhoeverMay(
    moment,
    (person) => answerNode(moment.context, person, incidentId, request),
    ({ roles }) => isFor(open.who, flowRolesOf(roles)),
  )
}

const usually: Answers = { serious: 'neither', origin: 'school', 'review-evidence': 'accident' }

function replyTo(node: FlowNode, answers: Answers): { answer: string; reason: string } {
  const wanted = answers[node.id] ?? usually[node.id]
  if (node.kind === 'step') return { answer: wanted ?? 'done', reason: wanted ? reasonOf(node) : '' }
  if (node.kind === 'consider') return { answer: wanted ?? 'no', reason: reasonOf(node) }
  if (!('answers' in node)) throw new Error(`${node.id} asks nothing`)
  const ids = node.answers.map(({ id }) => id)
  const answer = [wanted, 'no', 'neither', ids[0]].find((id) => id !== undefined && ids.includes(id)) ?? ''
  const needsReason = node.answers.some((one) => one.id === answer && one.needsReason)
  return { answer, reason: needsReason ? reasonOf(node) : '' }
}

function reasonOf(node: FlowNode): string {
  return node.kind === 'consider'
    ? 'Talked over with the class teacher; not needed this time.'
    : 'Decided after talking with those concerned and with the class teacher.'
}
