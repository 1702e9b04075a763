// How people belong together: classes, guardians, declared relatives.

import { sql } from 'kysely'
import type { Tx } from '#/platform/database/database.ts'
import type { PeopleTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<PeopleTables>()

export type ClassPart = PeopleTables['people.class_member']['part']
export type Membership = {
  classId: string
  className: string
  part: ClassPart
  startsOn: string
  endsOn: string | null
}

/** The classes a person belongs or belonged to, newest first. */
export async function membershipsOf(tx: Tx, schoolId: string, personId: string): Promise<Membership[]> {
  const { rows } = await sql<Membership>`
    select m.class_id as "classId", c.name as "className", m.part, m.starts_on as "startsOn", m.ends_on as "endsOn"
      from people.class_member m join schools.class c on c.school_id = m.school_id and c.id = m.class_id
     where m.school_id = ${schoolId} and m.person_id = ${personId}
     order by m.starts_on desc, c.name`.execute(tx)
  return rows
}

/** Adds a membership; false when the same one begins on the same day already. */
export async function addMembership(tx: Tx, row: PeopleTables['people.class_member']): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tables(tx)
    .insertInto('people.class_member')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

/** Ends the membership that is in force; false when there is none. */
export async function endMembership(
  tx: Tx,
  schoolId: string,
  member: { personId: string; classId: string; lastDay: string },
): Promise<boolean> {
  const { numUpdatedRows } = await tables(tx)
    .updateTable('people.class_member')
    .set({ ends_on: member.lastDay })
    .where('school_id', '=', schoolId)
    .where('person_id', '=', member.personId)
    .where('class_id', '=', member.classId)
    .where('starts_on', '<=', member.lastDay)
    .where((where) => where.or([where('ends_on', 'is', null), where('ends_on', '>', member.lastDay)]))
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

export type Relative = { personId: string; name: string; relation: string }

/** Whom the person was declared to be related to. */
export async function declaredRelatives(tx: Tx, schoolId: string, personId: string): Promise<Relative[]> {
  const { rows } = await sql<Relative>`
    select p.id as "personId", coalesce(p.known_as, p.given_name) || ' ' || p.family_name as name, r.relation
      from people.relation r
      join people.person p on p.school_id = r.school_id
       and p.id = case when r.person_id = ${personId} then r.relative_id else r.person_id end
     where r.school_id = ${schoolId} and ${personId} in (r.person_id, r.relative_id)
     order by p.family_name, p.given_name`.execute(tx)
  return rows
}

/** One row per pair, whichever way round it was declared; false when it was declared before. */
export async function addRelation(tx: Tx, row: PeopleTables['people.relation']): Promise<boolean> {
  const known = await declaredRelatives(tx, row.school_id, row.person_id)
  if (known.some(({ personId }) => personId === row.relative_id)) return false
  await tables(tx).insertInto('people.relation').values(row).execute()
  return true
}

/** False when the two were not declared related. */
export async function removeRelation(
  tx: Tx,
  schoolId: string,
  pair: readonly [string, string],
): Promise<boolean> {
  const { numDeletedRows } = await tables(tx)
    .deleteFrom('people.relation')
    .where('school_id', '=', schoolId)
    .where('person_id', 'in', [...pair])
    .where('relative_id', 'in', [...pair])
    .executeTakeFirst()
  return numDeletedRows === 1n
}

export type Guardianship = {
  guardianId: string
  pupilId: string
  name: string
  relation: string
  parentalResponsibility: 'yes' | 'no' | 'unknown'
  mayBeContacted: boolean
  maySign: boolean
  maySee: boolean
  restriction: string | null
  addressWithheld: boolean
  startsOn: string
  endsOn: string | null
}

/** The guardians of a pupil, or the pupils of a guardian, with every answer of S10. `name` is the other one's. */
export async function guardianshipsOf(
  tx: Tx,
  schoolId: string,
  personId: string,
  side: 'guardiansOfPupil' | 'pupilsOfGuardian',
): Promise<Guardianship[]> {
  const [own, other] = side === 'guardiansOfPupil' ? ['pupil_id', 'guardian_id'] : ['guardian_id', 'pupil_id']
  const { rows } = await sql<Guardianship>`
    select g.guardian_id as "guardianId", g.pupil_id as "pupilId", g.relation,
           coalesce(p.known_as, p.given_name) || ' ' || p.family_name as name,
           g.parental_responsibility as "parentalResponsibility", g.may_be_contacted as "mayBeContacted",
           g.may_sign as "maySign", g.may_see as "maySee", g.court_order as restriction,
           g.address_withheld as "addressWithheld", g.starts_on as "startsOn", g.ends_on as "endsOn"
      from people.guardianship g
      join people.person p on p.school_id = g.school_id and p.id = g.${sql.raw(other ?? '')}
     where g.school_id = ${schoolId} and g.${sql.raw(own ?? '')} = ${personId}
     order by g.ends_on is null desc, g.parental_responsibility = 'yes' desc, p.family_name`.execute(tx)
  return rows
}

/** Saves the answers about a guardian: a new row, or the one that there is. */
export async function saveGuardianship(tx: Tx, row: PeopleTables['people.guardianship']): Promise<void> {
  const { school_id, guardian_id, pupil_id, ...answers } = row
  await tables(tx)
    .insertInto('people.guardianship')
    .values({ school_id, guardian_id, pupil_id, ...answers })
    .onConflict((conflict) => conflict.columns(['school_id', 'guardian_id', 'pupil_id']).doUpdateSet(answers))
    .execute()
}

/** Sets the last day of a guardianship. */
export async function saveGuardianshipEnd(
  tx: Tx,
  schoolId: string,
  end: { pupilId: string; guardianId: string; lastDay: string },
): Promise<void> {
  await tables(tx)
    .updateTable('people.guardianship')
    .set({ ends_on: end.lastDay })
    .where('school_id', '=', schoolId)
    .where('pupil_id', '=', end.pupilId)
    .where('guardian_id', '=', end.guardianId)
    .execute()
}
