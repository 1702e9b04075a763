// A step that asks for an entry in a register ends by itself when somebody makes that entry: nobody says it twice. What
// could mean two steps ends neither, and no step ends by an entry of another incident.

import type { Actor } from '#/platform/access/actor.ts'
import { personOf } from '#/platform/access/actor.ts'
import type { Context } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { type Happening, type Heed, heed } from '#/platform/happenings/happenings.ts'
import { entered } from '../evidence/index.ts'
import { findIncidentToChange, type Incident, parentsTold, seesIncident, states } from '../incidents/index.ts'
import { referred } from '../referrals/index.ts'
import { decided } from '../sanctions/index.ts'
import { asked } from '../takedowns/index.ts'
import { goOn } from './answer-node.ts'
import { readCourse } from './course.ts'
import type { StepNode } from './flow.ts'
import type { Open } from './run-flow.ts'
import type { Touch } from './triage-words.ts'
import type { EndedBy } from './walk-flow.ts'

type Made = {
  incidentId: string
  record: EndedBy
  asksForIt: (step: StepNode, incident: Incident) => boolean
}

const touchesOne = (step: StepNode, touches: readonly Touch[]) =>
  step.touches.some((touch) => touches.includes(touch))

const endBy = <Payload>(to: Happening<Payload>, madeOf: (payload: Payload) => Made): Heed =>
  heed(to, (context, tx, actor, payload) => endSteps(context, tx, actor, madeOf(payload)))

/** Which entry ends which step. */
export const endedByEntries: readonly Heed[] = [
  endBy(referred, ({ incidentId, referralId: id, route }) => ({
    incidentId,
    record: { kind: 'referral', id },
    asksForIt: (step) => step.opens === 'referral' && step.route === route,
  })),
  endBy(decided, ({ incidentId, sanctionId: id, of }) => ({
    incidentId,
    record: { kind: 'sanction', id },
    // That an adult has to bear something, only those may read who may read all about it.
    asksForIt: (step, { restricted }) =>
      step.opens === 'sanction' &&
      (of === 'staff' ? restricted && touchesOne(step, ['tellAdult']) : !touchesOne(step, ['tellAdult'])),
  })),
  endBy(entered, ({ incidentId, itemId: id, kind, of, sealed }) => ({
    incidentId,
    record: { kind: 'evidence', id },
    asksForIt: ({ opens }) =>
      (opens === 'sealedEvidence' && sealed) ||
      (opens === 'evidence' && kind !== 'device') ||
      (opens === 'confiscation' && of === 'pupil'),
  })),
  endBy(asked, ({ incidentId, requestId: id, whom }) => ({
    incidentId,
    record: { kind: 'takedown', id },
    asksForIt: (step) =>
      step.opens === 'takedown' &&
      (step.contact === 'provider') === (whom === 'provider') &&
      touchesOne(step, ['tellAdult']) === (whom === 'staff'),
  })),
  endBy(parentsTold, ({ incidentId, informedId: id, parts }) => ({
    incidentId,
    record: { kind: 'parentsInformed', id },
    asksForIt: (step) =>
      (parts.includes('victim') && touchesOne(step, ['tellVictimParents'])) ||
      (parts.includes('allegedInstigator') && touchesOne(step, ['tellInstigatorParents'])),
  })),
]

/** Refuses nothing: an entry is never turned away because of a step. */
async function endSteps(context: Context, tx: Tx, actor: Actor, made: Made): Promise<void> {
  const by = personOf(actor)
  if (by === null || !(await seesIncident(tx, actor, made.incidentId))) return
  const incident = await findIncidentToChange(tx, actor, made.incidentId)
  if (states[incident.state].over) return
  let seen = { incident, course: await readCourse(tx, incident) }
  for (const { flowId, node } of meant(seen.course.open, incident, made)) {
    const { id: nodeId, means = null } = node
    const entry = { flowId, nodeId, means, answer: 'done', reason: null, by, at: context.clock() }
    seen = await goOn(context, tx, actor, seen, { node, entry: { ...entry, endedBy: made.record } })
  }
}

/** The open steps that the entry is meant for. Telling somebody outside once serves every step that asks for it. */
function meant(open: readonly Open[], incident: Incident, { record, asksForIt }: Made): Open[] {
  const steps = open.filter(({ node }) => node.kind === 'step' && asksForIt(node, incident))
  return steps.length > 1 && record.kind !== 'referral' ? [] : steps
}
