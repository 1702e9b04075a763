import { sql } from 'kysely'
import { NotFound } from '#/kernel/refusal.ts'
import type { Tx } from '#/platform/database/database.ts'
import type { Person, PersonKind } from './person.ts'
import type { PeopleTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<PeopleTables>()

const personColumns = [
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
] as const

/** The person. Not found in another school. */
export async function findPerson(tx: Tx, schoolId: string, personId: string): Promise<Person> {
  const [person] = await findPeople(tx, schoolId, [personId])
  if (!person) throw new NotFound('person')
  return person
}

/** Those of the people who belong to the school, in order of family name. */
export function findPeople(tx: Tx, schoolId: string, personIds: readonly string[]): Promise<Person[]> {
  return tables(tx)
    .selectFrom('people.person')
    .select(personColumns)
    .where('school_id', '=', schoolId)
    .where('id', '=', sql<string>`any(${[...personIds]}::uuid[])`)
    .orderBy('family_name')
    .orderBy('given_name')
    .execute()
}

/** The roles a person holds on a day (`2026-11-22`): what they are, and every designation in force. */
export async function rolesOn(
  tx: Tx,
  schoolId: string,
  personId: string,
  day: string,
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ role: string }>`
    select kind as role from people.person
     where school_id = ${schoolId} and id = ${personId} and (left_on is null or left_on >= ${day})
       and (access_ended_on is null or access_ended_on > ${day})
    union
    select a.kind from people.added_kind a
      join people.person p on p.school_id = a.school_id and p.id = a.person_id
     where a.school_id = ${schoolId} and a.person_id = ${personId}
       and a.starts_on <= ${day} and (a.ends_on is null or a.ends_on >= ${day})
       and (p.left_on is null or p.left_on >= ${day}) and (p.access_ended_on is null or p.access_ended_on > ${day})
    union
    select d.role from people.designation d
      join people.person p on p.school_id = d.school_id and p.id = d.person_id
     where d.school_id = ${schoolId} and d.person_id = ${personId}
       and d.starts_on <= ${day} and (d.ends_on is null or d.ends_on >= ${day})
       and (p.left_on is null or p.left_on >= ${day})
       and (p.access_ended_on is null or p.access_ended_on > ${day})`.execute(tx)
  return new Set(rows.map(({ role }) => role))
}

/** The designations in force on a day of these people, save those who have left or whose access has ended. */
export async function designatedAmong(
  tx: Tx,
  schoolId: string,
  personIds: readonly string[],
  day: string,
): Promise<{ id: string; role: string }[]> {
  const { rows } = await sql<{ id: string; role: string }>`
    select distinct d.person_id as id, d.role from people.designation d
      join people.person p on p.school_id = d.school_id and p.id = d.person_id
     where d.school_id = ${schoolId} and d.person_id = any(${[...personIds]}::uuid[])
       and d.starts_on <= ${day} and (d.ends_on is null or d.ends_on >= ${day})
       and (p.left_on is null or p.left_on >= ${day})
       and (p.access_ended_on is null or p.access_ended_on > ${day})`.execute(tx)
  return rows
}

/** Who holds a role on a day, those first who have held it longest. */
export async function holdersOn(tx: Tx, schoolId: string, role: string, day: string): Promise<Person[]> {
  return tables(tx)
    .selectFrom('people.designation as d')
    .innerJoin('people.person as p', (join) =>
      join.onRef('p.school_id', '=', 'd.school_id').onRef('p.id', '=', 'd.person_id'),
    )
    .select(personColumns.map((column) => `p.${column}` as const))
    .where('d.school_id', '=', schoolId)
    .where('d.role', '=', role)
    .where('d.starts_on', '<=', day)
    .where((where) => where.or([where('d.ends_on', 'is', null), where('d.ends_on', '>=', day)]))
    .where((where) => where.or([where('p.left_on', 'is', null), where('p.left_on', '>=', day)]))
    .where((where) =>
      where.or([where('p.access_ended_on', 'is', null), where('p.access_ended_on', '>', day)]),
    )
    .orderBy('d.starts_on')
    .orderBy('p.family_name')
    .execute()
}

/** Everybody of these kinds who belongs to the school on a day, in order of family name. */
export async function peopleOfKinds(
  tx: Tx,
  schoolId: string,
  kinds: readonly PersonKind[],
  day: string,
): Promise<Person[]> {
  if (kinds.length === 0) return []
  return tables(tx)
    .selectFrom('people.person')
    .select(personColumns)
    .where('school_id', '=', schoolId)
    .where('kind', 'in', [...kinds])
    .where((where) => where.or([where('joined_on', 'is', null), where('joined_on', '<=', day)]))
    .where((where) => where.or([where('left_on', 'is', null), where('left_on', '>=', day)]))
    .orderBy('family_name')
    .orderBy('given_name')
    .orderBy('id')
    .execute()
}

/** Declared relatives of people, and the guardians and children among them: from whom their records are kept (S3). */
export async function relativesOf(
  tx: Tx,
  schoolId: string,
  personIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const ids = [...personIds]
  const { rows } = await sql<{ id: string }>`
    select relative_id as id from people.relation where school_id = ${schoolId} and person_id = any(${ids}::uuid[])
    union
    select person_id from people.relation where school_id = ${schoolId} and relative_id = any(${ids}::uuid[])
    union
    select guardian_id from people.guardianship where school_id = ${schoolId} and pupil_id = any(${ids}::uuid[])
    union
    select pupil_id from people.guardianship where school_id = ${schoolId} and guardian_id = any(${ids}::uuid[])`.execute(
    tx,
  )
  return new Set(rows.map(({ id }) => id))
}

/** Everybody of some kinds who is here on a day, in order of family name. */
export function peopleHere(
  tx: Tx,
  schoolId: string,
  kinds: readonly Person['kind'][],
  day: string,
): Promise<Person[]> {
  return tables(tx)
    .selectFrom('people.person')
    .select(personColumns)
    .where('school_id', '=', schoolId)
    .where('kind', 'in', [...kinds])
    .where((where) => where.or([where('left_on', 'is', null), where('left_on', '>=', day)]))
    .orderBy('family_name')
    .orderBy('given_name')
    .execute()
}
