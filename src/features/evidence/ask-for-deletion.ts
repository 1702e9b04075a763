import * as z from 'zod'
import { deadline } from '#/kernel/deadline.ts'
import { isId, newId } from '#/kernel/id.ts'
import { Refused } from '#/kernel/refusal.ts'
import { allow } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { said } from '#/platform/forms/answers.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { addToTimeline, findIncidentToChange, listInvolvement } from '../incidents/index.ts'
import { readCalendar } from '../schools/index.ts'
import { giveTask } from '../tasks/index.ts'
import { insertDeletion } from './procedure-store.ts'
import { deletionHours } from './settings.ts'

export const askForDeletionForm = z.object({
  pupilId: z.string('Choose the child').refine(isId, 'Choose the child'),
  agreedWith: said(
    'Say who agreed that it need not be kept for the police: the officer and reference, or how it was decided that no offence is suspected',
    300,
  ),
})
export type AskForDeletion = z.infer<typeof askForDeletionForm>

/**
 * Records that a child of the incident was asked to delete a picture, and by when they confirm it. The child deletes
 * it: nobody at the school does. Refused while anybody might need it as evidence, and for somebody who is no pupil.
 */
export function askForDeletion(
  context: Context,
  actor: Actor,
  incidentId: string,
  request: AskForDeletion,
): Promise<string> {
  return inTransaction(context, actor, async (tx) => {
    await findIncidentToChange(tx, actor, incidentId)
    allow(context, actor, 'evidence.askForDeletion')
    const involved = await listInvolvement(tx, actor.schoolId, incidentId)
    const child = involved.find(({ personId }) => personId === request.pupilId)
    if (child?.kindThen !== 'pupil') {
      throw new Refused('Choose a child who is in this incident. Add the child to the incident first.')
    }
    const askedAt = context.clock()
    const count = await readSetting(tx, actor.schoolId, deletionHours)
    const calendar = await readCalendar(tx, actor.schoolId)
    const confirmBy = deadline(askedAt, { count, clock: 'hours' }, calendar)
    const id = newId()
    await insertDeletion(tx, actor, { id, incidentId, ...request, askedAt, confirmBy })
    const about = { kind: 'incident', id: incidentId }
    const path = `/deletions/${id}` as const
    const title = 'A child was asked to delete a picture and to confirm it'
    await addToTimeline(tx, actor, { incidentId, at: askedAt, title, says: request.agreedWith, path })
    record(tx, { did: 'evidence.deletionAsked', about, detail: { deletionId: id } })
    await giveTask(context, tx, actor, {
      to: { role: 'dsl' },
      kind: 'evidence.confirmDeletion',
      title: 'Ask whether something was deleted, and record the answer',
      about,
      path,
      urgency: 'soon',
      due: { at: confirmBy, clock: 'hours' },
      mergeKey: deletionTask(id),
    })
    return id
  })
}

/** The safeguarding lead's task, which ends when the child has confirmed. */
export const deletionTask = (deletionId: string): string => `evidence.deletion ${deletionId}`
