// A tool that was assessed, and a project that a class plans: both wait for a decision.

import type { Context } from '#/platform/context.ts'
import { assessTool } from '../../src/features/tools/assess-tool.ts'
import { planProject, proposeTool } from '../../src/features/tools/index.ts'
import { aClass } from '../a-school-that-signs.ts'
import { good, paint } from '../an-assessed-tool.ts'
import type { Kind, Params } from './places.ts'
import type { MatrixSchool } from './staff-school.ts'

/** Proposed, assessed and planned by the teller, who never knocks, so that everybody else may decide. */
export async function makeToolRecords(
  context: Context,
  school: MatrixSchool,
): Promise<Partial<Record<Kind, Params>>> {
  const { teller } = school.people
  const tool = await proposeTool(context, teller, paint)
  await assessTool(context, teller, tool, good)
  const classId = await aClass({ context }, school.id, 'keyStage1', '2C', 2)
  const project = await planProject(context, teller, {
    title: 'Our town',
    needs: ['images'],
    toolId: null,
    classId,
    plan: 'They send pictures of their models to the museum.',
    adultId: teller.personId,
    parentsKnow: true,
    startsOn: '2026-11-30',
    endsOn: '2026-12-11',
  })
  return { tool: { id: tool }, project: { id: project } }
}
