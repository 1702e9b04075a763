import * as z from 'zod'
import { londonDate } from '#/kernel/london-time.ts'
import { NotAllowed, Refused } from '#/kernel/refusal.ts'
import { allow, requirePerson } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { endTasksAbout } from '../tasks/index.ts'
import { checkEditedFlow } from './check-flow.ts'
import { findFlowVersion, saveFlowVersion } from './flow-store.ts'
import { moveFlow } from './flow-version.ts'
import { readTriageSettings } from './settings.ts'

export const decideFlowForm = z
  .object({
    decision: z.enum(['confirm', 'refuse'], 'Choose whether it is put in force'),
    reason: z.string().trim().max(2000, 'Keep the reason under 2,000 characters').default(''),
  })
  .refine(({ decision, reason }) => decision === 'confirm' || reason !== '', {
    path: ['reason'],
    message: 'Say why not, so that it can be mended',
  })
export type DecideFlow = z.infer<typeof decideFlowForm>

/** A second person puts a proposed flow in force or not. Checked once more: settings may have changed since. */
export function decideFlow(context: Context, actor: Actor, id: string, request: DecideFlow): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const version = await findFlowVersion(tx, actor.schoolId, id)
    allow(context, actor, 'triage.confirmFlows')
    const { personId } = requirePerson(actor)
    const state = moveFlow(version, request.decision)
    if (version.proposedBy === personId) {
      throw new NotAllowed('You proposed this yourself. A second person has to look at it.')
    }
    const at = context.clock()
    if (request.decision === 'confirm') {
      const { refused } = checkEditedFlow(version.flow, await readTriageSettings(tx, actor.schoolId))
      if (refused.length > 0) throw new Refused(`It cannot be used any more. ${refused.join(' ')}`)
    }
    // A day that passed while it lay here cannot be kept: nothing goes live before it was confirmed.
    const fromDay =
      version.fromDay !== null && version.fromDay < londonDate(at) ? londonDate(at) : version.fromDay
    await saveFlowVersion(tx, actor.schoolId, {
      ...version,
      state,
      fromDay,
      decidedBy: personId,
      decidedAt: at,
      decisionReason: request.reason || null,
    })
    await endTasksAbout(context, tx, actor, { aboutId: id, state: 'done', reason: 'Decided.' })
    record(tx, {
      did: request.decision === 'confirm' ? 'triage.flowConfirmed' : 'triage.flowRefused',
      about: { kind: 'flow', id },
      detail: { flow: version.flow.key, version: version.flow.version, reason: request.reason },
    })
  })
}
