import * as z from 'zod'
import { allow } from '#/platform/access/access.ts'
import { type Actor, personOf } from '#/platform/access/actor.ts'
import { asSchool } from '#/platform/access/as-school.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { type Allegation, type Limb, limbNames, limbs, move } from './allegation.ts'
import { endManagerTasks, giveManagerTask } from './give-manager-task.ts'
import { openWelfareConcern } from './open-welfare-concern.ts'
import { insertEntry } from './record-store.ts'
import { findAllegationToChange, saveAllegation } from './store.ts'

const answers = [...limbNames, 'notSure', 'none'] as const

export const weighConcernForm = z
  .object({
    answers: z.preprocess(
      (sent) => (sent === undefined ? [] : Array.isArray(sent) ? sent : String(sent).split(',')),
      z.array(z.enum(answers)).min(1, 'Choose what may be so, “not sure”, or “none of these”'),
    ),
    why: z
      .string()
      .trim()
      .min(1, 'Say why you decide so')
      .max(4000, 'Keep the reasons under 4,000 characters'),
  })
  .refine(({ answers: chosen }) => !chosen.includes('none') || chosen.length === 1, {
    path: ['answers'],
    message: '“None of these” stands alone: untick it, or untick the others',
  })
export type WeighConcern = z.infer<typeof weighConcernForm>

/**
 * Weighs a concern against the harm threshold, the first time or again. One limb is enough, and "not sure" counts as
 * met. Refuses to go below the threshold once it may be met: that is for the LADO to say.
 */
export function weighConcern(
  context: Context,
  actor: Actor,
  allegationId: string,
  request: WeighConcern,
): Promise<Allegation> {
  return inTransaction(context, actor, async (tx) => {
    const at = context.clock()
    const found = await findAllegationToChange(tx, { actor, now: at }, allegationId)
    allow(context, actor, 'allegations.manage')
    const met = !request.answers.includes('none')
    const action = met ? 'judgeMet' : 'judgeBelow'
    const weighed: Allegation = {
      ...move(found, action, at),
      threshold: met ? 'met' : 'below',
      limbs: request.answers.filter((answer): answer is Limb => answer in limbs),
    }
    if (met && weighed.welfareIncidentId === null) {
      weighed.welfareIncidentId = await asSchool(tx, () => openWelfareConcern(context, tx, actor, weighed))
    }
    await saveAllegation(tx, weighed)
    await insertEntry(tx, weighed, {
      kind: action,
      title: met ? 'The threshold may be met' : 'Below the threshold',
      says: [...weighed.limbs.map((limb) => `${limbs[limb]}.`), request.why].join('\n'),
      at,
      writtenAt: at,
      by: personOf(actor),
    })
    await endManagerTasks(context, tx, actor, found.id, 'It was weighed.')
    await giveManagerTask(context, tx, actor, weighed, met ? 'consultLado' : 'review')
    record(tx, {
      did: 'allegations.weighed',
      about: { kind: 'allegation', id: found.id },
      detail: { threshold: weighed.threshold },
    })
    return weighed
  })
}
