import { sql } from 'kysely'
import { countInPublic } from '#/kernel/limits.ts'
import type { Evidence } from '#/platform/controls/control.ts'
import type { Tx } from '#/platform/database/database.ts'
import type { ToolKind } from './tool.ts'

/** Tools of some kinds that may be used, that wait, and whose approval has ended. None proposed yet is not set up. */
export async function seenOfTools(
  tx: Tx,
  schoolId: string,
  kinds: readonly ToolKind[],
  today: string,
): Promise<Evidence> {
  const { rows } = await sql<{ all: number; approved: number; over: number; last_at: Date | null }>`
    select count(*)::int as all,
           count(*) filter (where t.state = 'approved' and t.approved_until >= ${today})::int as approved,
           count(*) filter (where t.state = 'approved' and t.approved_until < ${today})::int as over,
           max(a.assessed_at) as last_at
      from tools.tool t left join tools.assessment a on a.school_id = t.school_id and a.id = t.assessment_id
     where t.school_id = ${schoolId} and t.kind = any(${[...kinds]}::text[])`.execute(tx)
  const { all = 0, approved = 0, over = 0, last_at = null } = rows[0] ?? {}
  const sentence =
    all === 0
      ? 'Nobody has proposed such a tool; none may be used.'
      : `Approved and in date: ${countInPublic(approved)}.${over > 0 ? ' Some approvals have ended, and nobody has assessed the tools again.' : ''}`
  return { sentence, lastAt: last_at, inDate: over === 0, isSetUp: last_at !== null, mendAt: '/tools' }
}

/** Projects that were planned and agreed. Nobody having planned one is no lack: then pupils do none of it. */
export async function seenOfProjects(
  tx: Tx,
  schoolId: string,
  of: readonly string[],
  at: Date,
): Promise<Evidence> {
  const { rows } = await sql<{ all: number; agreed: number; late: number; last_at: Date | null }>`
    select count(*)::int as all, count(*) filter (where state = 'agreed')::int as agreed, max(asked_at) as last_at,
           count(*) filter (where state = 'asked' and asked_at < ${at}::timestamptz - interval '14 days')::int as late
      from tools.project where school_id = ${schoolId} and needs && ${[...of]}::text[]`.execute(tx)
  const { all = 0, agreed = 0, late = 0, last_at = null } = rows[0] ?? {}
  return {
    sentence:
      all === 0
        ? 'Nobody has planned such a project, so pupils do none of it.'
        : `Planned: ${countInPublic(all)}; agreed: ${countInPublic(agreed)}.${late > 0 ? ' Some have waited for two weeks.' : ''}`,
    lastAt: last_at,
    inDate: late === 0,
    mendAt: '/projects',
  }
}
