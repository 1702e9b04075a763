import * as z from 'zod'
import { newId } from '#/kernel/id.ts'
import { Refused } from '#/kernel/refusal.ts'
import { allow, requirePerson } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { moment, momentOf, said } from '#/platform/forms/answers.ts'
import { addToTimeline, findIncidentToChange, letIn } from '../incidents/index.ts'
import { giveTask } from '../tasks/index.ts'
import { onlyWayNames } from './procedure.ts'
import { insertViewing } from './procedure-store.ts'

export const askToViewForm = z.object({
  onlyWay: z.enum(onlyWayNames, 'Choose why there is no other way. If none of these is true, do not look'),
  why: said('Say what was tried first, and what cannot be decided without looking', 2000),
  othersPresent: said('Name the member of staff who will be in the room', 300),
  place: said('Say in which room of the school', 300),
  device: z.enum(
    ['childs', 'school', 'personal'],
    'Choose the device: the child’s own where it is, or a school device',
  ),
  ...moment,
})
export type AskToView = z.infer<typeof askToViewForm>

/**
 * The safeguarding lead asks the head, or where they are one person the chair of governors, whether a possible nude image may
 * be looked at. Refused on a personal device,
 * whatever the reason, and where no such image is recorded. Nothing is shown here, now or later.
 */
export function askToView(
  context: Context,
  actor: Actor,
  incidentId: string,
  request: AskToView,
): Promise<string> {
  const { personId } = requirePerson(actor)
  return inTransaction(context, actor, async (tx) => {
    const incident = await findIncidentToChange(tx, actor, incidentId)
    allow(context, actor, 'evidence.askToView')
    if (!incident.possibleChildImage) {
      throw new Refused(
        'This incident is not marked as a possible picture of a child, so there is nothing to ask.',
      )
    }
    if (request.device === 'personal') {
      throw new Refused(
        'Nobody looks at such a picture on a personal device. Use the device on which it is, or ask the police.',
      )
    }
    const askedAt = context.clock()
    const { onlyWay, why, othersPresent, place } = request
    const plannedFor = momentOf(request)
    if (plannedFor < askedAt) throw new Refused('Ask before you look: choose a time that is still to come.')
    const asked = { onlyWay, why, othersPresent, place, plannedFor, askedAt, askedBy: personId }
    const id = newId()
    await insertViewing(tx, actor.schoolId, { id, incidentId, ...asked })
    const path = `/viewings/${id}` as const
    const title = 'Asked the head whether a picture may be looked at'
    await addToTimeline(tx, actor, { incidentId, at: askedAt, title, path })
    record(tx, {
      did: 'evidence.viewingAsked',
      about: { kind: 'incident', id: incidentId },
      detail: { viewingId: id },
    })
    const given = await giveTask(context, tx, actor, {
      to: { role: 'head' },
      notFor: [personId],
      kind: 'evidence.decideViewing',
      title: 'Decide a request of the safeguarding lead',
      about: { kind: 'incident', id: incidentId },
      path,
      urgency: 'now',
      due: { at: plannedFor, clock: 'hours' },
      mergeKey: viewingTask(id),
    })
    await letIn(context, tx, incident, given.people, 'Decides whether a picture may be looked at.')
    return id
  })
}

/** The head's task, which ends with the decision. */
export const viewingTask = (viewingId: string): string => `evidence.viewing ${viewingId}`
