import * as z from 'zod'
import { newId } from '#/kernel/id.ts'
import { type CalendarDate, formatDate, londonDate } from '#/kernel/london-time.ts'
import { NotAllowed, Refused } from '#/kernel/refusal.ts'
import { allow, requirePerson } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { perhapsDay, perhapsSaid, said } from '#/platform/forms/answers.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { endTasksAbout } from '../tasks/index.ts'
import { decidesAboutTools, requireDecides } from './permissions.ts'
import { childAccounts, underAge, validMonths } from './settings.ts'
import { assessmentsOf, findTool, insertDecision, saveTool } from './store.ts'
import {
  type Assessment,
  type Decision,
  lastDayAfter,
  needsConditions,
  problemsOf,
  type Tool,
  type ToolRules,
  waits,
} from './tool.ts'

export const decideToolForm = z.object({
  result: z.enum(['approved', 'refused'], 'Choose yes or no'),
  why: said('Say why, for the record', 1000),
  conditions: perhapsSaid(1000),
  until: perhapsDay,
  /** The assessment that was on the page. */
  seen: z.string().optional(),
})
export type DecideTool = z.infer<typeof decideToolForm>

/** What the school says of ages and accounts. */
export async function rulesOf(tx: Tx, schoolId: string): Promise<ToolRules> {
  return {
    underAge: await readSetting(tx, schoolId, underAge),
    childAccounts: await readSetting(tx, schoolId, childAccounts),
  }
}

/**
 * Approves a tool until a day, or refuses it. Only whom the school named may, and nobody but the head what they assessed themselves. Refuses to approve what an answer
 * stands against, an assessment that came after the page was read, pupils younger than its makers say without the school's exception, and a risk without conditions.
 */
export function decideTool(
  context: Context,
  actor: Actor,
  toolId: string,
  request: DecideTool,
): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const { schoolId } = actor
    const tool = await findTool(tx, schoolId, toolId, true)
    allow(context, actor, 'tools.decide')
    const person = requirePerson(actor)
    const [assessment] = await assessmentsOf(tx, schoolId, toolId)
    if (!assessment || !waits(tool))
      throw new Refused('Nothing waits for a decision here. Assess the tool first, or reload the page.')
    if (request.seen !== undefined && request.seen !== assessment.id)
      throw new Refused(
        'It was assessed anew while you read. Reload the page, and decide about what stands there now.',
      )
    await requireDecides(tx, person, { kind: tool.kind, assessedBy: assessment.assessedBy })
    const until =
      request.result === 'approved' ? await approvedUntil(context, tx, schoolId, request, assessment) : null
    await save(tx, schoolId, tool, {
      id: newId(),
      toolId,
      assessmentId: assessment.id,
      result: request.result,
      why: request.why,
      conditions: request.conditions,
      until,
      decidedBy: person.personId,
      decidedAt: context.clock(),
    })
    await endTasksAbout(context, tx, actor, { aboutId: toolId, state: 'done', reason: 'It was decided.' })
    record(tx, {
      did: request.result === 'approved' ? 'tools.approved' : 'tools.refused',
      about: { kind: 'tool', id: toolId },
      detail: { assessment: assessment.id, until },
    })
  })
}

async function approvedUntil(
  context: Context,
  tx: Tx,
  schoolId: string,
  { until, conditions }: DecideTool,
  assessment: Assessment,
): Promise<CalendarDate> {
  const [problem] = problemsOf(assessment, await rulesOf(tx, schoolId))
  if (problem !== undefined) throw new Refused(problem)
  if (needsConditions(assessment) && conditions === null)
    throw new Refused('It was assessed as a tool to be careful with. Say on what conditions it may be used.')
  const latest = lastDayAfter(context.clock(), await readSetting(tx, schoolId, validMonths))
  const day = until ?? latest
  if (day < londonDate(context.clock()) || day > latest)
    throw new Refused(`Choose a last day that is still to come, and not after ${formatDate(latest)}.`)
  return day
}

async function save(tx: Tx, schoolId: string, tool: Tool, decision: Decision): Promise<void> {
  await insertDecision(tx, schoolId, decision)
  await saveTool(tx, schoolId, {
    ...tool,
    state: decision.result,
    decidedAssessmentId: decision.assessmentId,
    approvedUntil: decision.until,
  })
}

export const withdrawForm = z.object({ why: said('Say why, for the record', 1000) })

/** Ends an approval at once. Only whom the school named, or the head; refuses what is not approved. */
export function withdrawTool(
  context: Context,
  actor: Actor,
  toolId: string,
  { why }: { why: string },
): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const { schoolId } = actor
    const tool = await findTool(tx, schoolId, toolId, true)
    allow(context, actor, 'tools.decide')
    const person = requirePerson(actor)
    if (!(await decidesAboutTools(tx, person, tool.kind)))
      throw new NotAllowed('Only whoever decides about such tools, or the head, withdraws an approval.')
    if (tool.state !== 'approved' || tool.decidedAssessmentId === null)
      throw new Refused('This is not approved, so there is nothing to withdraw.')
    await save(tx, schoolId, tool, {
      id: newId(),
      toolId,
      assessmentId: tool.decidedAssessmentId,
      result: 'withdrawn',
      why,
      conditions: null,
      until: null,
      decidedBy: person.personId,
      decidedAt: context.clock(),
    })
    await endTasksAbout(context, tx, actor, {
      aboutId: toolId,
      state: 'notNeeded',
      reason: 'It was withdrawn.',
    })
    record(tx, { did: 'tools.withdrawn', about: { kind: 'tool', id: toolId } })
  })
}
