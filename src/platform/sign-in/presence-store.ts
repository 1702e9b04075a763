// Who is signed in at which address of the school's network.

import { sql } from 'kysely'
import type { Tx } from '../database/database.ts'
import { happening } from '../happenings/happenings.ts'

/** Somebody came to an address of the school's network, went to another, or ended. Ends by time alone are not announced. */
export const presenceChanged = happening<Record<string, never>>('signIn.presenceChanged')

export type Present = {
  sessionId: string
  address: string
  /** When a page was last opened there, to a minute. */
  seenAt: Date
  /** When the session, or the class session, is over at the latest. */
  endsAt: Date
} & (
  | { personId: string; classId: null; adultId: null }
  /** A class at a shared device, and the adult who opened it. */
  | { personId: null; classId: string; adultId: string }
)

/** Everybody whose pages are open at an address inside, however long ago they used it: idle is for others to judge. */
export async function presentAt(tx: Tx, schoolId: string, now: Date): Promise<Present[]> {
  const { rows } = await sql<Present>`
    select s.id as "sessionId", s.address, s.address_at as "seenAt",
           least(s.expires_at, c.ends_at) as "endsAt",
           s.person_id as "personId", c.class_id as "classId",
           case when s.person_id is null then c.opened_by end as "adultId"
      from sign_in.session s
      left join sign_in.login l on l.school_id = s.school_id and l.person_id = s.person_id
      left join sign_in.class_session c on c.school_id = s.school_id and c.id = s.class_session_id
     where s.school_id = ${schoolId} and s.address is not null and s.ended_at is null and s.stage = 'open'
       and s.expires_at > ${now} and l.disabled_at is null
       and (s.person_id is not null
            or (c.class_id is not null and c.ended_at is null and c.ends_at > ${now}))
     order by s.id`.execute(tx)
  return rows
}
