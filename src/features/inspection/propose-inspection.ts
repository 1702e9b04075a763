import * as z from 'zod'
import { newId } from '#/kernel/id.ts'
import { Refused } from '#/kernel/refusal.ts'
import { allow, requirePerson } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { said } from '#/platform/forms/answers.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { approver, isProfileKey, type ProfileKey, profiles, profilesHere } from '../filtering/index.ts'
import { giveTask } from '../tasks/index.ts'
import { insertInspection, inspectionInForce, inspectionsOf } from './inspection-store.ts'

export const inspectForm = z.object({
  profiles: z
    .preprocess((sent) => (typeof sent === 'string' ? [sent] : (sent ?? [])), z.array(z.string()))
    .pipe(
      z
        .array(z.string().refine(isProfileKey, 'Choose groups from the list'))
        .min(1, 'Choose at least one group'),
    ),
  why: said('Say why, for whoever decides and for those whose pages are looked into', 1000),
  told: z.literal('yes', 'Tell everybody first, then say here that you have'),
})
export type ProposeInspection = z.infer<typeof inspectForm>

/** Groups whose pages may be looked into: never guests and own devices, which the school does not manage (decision X10). */
export const inspectable = (here: readonly ProfileKey[]): ProfileKey[] =>
  here.filter((key) => key !== 'guests')

/** Proposes to look inside encrypted pages of some groups. Refused for guests, while another proposal waits, and while it is on. */
export function proposeInspection(
  context: Context,
  actor: Actor,
  request: ProposeInspection,
): Promise<string> {
  return inTransaction(context, actor, async (tx) => {
    const { schoolId } = actor
    const { personId } = requirePerson(actor)
    allow(context, actor, 'filtering.propose')
    const may = inspectable(await profilesHere(tx, schoolId))
    const wrong = request.profiles.find((key) => !may.includes(key))
    if (wrong !== undefined) throw new Refused(`${profiles[wrong].words}: their pages are never looked into.`)
    if (await inspectionInForce(tx, schoolId))
      throw new Refused('It is on already. End it first, then propose it for other groups.')
    if ((await inspectionsOf(tx, schoolId)).some(({ state }) => state === 'proposed'))
      throw new Refused('Another proposal waits for its decision. Decide that one first.')
    const id = newId()
    await insertInspection(tx, schoolId, {
      id,
      profiles: request.profiles,
      why: request.why,
      state: 'proposed',
      proposedAt: context.clock(),
      proposedBy: personId,
      ...notDecided,
    })
    await giveTask(context, tx, actor, {
      to: { role: await readSetting(tx, schoolId, approver) },
      kind: 'filtering.decideInspection',
      title: 'Decide whether encrypted pages are looked into',
      about: { kind: 'filterInspection', id },
      path: `/filtering/inspection/${id}`,
      urgency: 'normal',
      notFor: [personId],
    })
    record(tx, {
      did: 'filtering.inspectionProposed',
      about: { kind: 'filterInspection', id },
      detail: { profiles: request.profiles },
    })
    return id
  })
}

const notDecided = {
  decidedAt: null,
  decidedBy: null,
  decidedWhy: null,
  endedAt: null,
  endedBy: null,
  endedWhy: null,
} as const
