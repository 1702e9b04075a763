// Who may sit at a device: the pupils of a class, of the school, and whoever an adult names.

import { sql } from 'kysely'
import type { Tx } from '#/platform/database/database.ts'

export type Child = { personId: string; name: string; lastDevice: string | null }

/** The pupils of a class on a day by name, each with the device of the last time. */
export async function childrenOf(tx: Tx, schoolId: string, classId: string, day: string): Promise<Child[]> {
  const { rows } = await sql<Child>`
    select p.id as "personId", coalesce(p.known_as, p.given_name) || ' ' || p.family_name as name,
           (select s.device from accounts.seat s
             where s.school_id = p.school_id and s.person_id = p.id order by s.starts_at desc limit 1) as "lastDevice"
      from people.class_member m
      join people.on_roll p on p.school_id = m.school_id and p.id = m.person_id
     where m.school_id = ${schoolId} and m.class_id = ${classId} and m.part = 'pupil'
       and m.starts_on <= ${day} and (m.ends_on is null or m.ends_on >= ${day})
       and (p.left_on is null or p.left_on >= ${day})
     order by p.given_name, p.family_name`.execute(tx)
  return rows
}

/** Which of these are pupils of the school on that day. */
export async function pupilsAmong(
  tx: Tx,
  schoolId: string,
  personIds: readonly string[],
  day: string,
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`
    select id from people.on_roll
     where school_id = ${schoolId} and id = any(${[...personIds]}::uuid[]) and kind = 'pupil'
       and (left_on is null or left_on >= ${day})`.execute(tx)
  return new Set(rows.map(({ id }) => id))
}

export type Called = { asked: string; personId: string; className: string | null }

/** Pupils of a day who are called exactly so, by their given or known name and their family name, each with their class. */
export async function pupilsCalled(
  tx: Tx,
  schoolId: string,
  names: readonly string[],
  day: string,
): Promise<Called[]> {
  const { rows } = await sql<Called>`
    select asked, p.id as "personId",
           (select c.name from people.class_member m
              join schools.class c on c.school_id = m.school_id and c.id = m.class_id
             where m.school_id = p.school_id and m.person_id = p.id and m.part = 'pupil'
               and m.starts_on <= ${day} and (m.ends_on is null or m.ends_on >= ${day})
             order by m.starts_on desc limit 1) as "className"
      from unnest(${[...new Set(names)]}::text[]) asked
      join people.on_roll p
        on lower(asked) in (lower(p.given_name || ' ' || p.family_name), lower(p.known_as || ' ' || p.family_name))
     where p.school_id = ${schoolId} and p.kind = 'pupil' and (p.left_on is null or p.left_on >= ${day})
     order by asked, "className"`.execute(tx)
  return rows
}
