import * as z from 'zod'
import { newId } from '#/kernel/id.ts'
import { Refused } from '#/kernel/refusal.ts'
import { allow, requirePerson } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { perhapsSaid, said } from '#/platform/forms/answers.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { isProfileKey } from '../filtering/index.ts'
import { endTasksAbout, giveTask } from '../tasks/index.ts'
import { mender } from './settings.ts'
import { type HandCase, handCaseKeys, type Trial, triedIn, wrongIn } from './trial.ts'
import { insertTrial } from './trial-store.ts'

const sighting = z.enum(['right', 'wrong', 'notTried'], 'Choose what you saw').default('notTried')

export const trialForm = z
  .object({
    device: said('Say which device you tried it on', 100),
    profile: z.string('Choose whose device it is').refine(isProfileKey, 'Choose whose device it is'),
    place: said('Say where you are', 100),
    action: perhapsSaid(1000),
    ...(Object.fromEntries(handCaseKeys.map((key) => [key, sighting])) as Record<HandCase, typeof sighting>),
  })
  .refine((form) => form.action !== null || !handCaseKeys.some((key) => form[key] === 'wrong'), {
    path: ['action'],
    message: 'Say what you did about it, or whom you told',
  })
export type KeepTrial = z.infer<typeof trialForm>

/**
 * Puts on record what somebody tried, with whose device and where. Refused where nothing was tried. What was not as it should be becomes a
 * task for whoever mends, and for the safeguarding lead.
 */
export function keepTrial(context: Context, actor: Actor, request: KeepTrial): Promise<string> {
  return inTransaction(context, actor, async (tx) => {
    const { schoolId } = actor
    allow(context, actor, 'filterChecks.try')
    const { personId } = requirePerson(actor)
    const { device, profile, place, action, ...seen } = request
    if (triedIn(seen).length === 0) throw new Refused('Try one thing at least, and say what you saw.')
    const trial: Trial = {
      id: newId(),
      at: context.clock(),
      by: personId,
      device,
      profile,
      place,
      seen,
      action,
    }
    const wrong = wrongIn(seen)
    await insertTrial(tx, schoolId, trial)
    record(tx, {
      did: 'filterChecks.tried',
      about: { kind: 'filterTrial', id: trial.id },
      detail: { profile, tried: triedIn(seen), wrong },
    })
    await endTasksAbout(context, tx, actor, {
      aboutId: schoolId,
      mergeKey: 'filterChecks.try',
      state: 'done',
      reason: 'Somebody tried the filter by hand.',
    })
    if (wrong.length > 0) {
      await giveTask(context, tx, actor, {
        to: [{ role: await readSetting(tx, schoolId, mender) }, { role: 'dsl' }],
        kind: 'filterChecks.mend',
        title: 'Mend the filter: somebody found it wrong on a device',
        about: { kind: 'filterTrial', id: trial.id },
        path: `/filter-checks/trials/${trial.id}`,
        urgency: 'soon',
      })
    }
    return trial.id
  })
}
