// Who teaches and learns in which class, and the figures that evidence is made of.

import { sql } from 'kysely'
import type { Tx } from '#/platform/database/database.ts'

export type PupilInClass = { personId: string; classId: string; phaseId: string; joinedOn: string | null }

/** The pupils of these phases on a day, each with the class. */
export async function pupilsInClasses(
  tx: Tx,
  schoolId: string,
  phaseIds: readonly string[],
  day: string,
): Promise<PupilInClass[]> {
  const { rows } = await sql<PupilInClass>`
    select p.id as "personId", m.class_id as "classId", c.phase_id as "phaseId", p.joined_on as "joinedOn"
      from (select distinct on (person_id) person_id, class_id from people.class_member
             where school_id = ${schoolId} and part = 'pupil' and starts_on <= ${day}
               and (ends_on is null or ends_on >= ${day})
             order by person_id, starts_on desc) m
      join people.on_roll p on p.school_id = ${schoolId} and p.id = m.person_id
      join schools.class c on c.school_id = p.school_id and c.id = m.class_id
     where p.kind = 'pupil' and (p.left_on is null or p.left_on >= ${day})
       and c.phase_id = any(${[...phaseIds]}::uuid[])
     order by p.family_name, p.given_name, p.id`.execute(tx)
  return rows
}

/** Who teaches these classes on a day. Assistants are not asked to chase signatures. */
export async function teachersOf(
  tx: Tx,
  schoolId: string,
  classIds: readonly string[],
  day: string,
): Promise<{ classId: string; personId: string }[]> {
  const { rows } = await sql<{ classId: string; personId: string }>`
    select distinct m.class_id as "classId", m.person_id as "personId" from people.class_member m
     where m.school_id = ${schoolId} and m.class_id = any(${[...classIds]}::uuid[]) and m.part = 'teacher'
       and m.starts_on <= ${day} and (m.ends_on is null or m.ends_on >= ${day}) order by 1, 2`.execute(tx)
  return rows
}

/** The name of a class as it stands on what was signed. */
export async function classNames(
  tx: Tx,
  schoolId: string,
  classIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from schools.class where school_id = ${schoolId} and id = any(${[...classIds]}::uuid[])`.execute(
    tx,
  )
  return new Map(rows.map(({ id, name }) => [id, name]))
}
