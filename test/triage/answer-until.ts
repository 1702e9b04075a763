// Answers what an incident asks until a step is open, as whoever of the school it is for.

import { findIncident } from '#/features/incidents/index.ts'
import { answerNode } from '#/features/triage/answer-node.ts'
import { keyOf } from '#/features/triage/change-flow.ts'
import { readCourse } from '#/features/triage/course.ts'
import type { FlowNode } from '#/features/triage/flow.ts'
import { flowRolesOf } from '#/features/triage/role-holders.ts'
import { isFor, type Open } from '#/features/triage/run-flow.ts'
import { systemActor } from '#/platform/access/actor.ts'
import { lookInto } from '../ground.ts'
import type { StaffedSchools } from '../staffed-school.ts'

const mostAnswers = 60

/** Node id → answer. What is not named is answered “no” where it may be, and with its first answer else. */
export type Answers = Readonly<Record<string, string>>

/** What is asked or to be done about the incident now. */
export function openIn({ context, school }: StaffedSchools, incidentId: string): Promise<readonly Open[]> {
  return lookInto(context, school.id, async (tx) => {
    const incident = await findIncident(tx, systemActor(school.id), incidentId)
    return (await readCourse(tx, incident)).open
  })
}

/** Leaves the wanted nodes open, and stops when one of them is. Fails the test where none ever is. */
export async function answerUntil(
  world: StaffedSchools,
  incidentId: string,
  wanted: readonly string[],
  answers: Answers = {},
): Promise<void> {
  const { head, lead, coordinator, chair } = world.school.people
  for (let count = 0; count < mostAnswers; count += 1) {
    const open = await openIn(world, incidentId)
    if (open.some(({ node }) => wanted.includes(node.id))) return
    const next = open.find(({ standing }) => standing === 'open')
    const who = [head, lead, coordinator, chair].find(
      ({ roles }) => next && isFor(next.who, flowRolesOf(roles)),
    )
    if (!next || !who)
      throw new Error(`Nothing leads to ${wanted.join(' or ')}; open: ${open.map(({ node }) => node.id)}`)
    const request = { flowKey: keyOf(next.flowId), nodeId: next.node.id, reason: 'Talked over.' }
    await answerNode(world.context, who, incidentId, { ...request, answer: replyTo(next.node, answers) })
  }
  throw new Error('Too many answers')
}

function replyTo(node: FlowNode, answers: Answers): string {
  if (node.kind === 'step') return answers[node.id] ?? 'done'
  if (!('answers' in node)) return answers[node.id] ?? 'no'
  const ids = node.answers.map(({ id }) => id)
  return answers[node.id] ?? (ids.includes('no') ? 'no' : (ids[0] ?? ''))
}
