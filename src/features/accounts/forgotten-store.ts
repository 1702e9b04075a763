// Logons that nobody should have any more, or that nobody seems to use.

import { sql } from 'kysely'
import type { Tx } from '#/platform/database/database.ts'
import type { AccountKind } from './account.ts'
import type { WhyForgotten } from './forgotten.ts'

export type Forgotten = {
  id: string
  personId: string | null
  logonName: string
  kind: AccountKind
  name: string | null
  lastUsedAt: Date | null
  why: WhyForgotten
}

/**
 * Forgotten logons. That a class’s is used, its lessons tell; of one person’s own only a directory tells. Where none does,
 * none counts as unused, and nobody is accused of absence.
 */
export async function forgottenOf(
  tx: Tx,
  schoolId: string,
  { today, unusedSince }: { today: string; unusedSince: Date },
): Promise<Forgotten[]> {
  const { rows } = await sql<Forgotten>`
    select * from (
      select a.id, a.person_id as "personId", a.logon_name as "logonName", a.kind, n.name, a.last_used_at as "lastUsedAt",
             case when a.person_id is not null and p.left_on < ${today} then 'gone'
                  when a.person_id is null and (a.owner_id is null or o.left_on < ${today}) then 'nobody'
                  when coalesce(a.last_used_at, case when a.person_id is null then a.created_at end) < ${unusedSince}
                  then 'unused' end as why
        from accounts.account a
        left join people.on_roll p on p.school_id = a.school_id and p.id = a.person_id
        left join people.on_roll o on o.school_id = a.school_id and o.id = a.owner_id
        left join people.named n on n.school_id = a.school_id and n.id = a.person_id
        left join accounts.standing s on s.school_id = a.school_id and s.subject_id = coalesce(a.person_id, a.id)
       where a.school_id = ${schoolId} and a.closed_at is null and coalesce(s.works, true)) f
     where why is not null
     order by why, "logonName"
     limit 500`.execute(tx)
  return rows
}

/** Notes when logons were last used, as a directory tells it. A clock that is ahead there makes nobody’s use later than `now`. */
export async function noteUse(
  tx: Tx,
  schoolId: string,
  uses: readonly { accountId: string; at: Date }[],
  now: Date,
): Promise<void> {
  if (uses.length === 0) return
  await sql`
    update accounts.account a set last_used_at = greatest(a.last_used_at, least(u.at, ${now}))
      from unnest(${uses.map(({ accountId }) => accountId)}::uuid[], ${uses.map(({ at }) => at)}::timestamptz[]) as u (id, at)
     where a.school_id = ${schoolId} and a.id = u.id and a.last_used_at is distinct from greatest(a.last_used_at, least(u.at, ${now}))`.execute(
    tx,
  )
}
