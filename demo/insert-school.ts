// Puts a school and its people into the database, many rows at a time.

import { systemActor } from '#/platform/access/actor.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import type { PeopleTables } from '../src/features/people/tables.ts'
import type { SchoolTables } from '../src/features/schools/tables.ts'
import { closedDaysOf, termsOf } from './calendar.ts'
import { type Chance, idAt } from './chance.ts'
import { makePeople } from './make-people.ts'
import type { DemoClass, DemoPeople } from './people-rows.ts'
import { type DemoSchool, trustName } from './schools.ts'

export type LoadedSchool = {
  school: DemoSchool
  schoolId: string
  classes: readonly DemoClass[]
  people: DemoPeople
}

const rowsAtOnce = 500

/** Inserts the school with its places, calendar and people. `yearBegan`: the running school year began in it. */
export async function insertSchool(
  context: Context,
  school: DemoSchool,
  trustId: string,
  chance: Chance,
  yearBegan: number,
): Promise<LoadedSchool> {
  const openedAt = new Date(`${yearBegan - 2}-08-20T09:00:00Z`)
  const schoolId = idAt(chance, openedAt)
  const phases = phasesOf(school).map(([key, name]) => ({
    school_id: schoolId,
    id: idAt(chance, openedAt),
    key,
    name,
  }))
  const classes = classesOf(school, schoolId, phases, chance, openedAt)
  const people = makePeople(school, schoolId, classes, chance, yearBegan)
  await inTransaction(context, systemActor(schoolId), async (tx) => {
    await insertPlaces(tx, { school, schoolId, trustId, openedAt, phases, classes, chance, yearBegan })
    await insertPeople(tx, people)
  })
  return { school, schoolId, classes, people }
}

type Places = {
  school: DemoSchool
  schoolId: string
  trustId: string
  openedAt: Date
  phases: readonly SchoolTables['schools.phase'][]
  classes: readonly DemoClass[]
  chance: Chance
  yearBegan: number
}

async function insertPlaces(tx: Tx, places: Places): Promise<void> {
  const { school, schoolId, trustId, openedAt, chance } = places
  const tables = tx.withTables<SchoolTables>()
  await tables
    .insertInto('schools.trust')
    .values({ id: trustId, name: trustName })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await tables
    .insertInto('schools.school')
    .values({
      id: schoolId,
      trust_id: trustId,
      slug: school.slug,
      name: school.name,
      kind: 'primary',
      policy_code: school.code,
      network_ranges: [school.networkRange, '127.0.0.1/32', '::1/128'],
      day_starts_at: school.dayStartsAt,
      day_ends_at: school.dayEndsAt,
      set_up_at: openedAt,
      created_at: openedAt,
    })
    .execute()
  await tables
    .insertInto('schools.phase')
    .values([...places.phases])
    .execute()
  await tables
    .insertInto('schools.class')
    .values([...places.classes])
    .execute()
  const years = [places.yearBegan - 2, places.yearBegan - 1, places.yearBegan, places.yearBegan + 1]
  await tables
    .insertInto('schools.term')
    .values(
      termsOf(years).map(({ name, startsOn, endsOn }) => ({
        school_id: schoolId,
        id: idAt(chance, openedAt),
        name,
        starts_on: startsOn,
        ends_on: endsOn,
      })),
    )
    .execute()
  await tables
    .insertInto('schools.closed_day')
    .values(closedDaysOf(years).map(({ onDay, why }) => ({ school_id: schoolId, on_day: onDay, why })))
    .execute()
}

async function insertPeople(tx: Tx, people: DemoPeople): Promise<void> {
  const tables = tx.withTables<PeopleTables>()
  for (const rows of chunks(people.persons)) await tables.insertInto('people.person').values(rows).execute()
  for (const rows of chunks(people.members))
    await tables.insertInto('people.class_member').values(rows).execute()
  for (const rows of chunks(people.guardianships))
    await tables.insertInto('people.guardianship').values(rows).execute()
  for (const rows of chunks(people.relations)) {
    await tables
      .insertInto('people.relation')
      .values(rows)
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
  for (const rows of chunks(people.designations))
    await tables.insertInto('people.designation').values(rows).execute()
}

function* chunks<T>(rows: readonly T[]): Generator<T[]> {
  for (let from = 0; from < rows.length; from += rowsAtOnce) yield rows.slice(from, from + rowsAtOnce)
}

function phasesOf(school: DemoSchool): readonly (readonly [SchoolTables['schools.phase']['key'], string])[] {
  return [
    ['earlyYears', school.hasNursery ? 'Nursery and Reception' : 'Reception'],
    ['keyStage1', 'Key stage 1'],
    ['keyStage2', 'Key stage 2'],
  ]
}

function classesOf(
  school: DemoSchool,
  schoolId: string,
  phases: readonly SchoolTables['schools.phase'][],
  chance: Chance,
  at: Date,
): DemoClass[] {
  const years = school.hasNursery ? [-1, 0, 1, 2, 3, 4, 5, 6] : [0, 1, 2, 3, 4, 5, 6]
  return years.flatMap((year) =>
    Array.from({ length: year < 0 ? 1 : school.forms }, (_, form) => ({
      school_id: schoolId,
      id: idAt(chance, at),
      phase_id: phases[phaseOf(year)]?.id ?? '',
      name: className(school, year, form),
      year_group: year,
      starts_on: `${at.getUTCFullYear()}-09-01`,
      ends_on: null,
    })),
  )
}

const phaseOf = (year: number): number => (year < 1 ? 0 : year < 3 ? 1 : 2)

function className(school: DemoSchool, year: number, form: number): string {
  if (year === -1) return 'Nursery'
  const name = school.classNames[year] ?? ''
  const where = year === 0 ? 'Reception' : `Year ${year}`
  return school.forms === 1 ? `${name} (${where})` : `${where} ${name}${form === 0 ? ' A' : ' B'}`
}
