import * as z from 'zod'
import { newId } from '#/kernel/id.ts'
import { Refused } from '#/kernel/refusal.ts'
import { allow, requirePerson } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { perhapsSaid, said } from '#/platform/forms/answers.ts'
import { siteKept } from '../filtering/index.ts'
import { insertTool, toolNamed } from './store.ts'
import { kinds, type ToolKind } from './tool.ts'

const kindKeys = Object.keys(kinds) as [ToolKind, ...ToolKind[]]

export const proposeForm = z.object({
  name: said('Write the name of the tool', 120),
  kind: z.enum(kindKeys, 'Choose what it is'),
  maker: perhapsSaid(200),
  site: perhapsSaid(2000),
  forChildren: perhapsSaid(300),
})
export type ProposeTool = z.infer<typeof proposeForm>

/** Writes a tool down; it may not be used before somebody has assessed it and somebody else has decided. Refuses one that is in the list. */
export function proposeTool(context: Context, actor: Actor, request: ProposeTool): Promise<string> {
  return inTransaction(context, actor, async (tx) => {
    allow(context, actor, 'tools.propose')
    if (await toolNamed(tx, actor.schoolId, request.name))
      throw new Refused(
        `${request.name} is in the list already. Look for it there, and assess it again if something is new.`,
      )
    const id = newId()
    await insertTool(tx, actor.schoolId, {
      ...request,
      id,
      site: request.site === null ? null : siteKept(request.site),
      state: 'new',
      proposedBy: requirePerson(actor).personId,
      proposedAt: context.clock(),
      assessmentId: null,
      decidedAssessmentId: null,
      approvedUntil: null,
    })
    record(tx, { did: 'tools.proposed', about: { kind: 'tool', id }, detail: { kind: request.kind } })
    return id
  })
}
