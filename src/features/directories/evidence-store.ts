import { sql } from 'kysely'
import { formatInstant, hourMs } from '#/kernel/london-time.ts'
import type { Evidence } from '#/platform/controls/control.ts'
import type { Tx } from '#/platform/database/database.ts'

/** Whether every directory that is set up follows, and when one last did. */
export async function seenOfFollowing(tx: Tx, schoolId: string, at: Date): Promise<Evidence> {
  const { rows } = await sql<{ total: number; following: number; away: number; last: Date | null }>`
    select count(*)::int as total, (count(*) filter (where state = 'following'))::int as following,
           (count(*) filter (where failing_since <= ${new Date(at.getTime() - hourMs)}))::int as away,
           max(last_success_at) as last
      from directories.connection where school_id = ${schoolId} and state <> 'unfinished'`.execute(tx)
  const { total = 0, following = 0, away = 0, last = null } = rows[0] ?? {}
  const mendAt = '/directories' as const
  if (total === 0) {
    const sentence = 'No directory of the school is connected: somebody writes logons there by hand.'
    return { sentence, lastAt: null, inDate: false, isSetUp: false, mendAt }
  }
  const works = following === total && away === 0
  const sentence = works
    ? `The school’s directory follows every change of logons within seconds${last ? `; it last did on ${formatInstant(last)}` : ''}.`
    : 'The school’s directory does not follow just now: changes of logons wait.'
  return { sentence, lastAt: last, inDate: works, mendAt }
}
