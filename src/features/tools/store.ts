import { sql } from 'kysely'
import { NotFound } from '#/kernel/refusal.ts'
import type { Actor } from '#/platform/access/actor.ts'
import type { Tx } from '#/platform/database/database.ts'
import type { RegisterWanted } from '#/platform/web/register-routes.ts'
import type { ToolTables } from './tables.ts'
import type { Assessment, Decision, Standing, Tool, ToolKind, UsePlace } from './tool.ts'

const tables = (tx: Tx) => tx.withTables<ToolTables>()

export const toolColumns = [
  'id',
  'name',
  'kind',
  'maker',
  'site',
  'for_children as forChildren',
  'state',
  'proposed_by as proposedBy',
  'proposed_at as proposedAt',
  'assessment_id as assessmentId',
  'decided_assessment_id as decidedAssessmentId',
  'approved_until as approvedUntil',
] as const

export const assessmentColumns = [
  'id',
  'tool_id as toolId',
  'number',
  'form_version as formVersion',
  'benefit',
  'risks',
  'from_year as fromYear',
  'to_year as toYear',
  'min_age as minAge',
  'accounts',
  'parents',
  'places',
  'answers',
  'assessed_by as assessedBy',
  'assessed_at as assessedAt',
] as const

const decisionColumns = [
  'id',
  'tool_id as toolId',
  'assessment_id as assessmentId',
  'result',
  'why',
  'conditions',
  'until',
  'decided_by as decidedBy',
  'decided_at as decidedAt',
] as const

/** One tool; `toChange` holds it until the commit. Not found in another school. */
export async function findTool(tx: Tx, schoolId: string, id: string, toChange = false): Promise<Tool> {
  const query = tables(tx)
    .selectFrom('tools.tool')
    .select(toolColumns)
    .where('school_id', '=', schoolId)
    .where('id', '=', id)
  const found = await (toChange ? query.forUpdate() : query).executeTakeFirst()
  if (!found) throw new NotFound('tool')
  return found
}

/** The tool of that name, however it is written. */
export function toolNamed(tx: Tx, schoolId: string, name: string): Promise<{ id: string } | undefined> {
  return tables(tx)
    .selectFrom('tools.tool')
    .select('id')
    .where('school_id', '=', schoolId)
    .where(sql<boolean>`lower(name) = lower(${name})`)
    .executeTakeFirst()
}

/** Every assessment of a tool, newest first. */
export async function assessmentsOf(tx: Tx, schoolId: string, toolId: string): Promise<Assessment[]> {
  const rows = await tables(tx)
    .selectFrom('tools.assessment')
    .select(assessmentColumns)
    .where('school_id', '=', schoolId)
    .where('tool_id', '=', toolId)
    .orderBy('number', 'desc')
    .execute()
  return rows.map(asAssessment)
}

/** A row as an assessment: places are of a closed list. */
export const asAssessment = <Row extends { places: string[] }>(row: Row) => ({
  ...row,
  places: row.places as UsePlace[],
})

/** Everything that was decided about a tool, newest first. */
export function decisionsOf(tx: Tx, schoolId: string, toolId: string): Promise<Decision[]> {
  return tables(tx)
    .selectFrom('tools.decision')
    .select(decisionColumns)
    .where('school_id', '=', schoolId)
    .where('tool_id', '=', toolId)
    .orderBy('decided_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
}

/** Approved tools whose approval ends on a day or before it, soonest first. */
export function endingBy(tx: Tx, schoolId: string, day: string): Promise<Tool[]> {
  return tables(tx)
    .selectFrom('tools.tool')
    .select(toolColumns)
    .where('school_id', '=', schoolId)
    .where('state', '=', 'approved')
    .where('approved_until', '<=', day)
    .orderBy('approved_until')
    .execute()
}

const waiting = sql<boolean>`assessment_id is not null and assessment_id is distinct from decided_assessment_id`

const standing = (today: string) =>
  sql<Standing>`case when state = 'approved' and approved_until >= ${today} then 'approved'
    when ${waiting} then 'waiting' when state = 'approved' then 'over' else state end`

/** Lines of the register, and how many there are on all pages. */
export async function listTools(
  tx: Tx,
  { schoolId }: Actor,
  { filters, newestFirst, offset, most }: RegisterWanted,
  today: string,
): Promise<{ rows: Tool[]; total: number }> {
  let query = tables(tx).selectFrom('tools.tool').where('school_id', '=', schoolId)
  if (filters.kind) query = query.where('kind', '=', filters.kind as ToolKind)
  if (filters.state) query = query.where(standing(today), '=', filters.state as Standing)
  const { total } = await query
    .select(({ fn }) => fn.countAll<string>().as('total'))
    .executeTakeFirstOrThrow()
  const rows = await query
    .select(toolColumns)
    .orderBy(sql`lower(name)`, newestFirst ? 'desc' : 'asc')
    .offset(offset)
    .limit(most)
    .execute()
  return { rows, total: Number(total) }
}

/** Adds a tool. Its name is not in the list yet. */
export async function insertTool(tx: Tx, schoolId: string, tool: Tool): Promise<void> {
  await tables(tx)
    .insertInto('tools.tool')
    .values({
      school_id: schoolId,
      id: tool.id,
      name: tool.name,
      kind: tool.kind,
      maker: tool.maker,
      site: tool.site,
      for_children: tool.forChildren,
      proposed_by: tool.proposedBy,
      proposed_at: tool.proposedAt,
      ...standingColumns(tool),
    })
    .execute()
}

/** Saves where a tool stands; its name and kind stay. */
export async function saveTool(tx: Tx, schoolId: string, tool: Tool): Promise<void> {
  await tables(tx)
    .updateTable('tools.tool')
    .set(standingColumns(tool))
    .where('school_id', '=', schoolId)
    .where('id', '=', tool.id)
    .execute()
}

const standingColumns = ({ state, assessmentId, decidedAssessmentId, approvedUntil }: Tool) => ({
  state,
  assessment_id: assessmentId,
  decided_assessment_id: decidedAssessmentId,
  approved_until: approvedUntil,
})

/** Keeps an assessment; it never changes. */
export async function insertAssessment(tx: Tx, schoolId: string, one: Assessment): Promise<void> {
  const { toolId, formVersion, fromYear, toYear, minAge, assessedBy, assessedAt, answers, places, ...same } =
    one
  await tables(tx)
    .insertInto('tools.assessment')
    .values({
      ...same,
      school_id: schoolId,
      tool_id: toolId,
      form_version: formVersion,
      from_year: fromYear,
      to_year: toYear,
      min_age: minAge,
      places: [...places],
      answers: sql`${JSON.stringify(answers)}::jsonb`,
      assessed_by: assessedBy,
      assessed_at: assessedAt,
    })
    .execute()
}

/** Keeps a decision; it never changes. */
export async function insertDecision(tx: Tx, schoolId: string, one: Decision): Promise<void> {
  const { toolId, assessmentId, decidedBy, decidedAt, ...same } = one
  await tables(tx)
    .insertInto('tools.decision')
    .values({
      ...same,
      school_id: schoolId,
      tool_id: toolId,
      assessment_id: assessmentId,
      decided_by: decidedBy,
      decided_at: decidedAt,
    })
    .execute()
}
