// Rows of people as the database takes them, with everything that is usually empty left empty.

import type { Insertable } from 'kysely'
import type { PeopleTables } from '../src/features/people/tables.ts'
import type { SchoolTables } from '../src/features/schools/tables.ts'
import { type Chance, idAt } from './chance.ts'
import type { DemoSchool } from './schools.ts'

export type Row<T extends keyof PeopleTables> = Insertable<PeopleTables[T]>
export type DemoClass = SchoolTables['schools.class']
export type DemoPeople = {
  persons: Row<'people.person'>[]
  members: Row<'people.class_member'>[]
  guardianships: Row<'people.guardianship'>[]
  relations: Row<'people.relation'>[]
  designations: Row<'people.designation'>[]
  /** `head` → the person's id. */
  cast: Map<string, string>
}

export type Making = {
  school: DemoSchool
  schoolId: string
  chance: Chance
  /** The school year that is running: it began in this calendar year. */
  yearBegan: number
  made: DemoPeople
}

/** One row, with everything left empty that the school has not been told. */
export function person(
  { schoolId }: Making,
  id: string,
  kind: Row<'people.person'>['kind'],
  givenName: string,
  familyName: string,
): Row<'people.person'> {
  return {
    school_id: schoolId,
    id,
    kind,
    given_name: givenName,
    family_name: familyName,
    known_as: null,
    date_of_birth: null,
    email: null,
    job_title: null,
    external_id: null,
    joined_on: null,
    left_on: null,
  }
}

/**
 * Puts somebody into a class. Teachers keep theirs; pupils have been in it since September, or as many years
 * longer.
 */
export function join(
  { schoolId, made, yearBegan }: Making,
  classId: string,
  personId: string,
  part: 'pupil' | 'teacher' | 'assistant',
  yearsAgo = 0,
) {
  made.members.push({
    school_id: schoolId,
    class_id: classId,
    person_id: personId,
    part,
    // Teachers keep their class; pupils move up every year.
    starts_on: `${part === 'pupil' ? yearBegan - yearsAgo : yearBegan - 2}-09-01`,
    ends_on: yearsAgo === 0 ? null : `${yearBegan - yearsAgo + 1}-08-31`,
  })
}

/** One row of a declared pair, declared in the first September. The other direction is a row of its own. */
export function relation(
  { schoolId, yearBegan }: Making,
  personId: string,
  relativeId: string,
  word: string,
): Row<'people.relation'> {
  return {
    school_id: schoolId,
    person_id: personId,
    relative_id: relativeId,
    relation: word,
    declared_at: new Date(`${yearBegan}-09-03T09:00:00Z`),
    declared_by: null,
  }
}

/** An id as old as the school’s first summer, drawn from the seed: the same run makes the same ids. */
export function newId({ chance, yearBegan }: Making): string {
  return idAt(chance, new Date(`${yearBegan - 2}-08-25T09:00:00Z`))
}
