import { sql } from 'kysely'
import { countInPublic } from '#/kernel/limits.ts'
import { dayMs, formatDate, londonDate } from '#/kernel/london-time.ts'
import type { Evidence } from '#/platform/controls/control.ts'
import type { Tx } from '#/platform/database/database.ts'
import { silentAfterDays } from './connection.ts'

const mendAt = '/provisioning' as const

/** Whether every connected system is open and was heard of within days, and when one last was. */
export async function seenOfSources(tx: Tx, schoolId: string, at: Date): Promise<Evidence> {
  const since = new Date(at.getTime() - silentAfterDays * dayMs)
  const { rows } = await sql<{ total: number; heard: number; people: number; last: Date | null }>`
    select count(*)::int as total, (count(*) filter (where c.state = 'open' and t.used >= ${since}))::int as heard,
           coalesce(sum(e.people), 0)::int as people, max(t.used) as last
      from provisioning.connection c
      left join lateral (select max(last_used_at) as used from provisioning.token t
                          where t.school_id = c.school_id and t.connection_id = c.id) t on true
      left join lateral (select count(person_id) as people from provisioning.entry e
                          where e.school_id = c.school_id and e.connection_id = c.id and e.gone_at is null) e on true
     where c.school_id = ${schoolId} and c.state <> 'ended'`.execute(tx)
  const { total = 0, heard = 0, people = 0, last = null } = rows[0] ?? {}
  if (total === 0) {
    const none = 'No other system of accounts is connected: leavers are those whom the school enters here.'
    return { sentence: none, lastAt: null, inDate: false, isSetUp: false, mendAt }
  }
  if (last === null) {
    const silent = 'A system of accounts is connected and has not been heard of yet.'
    return { sentence: silent, lastAt: null, inDate: false, mendAt }
  }
  const sentence =
    heard === total
      ? `Whoever is closed in the school’s accounts (${countInPublic(people)} people) is out here at once; last heard on ${formatDate(londonDate(last))}.`
      : 'A connected system of accounts is stopped or silent: leavers there are not known here.'
  return { sentence, lastAt: last, inDate: heard === total, mendAt }
}
