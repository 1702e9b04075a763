import { sql } from 'kysely'
import type { Tx } from '#/platform/database/database.ts'
import type { Person } from './person.ts'
import type { PeopleTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<PeopleTables>()

export type ClassOfPerson = { personId: string; classId: string; className: string }

/** The class each of the people belonged to as a pupil on a day. People without one are left out. */
export async function classesOn(
  tx: Tx,
  schoolId: string,
  personIds: readonly string[],
  day: string,
): Promise<ClassOfPerson[]> {
  const { rows } = await sql<ClassOfPerson>`
    select distinct on (m.person_id) m.person_id as "personId", c.id as "classId", c.name as "className"
      from people.class_member m
      join schools.class c on c.school_id = m.school_id and c.id = m.class_id
     where m.school_id = ${schoolId} and m.person_id = any(${[...personIds]}::uuid[]) and m.part = 'pupil'
       and m.starts_on <= ${day} and (m.ends_on is null or m.ends_on >= ${day})
     order by m.person_id, m.starts_on desc`.execute(tx)
  return rows
}

export type Guardian = {
  guardianId: string
  pupilId: string
  name: string
  relation: string
  parentalResponsibility: 'yes' | 'no' | 'unknown'
  mayBeContacted: boolean
  courtOrder: boolean
}

/** The pupil's guardians on a day, those first who have parental responsibility (decision S10). */
export async function guardiansOn(
  tx: Tx,
  schoolId: string,
  pupilId: string,
  day: string,
): Promise<Guardian[]> {
  const { rows } = await sql<Guardian>`
    select g.guardian_id as "guardianId", g.pupil_id as "pupilId", g.relation,
           coalesce(p.known_as, p.given_name) || ' ' || p.family_name as name,
           g.parental_responsibility as "parentalResponsibility", g.may_be_contacted as "mayBeContacted",
           g.court_order is not null as "courtOrder"
      from people.guardianship g
      join people.person p on p.school_id = g.school_id and p.id = g.guardian_id
     where g.school_id = ${schoolId} and g.pupil_id = ${pupilId}
       and g.starts_on <= ${day} and (g.ends_on is null or g.ends_on >= ${day})
     order by g.parental_responsibility = 'yes' desc, p.family_name, p.given_name`.execute(tx)
  return rows
}

/** People whose given, known or family name begins so, in order of name. At most `most`. */
export function findPeopleByName(tx: Tx, schoolId: string, words: string, most = 20): Promise<Person[]> {
  const parts = words.toLowerCase().split(/\s+/).filter(Boolean).slice(0, 4)
  let query = tables(tx)
    .selectFrom('people.person')
    .select([
      'school_id as schoolId',
      'id',
      'kind',
      'given_name as givenName',
      'family_name as familyName',
      'known_as as knownAs',
      'date_of_birth as dateOfBirth',
      'email',
      'job_title as jobTitle',
      'joined_on as joinedOn',
      'left_on as leftOn',
    ])
    .where('school_id', '=', schoolId)
    .orderBy('family_name')
    .orderBy('given_name')
    .limit(most)
  if (parts.length === 0) query = query.where(sql<boolean>`false`)
  for (const part of parts) {
    query = query.where(
      sql<boolean>`(starts_with(lower(family_name), ${part}) or starts_with(lower(given_name), ${part})
        or starts_with(lower(coalesce(known_as, '')), ${part}))`,
    )
  }
  return query.execute()
}

/** The classes in which a person teaches or helps on a day. */
export async function classesTaughtOn(
  tx: Tx,
  schoolId: string,
  personId: string,
  day: string,
): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql<{ id: string; name: string }>`
    select distinct c.id, c.name
      from people.class_member m
      join schools.class c on c.school_id = m.school_id and c.id = m.class_id
     where m.school_id = ${schoolId} and m.person_id = ${personId} and m.part in ('teacher', 'assistant')
       and m.starts_on <= ${day} and (m.ends_on is null or m.ends_on >= ${day})
     order by c.name`.execute(tx)
  return rows
}
