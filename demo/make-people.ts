// The people of one school, from chance: pupils in classes, their guardians, staff, governors, volunteers.

import { castOf } from './cast.ts'
import { type Chance, happens, idAt, pick, whole } from './chance.ts'
import { makeGuardians, shareGuardians } from './make-guardians.ts'
import { boys, families, girls, men, women } from './names.ts'
import {
  type DemoClass,
  type DemoPeople,
  join,
  type Making,
  newId,
  person,
  type Row,
  relation,
} from './people-rows.ts'
import type { DemoSchool } from './schools.ts'

/** Makes everybody of a school. `yearBegan` is the calendar year in which the running school year began. */
export function makePeople(
  school: DemoSchool,
  schoolId: string,
  classes: readonly DemoClass[],
  chance: Chance,
  yearBegan: number,
): DemoPeople {
  const made: DemoPeople = {
    persons: [],
    members: [],
    guardianships: [],
    relations: [],
    designations: [],
    cast: new Map(),
  }
  const making = { school, schoolId, chance, yearBegan, made }
  makeCast(making)
  for (const one of classes) makeClass(making, one, classes)
  makeHelpers(making)
  makeStaffWhoAreParents(making)
  castFamily(making, classes)
  return made
}

function makeCast(making: Making): void {
  const { school, made } = making
  for (const { part, kind, jobTitle, roles } of castOf(school.code)) {
    const id = addAdult(making, kind, { jobTitle, email: `${part}@${school.slug}.example` })
    made.cast.set(part, id)
    for (const role of roles) designate(making, id, role)
  }
}

function makeClass(making: Making, one: DemoClass, classes: readonly DemoClass[]): void {
  const { school, made, chance } = making
  const teacher = made.cast.get('teacher')
  const teacherId =
    teacher !== undefined &&
    !made.members.some(({ person_id }) => person_id === teacher) &&
    one.year_group === 4
      ? teacher
      : addAdult(making, 'staff', { jobTitle: 'Class teacher' })
  join(making, one.id, teacherId, 'teacher')
  if ((one.year_group ?? 0) < 3)
    join(making, one.id, addAdult(making, 'staff', { jobTitle: 'Teaching assistant' }), 'assistant')
  const size = school.pupilsPerClass + whole(chance, -2, 2)
  for (let pupil = 0; pupil < size; pupil += 1) makePupil(making, one, classes)
}

function makePupil(making: Making, one: DemoClass, classes: readonly DemoClass[]): void {
  const { made, chance, yearBegan } = making
  const sibling = happens(chance, 0.16) ? siblingFor(making, one) : undefined
  const familyName = sibling?.family_name ?? pick(chance, families)
  const id = newId(making)
  const ageInSeptember = (one.year_group ?? 0) + 4
  made.persons.push({
    ...person(making, id, 'pupil', pick(chance, happens(chance, 0.5) ? girls : boys), familyName),
    date_of_birth: birthday(chance, yearBegan - ageInSeptember - 1),
    joined_on: `${Math.max(yearBegan - (one.year_group ?? 0), yearBegan - 6)}-09-03`,
  })
  joinClasses(making, id, one, classes)
  if (sibling) {
    made.relations.push(relation(making, id, sibling.id, 'Sibling'))
    shareGuardians(making, id, sibling.id)
  } else makeGuardians(making, id, familyName)
}

/** The pupil's class of this year, and those of the two years before in which they were at the school. */
function joinClasses(making: Making, pupilId: string, one: DemoClass, classes: readonly DemoClass[]): void {
  const ofYear = (year: number) => classes.filter(({ year_group }) => year_group === year)
  const year = one.year_group ?? 0
  const form = ofYear(year).indexOf(one)
  for (let yearsAgo = 0; yearsAgo <= Math.min(2, year); yearsAgo += 1) {
    const then = yearsAgo === 0 ? one : ofYear(year - yearsAgo)[form]
    if (then) join(making, then.id, pupilId, 'pupil', yearsAgo)
  }
}

/** A birthday between 1 September and the end of the following August, so that the age fits the year group. */
function birthday(chance: Chance, bornFrom: number): string {
  const start = Date.UTC(bornFrom, 8, 1)
  return new Date(start + whole(chance, 0, 364) * 86_400_000).toISOString().slice(0, 10)
}

function siblingFor({ made, chance }: Making, one: DemoClass): Row<'people.person'> | undefined {
  const sameClass = new Set(
    made.members
      .filter(({ class_id, ends_on }) => class_id === one.id && ends_on === null)
      .map(({ person_id }) => person_id),
  )
  const elder = made.persons.filter(({ kind, id }) => kind === 'pupil' && !sameClass.has(id))
  return elder.length > 0 ? pick(chance, elder) : undefined
}

function makeHelpers(making: Making): void {
  for (const jobTitle of [
    'Parent governor',
    'Co-opted governor',
    'Co-opted governor',
    'Local authority governor',
    'Staff governor',
  ]) {
    addAdult(making, 'governor', { jobTitle })
  }
  for (const jobTitle of ['Reading volunteer', 'Reading volunteer', 'Garden volunteer'])
    addAdult(making, 'volunteer', { jobTitle })
  for (const jobTitle of ['Supply teacher', 'Supply teacher']) addAdult(making, 'supply', { jobTitle })
  for (const jobTitle of ['Midday supervisor', 'Caretaker', 'Cook', 'Administrative assistant'])
    addAdult(making, 'staff', { jobTitle })
}

/** The pupil and the parent who have sign-ins: the first of Year 4 whose parent may see what the school writes. */
function castFamily({ made }: Making, classes: readonly DemoClass[]): void {
  const inYear4 = new Set(classes.filter(({ year_group }) => year_group === 4).map(({ id }) => id))
  for (const { class_id, person_id, part, ends_on } of made.members) {
    if (part !== 'pupil' || ends_on !== null || !inYear4.has(class_id)) continue
    const guardian = made.guardianships.find(({ pupil_id, may_see }) => pupil_id === person_id && may_see)
    if (!guardian) continue
    made.cast.set('pupil', person_id).set('parent', guardian.guardian_id)
    return
  }
}

/** A teacher whose child is a pupil here: what is about the one is kept from the other. */
function makeStaffWhoAreParents(making: Making): void {
  const { made, chance } = making
  const teachers = made.persons.filter(
    ({ kind, job_title }) => kind === 'staff' && job_title === 'Class teacher',
  )
  const pupils = made.persons.filter(({ kind }) => kind === 'pupil')
  for (let pair = 0; pair < 3; pair += 1) {
    made.relations.push(
      relation(
        making,
        pick(chance, pupils).id,
        pick(chance, teachers).id,
        pick(chance, ['Child', 'Nephew or niece']),
      ),
    )
  }
}

function addAdult(
  making: Making,
  kind: Row<'people.person'>['kind'],
  more: { jobTitle: string; email?: string },
): string {
  const { chance, made } = making
  const id = newId(making)
  made.persons.push({
    ...person(making, id, kind, pick(chance, happens(chance, 0.68) ? women : men), pick(chance, families)),
    job_title: more.jobTitle,
    email: more.email ?? null,
    joined_on: `${making.yearBegan - whole(chance, 3, 11)}-09-01`,
  })
  return id
}

function designate({ schoolId, made, chance, yearBegan }: Making, personId: string, role: string): void {
  const startsOn = `${yearBegan - 2}-09-01`
  made.designations.push({
    school_id: schoolId,
    id: idAt(chance, new Date(`${startsOn}T08:00:00Z`)),
    person_id: personId,
    role,
    starts_on: startsOn,
    ends_on: null,
    granted_by: null,
    agreed_by: null,
    why: 'Set up with the school',
    created_at: new Date(`${startsOn}T08:00:00Z`),
  })
}
