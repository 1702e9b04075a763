import { type Actor, personOf, systemActor } from '#/platform/access/actor.ts'
import { asSchool } from '#/platform/access/as-school.ts'
import type { Context } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { findIncidentToChange, isAdultAccused, listInvolvement, states } from '../incidents/index.ts'
import { goOn, keepReply } from './answer-node.ts'
import { readCourse } from './course.ts'
import { flowId } from './flow.ts'
import { entryFor } from './walk-flow.ts'

/**
 * Whoever names an adult of the school as alleged instigator has answered the third safety question with yes, whatever was
 * answered before: the LADO's step opens, or waits for the questions before it. Refuses nothing.
 */
export function seeAdult(
  context: Context,
  tx: Tx,
  actor: Actor,
  { incidentId, involvementId }: { incidentId: string; involvementId: string },
): Promise<void> {
  const by = personOf(actor)
  if (by === null) return Promise.resolve()
  return asSchool(tx, async () => {
    const people = await listInvolvement(tx, actor.schoolId, incidentId)
    if (!people.some((one) => one.id === involvementId && isAdultAccused(one))) return
    const incident = await findIncidentToChange(tx, systemActor(actor.schoolId), incidentId)
    const course = await readCourse(tx, incident)
    const [first] = course.legs
    const node = first?.flow.nodes.find(
      (one) => one.kind === 'question' && one.touches.includes('adultQuestion'),
    )
    if (!first || node?.kind !== 'question') return
    const given = entryFor(first.flow, node, course.entries)?.answer
    const yes = node.answers.filter(({ finds }) => finds.includes('adultOfTheSchool')).map(({ id }) => id)
    const [answer] = yes
    if (answer === undefined || (given !== undefined && yes.includes(given))) return
    const entry = {
      flowId: flowId(first.flow),
      nodeId: node.id,
      means: node.means ?? null,
      answer,
      reason: 'An adult who works or volunteers here was named as alleged instigator.',
      by,
      at: context.clock(),
    }
    const isAsked = first.walk.visits.some((visit) => visit.node.id === node.id)
    if (isAsked && !states[incident.state].over) {
      await goOn(context, tx, actor, { incident, course }, { node, entry })
    } else {
      await keepReply(tx, actor, incident, course.entries.length + 1, { node, entry })
    }
  })
}
