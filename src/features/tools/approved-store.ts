import { sql } from 'kysely'
import type { Tx } from '#/platform/database/database.ts'
import { asAssessment, assessmentColumns, toolColumns } from './store.ts'
import type { ToolTables } from './tables.ts'
import type { Assessment, Tool } from './tool.ts'

const tables = (tx: Tx) => tx.withTables<ToolTables>()

export type ApprovedTool = { tool: Tool; assessment: Assessment; conditions: string | null }

/** What may be used on a day, by name, with the assessment that was approved and its conditions. */
export async function approvedTools(tx: Tx, schoolId: string, day: string): Promise<ApprovedTool[]> {
  const approved = await tables(tx)
    .selectFrom('tools.tool')
    .select(toolColumns)
    .where('school_id', '=', schoolId)
    .where('state', '=', 'approved')
    .where('approved_until', '>=', day)
    .orderBy(sql`lower(name)`)
    .execute()
  const ids = approved.flatMap(({ decidedAssessmentId }) => decidedAssessmentId ?? [])
  if (ids.length === 0) return []
  const assessments = await tables(tx)
    .selectFrom('tools.assessment')
    .select(assessmentColumns)
    .where('school_id', '=', schoolId)
    .where('id', 'in', ids)
    .execute()
  const decided = await tables(tx)
    .selectFrom('tools.decision')
    .select(['assessment_id as assessmentId', 'conditions'])
    .where('school_id', '=', schoolId)
    .where('assessment_id', 'in', ids)
    .where('result', '=', 'approved')
    .execute()
  const conditions = new Map(decided.map((one) => [one.assessmentId, one.conditions]))
  const byId = new Map(assessments.map((one) => [one.id, asAssessment(one)]))
  return approved.flatMap((tool) => {
    const assessment = byId.get(tool.decidedAssessmentId ?? '')
    return assessment ? [{ tool, assessment, conditions: conditions.get(assessment.id) ?? null }] : []
  })
}

/** Approved tools on the same host as a site. */
export function toolsAt(tx: Tx, schoolId: string, site: string): Promise<Tool[]> {
  return tables(tx)
    .selectFrom('tools.tool')
    .select(toolColumns)
    .where('school_id', '=', schoolId)
    .where('state', '=', 'approved')
    .where(sql`split_part(site, '/', 1)`, '=', site.split('/')[0] ?? site)
    .execute()
}
