import * as z from 'zod'
import { londonDate } from '#/kernel/london-time.ts'
import { Refused } from '#/kernel/refusal.ts'
import { allow, requirePerson } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { holdersOn } from '../people/index.ts'
import { giveTask } from '../tasks/index.ts'
import { checkEditedFlow } from './check-flow.ts'
import { findFlowVersion, saveFlowVersion } from './flow-store.ts'
import { moveFlow } from './flow-version.ts'
import { readTriageSettings } from './settings.ts'

export const proposeFlowForm = z.object({
  fromDay: z.iso.date('Enter the day from which new incidents use it'),
  why: z
    .string()
    .trim()
    .min(1, 'Say what changes and why, for whoever confirms it')
    .max(2000, 'Keep the reason under 2,000 characters'),
})
export type ProposeFlow = z.infer<typeof proposeFlowForm>

/**
 * Proposes a draft for a day on. Refuses a day that has passed and a flow that breaks a rule, with every node and rule
 * named. The head confirms; where the head proposes, the chair of governors does.
 */
export function proposeFlow(context: Context, actor: Actor, id: string, request: ProposeFlow): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const version = await findFlowVersion(tx, actor.schoolId, id)
    allow(context, actor, 'triage.editFlows')
    const proposer = requirePerson(actor)
    const at = context.clock()
    const state = moveFlow(version, 'propose')
    if (request.fromDay < londonDate(at)) {
      throw new Refused(
        'That day has passed. Choose today or a later day: incidents keep the flow they began with.',
      )
    }
    const { refused } = checkEditedFlow(version.flow, await readTriageSettings(tx, actor.schoolId))
    if (refused.length > 0) throw new Refused(`It cannot be used yet. ${refused.join(' ')}`)
    await saveFlowVersion(tx, actor.schoolId, {
      ...version,
      state,
      fromDay: request.fromDay,
      why: request.why,
      proposedBy: proposer.personId,
      proposedAt: at,
    })
    const heads = await holdersOn(tx, actor.schoolId, 'head', londonDate(at))
    const isHead = heads.some((head) => head.id === proposer.personId)
    await giveTask(context, tx, actor, {
      to: { role: isHead ? 'chairOfGovernors' : 'head' },
      kind: 'triage.confirmFlow',
      title: 'Confirm a change to how the school handles incidents',
      about: { kind: 'flow', id },
      path: `/flows/versions/${id}`,
      urgency: 'normal',
      mergeKey: 'triage.confirmFlow',
    })
    record(tx, {
      did: 'triage.flowProposed',
      about: { kind: 'flow', id },
      detail: { flow: version.flow.key, version: version.flow.version, ...request },
    })
  })
}
