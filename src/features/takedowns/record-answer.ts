import * as z from 'zod'
import { allow } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { said } from '#/platform/forms/answers.ts'
import { addToTimeline } from '../incidents/index.ts'
import { endTasksAbout } from '../tasks/index.ts'
import { answerBy, askToLook, lookTask } from './ask-for-removal.ts'
import { actNames, acts, stateAfter } from './request.ts'
import { findRequestToChange, insertEntry, saveRequest } from './store.ts'

export const recordAnswerForm = z.object({
  act: z.enum(actNames, 'Choose what came of it'),
  says: said('Say who looked or asked, and what came of it', 2000),
})
export type RecordAnswer = z.infer<typeof recordAnswerForm>

/** Records what came of a request. Asked again, the time begins anew; otherwise it is over, and so is its task. */
export function recordAnswer(
  context: Context,
  actor: Actor,
  id: string,
  request: RecordAnswer,
): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const found = await findRequestToChange(tx, actor, id)
    allow(context, actor, 'takedowns.ask')
    const { act, says } = request
    const at = context.clock()
    const state = stateAfter(found.state, act)
    const again = state === 'asked'
    const saved = {
      ...found,
      state,
      overAt: again ? null : at,
      answerBy: again ? await answerBy(tx, actor.schoolId, found.whom, at) : found.answerBy,
    }
    await saveRequest(tx, actor.schoolId, saved)
    await insertEntry(tx, actor, found, { act, says, at })
    const { incidentId } = found
    await endTasksAbout(context, tx, actor, {
      aboutId: incidentId,
      mergeKey: lookTask(id),
      state: 'done',
      reason: 'What came of it is on record.',
    })
    if (again) await askToLook(context, tx, actor, saved)
    const title = `Removal: ${acts[act].words.toLowerCase()}`
    await addToTimeline(tx, actor, { incidentId, at, title, says, path: `/takedowns/${id}` })
    record(tx, { did: 'takedowns.answered', about: { kind: 'takedown', id }, detail: { act } })
  })
}
