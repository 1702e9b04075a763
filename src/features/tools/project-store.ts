import { NotFound } from '#/kernel/refusal.ts'
import type { Tx } from '#/platform/database/database.ts'
import type { Need, Project } from './project.ts'
import type { ToolTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<ToolTables>()

const columns = [
  'id',
  'title',
  'needs',
  'tool_id as toolId',
  'class_id as classId',
  'plan',
  'adult_id as adultId',
  'parents_know as parentsKnow',
  'starts_on as startsOn',
  'ends_on as endsOn',
  'state',
  'asked_by as askedBy',
  'asked_at as askedAt',
  'decided_by as decidedBy',
  'decided_at as decidedAt',
  'decided_why as decidedWhy',
] as const

const asProject = <Row extends { needs: string[] }>(row: Row) => ({ ...row, needs: row.needs as Need[] })

const mostShown = 200

/** One project; `toChange` holds it until the commit. Not found in another school. */
export async function findProject(tx: Tx, schoolId: string, id: string, toChange = false): Promise<Project> {
  const query = tables(tx)
    .selectFrom('tools.project')
    .select(columns)
    .where('school_id', '=', schoolId)
    .where('id', '=', id)
  const found = await (toChange ? query.forUpdate() : query).executeTakeFirst()
  if (!found) throw new NotFound('project')
  return asProject(found)
}

/** The newest projects of the school, at most 200. */
export async function projectsOf(tx: Tx, schoolId: string): Promise<Project[]> {
  const rows = await tables(tx)
    .selectFrom('tools.project')
    .select(columns)
    .where('school_id', '=', schoolId)
    .orderBy('asked_at', 'desc')
    .orderBy('id', 'desc')
    .limit(mostShown)
    .execute()
  return rows.map(asProject)
}

/** Keeps what was planned; of it only the decision comes later. */
export async function insertProject(tx: Tx, schoolId: string, one: Project): Promise<void> {
  await tables(tx)
    .insertInto('tools.project')
    .values({
      school_id: schoolId,
      id: one.id,
      title: one.title,
      needs: [...one.needs],
      tool_id: one.toolId,
      class_id: one.classId,
      plan: one.plan,
      adult_id: one.adultId,
      parents_know: one.parentsKnow,
      starts_on: one.startsOn,
      ends_on: one.endsOn,
      asked_by: one.askedBy,
      asked_at: one.askedAt,
      ...decisionOf(one),
    })
    .execute()
}

/** Saves what was decided about a project. */
export async function saveProject(tx: Tx, schoolId: string, one: Project): Promise<void> {
  await tables(tx)
    .updateTable('tools.project')
    .set(decisionOf(one))
    .where('school_id', '=', schoolId)
    .where('id', '=', one.id)
    .execute()
}

const decisionOf = ({ state, decidedBy, decidedAt, decidedWhy }: Project) => ({
  state,
  decided_by: decidedBy,
  decided_at: decidedAt,
  decided_why: decidedWhy,
})
