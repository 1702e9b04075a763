import * as z from 'zod'
import { newId } from '#/kernel/id.ts'
import { isCalendarDate, londonDate } from '#/kernel/london-time.ts'
import { Refused } from '#/kernel/refusal.ts'
import { allow } from '#/platform/access/access.ts'
import { type Actor, personOf } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { said } from '#/platform/forms/answers.ts'
import { insertIntroduction } from './introduction-store.ts'
import { audienceNames, wayNames } from './policy.ts'
import { findVersion } from './version-store.ts'

export const introduceForm = z.object({
  group: z.enum(audienceNames, 'Choose who was told'),
  way: z.enum(wayNames, 'Choose how they were told'),
  heldOn: z.string('Enter the day').refine(isCalendarDate, 'Enter a real day, like 24 11 2026'),
  says: said('Say which meeting, assembly or issue it was', 500),
})
export type Introduce = z.infer<typeof introduceForm>

/** Records how a group was taken through the version in force (A5, B151). Refuses a day that has not come. */
export function introducePolicy(
  context: Context,
  actor: Actor,
  versionId: string,
  request: Introduce,
): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const version = await findVersion(tx, actor, versionId)
    allow(context, actor, 'policies.write')
    if (version.adoptedOn === null) throw new Refused('This version was not adopted yet.')
    if (request.heldOn > londonDate(context.clock())) {
      throw new Refused('This day has not come yet. Record it afterwards.')
    }
    await insertIntroduction(tx, {
      school_id: actor.schoolId,
      id: newId(),
      version_id: versionId,
      group: request.group,
      way: request.way,
      held_on: request.heldOn,
      says: request.says,
      noted_at: context.clock(),
      noted_by: personOf(actor),
    })
    record(tx, {
      did: 'policies.introduced',
      about: { kind: 'policy', id: version.policyId },
      detail: { group: request.group, way: request.way },
    })
  })
}
