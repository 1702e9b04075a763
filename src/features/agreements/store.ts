// Who teaches and learns in which class, and the figures that evidence is made of.

import { sql } from 'kysely'
import type { Tx } from '#/platform/database/database.ts'

/** The class of every pupil on a day. */
export async function pupilsInClasses(
  tx: Tx,
  schoolId: string,
  day: string,
): Promise<{ personId: string; classId: string }[]> {
  const { rows } = await sql<{ personId: string; classId: string }>`
    select distinct on (m.person_id) m.person_id as "personId", m.class_id as "classId"
      from people.class_member m
     where m.school_id = ${schoolId} and m.part = 'pupil' and m.starts_on <= ${day}
       and (m.ends_on is null or m.ends_on >= ${day})
     order by m.person_id, m.starts_on desc`.execute(tx)
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
