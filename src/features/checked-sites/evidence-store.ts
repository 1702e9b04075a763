import { sql } from 'kysely'
import { countInPublic } from '#/kernel/limits.ts'
import type { Evidence } from '#/platform/controls/control.ts'
import type { Tx } from '#/platform/database/database.ts'

/** Sites whose check holds, and suitable ones whose check has ended. None checked yet is not set up. */
export async function seenOfSites(tx: Tx, schoolId: string, today: string): Promise<Evidence> {
  const { rows } = await sql<{ checked: number; over: number; last_at: Date | null }>`
    select count(*) filter (where state = 'suitable' and valid_until >= ${today})::int as checked,
           count(*) filter (where state = 'suitable' and valid_until < ${today})::int as over, max(checked_at) as last_at
      from checked_sites.site where school_id = ${schoolId}`.execute(tx)
  const { checked = 0, over = 0, last_at = null } = rows[0] ?? {}
  return {
    sentence: `Checked and in date: ${countInPublic(checked)}.${over > 0 ? ' Some checks have ended: classes do not get these sites until somebody has looked again.' : ''}`,
    lastAt: last_at,
    inDate: checked > 0,
    isSetUp: last_at !== null,
    mendAt: '/checked-sites',
  }
}

const mostDaysWithout = 120

/** Lists for some purposes. None in a term and its holidays is out of date; none ever is not set up. */
export async function seenOfLists(
  tx: Tx,
  schoolId: string,
  purposes: readonly string[],
  at: Date,
): Promise<Evidence> {
  const { rows } = await sql<{ lists: number; last_at: Date | null; recent: boolean | null }>`
    select count(*)::int as lists, max(made_at) as last_at,
           max(made_at) > ${at}::timestamptz - make_interval(days => ${mostDaysWithout}) as recent
      from checked_sites.link_list where school_id = ${schoolId} and purpose = any(${[...purposes]}::text[])`.execute(
    tx,
  )
  const { lists = 0, last_at = null, recent = null } = rows[0] ?? {}
  return {
    sentence: `Lists made of checked sites: ${countInPublic(lists)}. No list holds a site that nobody has checked.`,
    lastAt: last_at,
    inDate: recent === true,
    isSetUp: last_at !== null,
    mendAt: '/link-lists',
  }
}
