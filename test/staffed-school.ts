import type { TestContext } from 'node:test'
import pg from 'pg'
import { pino } from 'pino'
import { newId } from '#/kernel/id.ts'
import type { PersonActor } from '#/platform/access/actor.ts'
import type { Context } from '#/platform/context.ts'
import { openDatabase } from '#/platform/database/database.ts'
import { freshDatabase, type TestDatabase } from './database.ts'

/** A time that tests set. */
export type TestClock = { now: Date }

export type StaffedSchool = {
  id: string
  slug: string
  /** Everybody by the name that was given to `staff`. */
  people: Readonly<Record<string, string>>
  actor: (name: string) => PersonActor
}

export type TestWorld = {
  database: TestDatabase
  context: Context
  clock: TestClock
  school: StaffedSchool
  /** A second school with the same roles: nothing of one may reach the other. */
  otherSchool: StaffedSchool
  /** Runs SQL as a superuser: what is really there, whoever may see it. */
  query: <Row>(sql: string, values?: readonly unknown[]) => Promise<Row[]>
}

/** Who works at each of the two schools, and the roles they hold. */
export const usualStaff: Readonly<Record<string, readonly string[]>> = {
  lead: ['dsl'],
  deputy: ['deputyDsl'],
  secondDeputy: ['deputyDsl'],
  head: ['head'],
  chair: ['chairOfGovernors'],
  coordinator: ['coordinator'],
  teacher: [],
}

/** A database with two schools that teach from September 2026 to July 2027, on Monday 23 November 2026 at ten. */
export async function staffedSchools(t: TestContext, staff = usualStaff): Promise<TestWorld> {
  const database = await freshDatabase()
  const superuser = new pg.Client({ connectionString: database.superuserUrl })
  await superuser.connect()
  const clock: TestClock = { now: new Date('2026-11-23T10:00:00Z') }
  const db = openDatabase(database.appUrl, { connections: 25 })
  const context: Context = {
    db,
    clock: () => clock.now,
    log: pino({ enabled: false }),
    permissions: new Map(),
    heeds: [],
    settings: new Map(),
  }
  t.after(async () => {
    await db.destroy()
    await superuser.end()
    await database.drop()
  })
  const query = async <Row>(sql: string, values: readonly unknown[] = []) =>
    (await superuser.query(sql, [...values])).rows as Row[]
  const school = await addSchool(query, 'alder', staff)
  const otherSchool = await addSchool(query, 'beech', staff)
  return { database, context, clock, school, otherSchool, query }
}

async function addSchool(
  query: TestWorld['query'],
  slug: string,
  staff: Readonly<Record<string, readonly string[]>>,
): Promise<StaffedSchool> {
  const id = newId()
  await query(
    `insert into schools.school (id, slug, name, day_starts_at, day_ends_at, created_at)
     values ($1, $2, $3, '08:40', '15:30', '2026-09-01')`,
    [id, slug, `${slug[0]?.toUpperCase()}${slug.slice(1)} Primary School`],
  )
  for (const [name, from, to] of [
    ['Autumn', '2026-09-02', '2026-12-18'],
    ['Spring', '2027-01-04', '2027-03-25'],
    ['Summer', '2027-04-12', '2027-07-21'],
  ]) {
    await query(
      'insert into schools.term (school_id, id, name, starts_on, ends_on) values ($1, $2, $3, $4, $5)',
      [id, newId(), name, from, to],
    )
  }
  const people: Record<string, string> = {}
  for (const [name, roles] of Object.entries(staff))
    people[name] = await addPerson(query, id, slug, name, roles)
  const actor = (name: string): PersonActor => ({
    kind: 'person',
    schoolId: id,
    personId: people[name] ?? '',
    sessionId: newId(),
    name,
    roles: new Set(['staff', ...(staff[name] ?? [])]),
    steppedUpAt: null,
  })
  return { id, slug, people, actor }
}

async function addPerson(
  query: TestWorld['query'],
  schoolId: string,
  slug: string,
  name: string,
  roles: readonly string[],
): Promise<string> {
  const id = newId()
  const kind = roles.includes('chairOfGovernors') ? 'governor' : 'staff'
  await query(
    `insert into people.person (school_id, id, kind, given_name, family_name, email)
     values ($1, $2, $3, $4, 'Example', $5)`,
    [schoolId, id, kind, name, `${name.toLowerCase()}@${slug}.example`],
  )
  for (const role of roles) {
    await query(
      `insert into people.designation (school_id, id, person_id, role, starts_on, why, created_at)
       values ($1, $2, $3, $4, '2026-09-01', 'Appointed', '2026-09-01')`,
      [schoolId, newId(), id, role],
    )
  }
  return id
}
