import { londonDate } from '#/kernel/london-time.ts'
import { NotFound, Refused } from '#/kernel/refusal.ts'
import { allow, requirePerson } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { findSchool } from '../schools/index.ts'
import { addFlowVersion, flowVersions } from './flow-store.ts'
import { inForceOn } from './flow-version.ts'
import { fixedFlows, shippedFlows } from './flows/shipped-flows.ts'

/** Makes the school's own draft of a flow from what is in force. Refuses a flow that protects children in every school. */
export function copyFlow(context: Context, actor: Actor, flowKey: string): Promise<string> {
  return inTransaction(context, actor, async (tx) => {
    const shipped = shippedFlows.find(({ key }) => key === flowKey)
    if (!shipped) throw new NotFound('flow')
    allow(context, actor, 'triage.editFlows')
    if (fixedFlows.includes(flowKey)) {
      throw new Refused(`“${shipped.title}” protects children in every school and cannot be edited.`)
    }
    const at = context.clock()
    const versions = await flowVersions(tx, actor.schoolId)
    const ofThis = versions.filter(({ flow }) => flow.key === flowKey)
    if (ofThis.some(({ state }) => state === 'draft' || state === 'proposed')) {
      throw new Refused(
        'A copy of this flow is being written already. Go on with that one, or discard it first.',
      )
    }
    const { name } = await findSchool(tx, actor.schoolId)
    const current = inForceOn(versions, { at, day: londonDate(at) }).get(flowKey)?.flow ?? shipped
    const version = Math.max(shipped.version, ...ofThis.map(({ flow }) => flow.version)) + 1
    const id = await addFlowVersion(tx, actor.schoolId, {
      flow: { ...current, version, from: londonDate(at), writtenFor: `${name}, from: ${shipped.title}.` },
      draftedBy: requirePerson(actor).personId,
      at,
    })
    record(tx, { did: 'triage.flowCopied', about: { kind: 'flow', id }, detail: { flow: flowKey, version } })
    return id
  })
}
