// Two schools with the staff that tasks pass between, in term time, for tests of who is told what and when.

import type { TestContext } from 'node:test'
import pg from 'pg'
import { newId } from '#/kernel/id.ts'
import type { PersonActor } from '#/platform/access/actor.ts'
import type { Context } from '#/platform/context.ts'
import type { SchoolTables } from '../src/features/schools/tables.ts'
import { aGround, aPerson, aSchool, type Ground, lookInto } from './ground.ts'

/** Who works at each of the two schools, and the roles they hold. */
const staff = {
  lead: ['dsl'],
  deputy: ['deputyDsl'],
  secondDeputy: ['deputyDsl'],
  head: ['head'],
  chair: ['chairOfGovernors'],
  coordinator: ['coordinator'],
  teacher: [],
} as const satisfies Record<string, readonly string[]>

export type StaffName = keyof typeof staff
export type StaffedSchool = { id: string; slug: string; people: Readonly<Record<StaffName, PersonActor>> }

export type StaffedSchools = Ground & {
  school: StaffedSchool
  /** The same staff at another school: nothing of one may reach the other. */
  otherSchool: StaffedSchool
  /** Runs SQL as a superuser: what is really there, whoever may see it. */
  query: <Row>(sql: string, values?: readonly unknown[]) => Promise<Row[]>
}

/** Two schools that teach from September 2026 to July 2027. */
export async function staffedSchools(
  t: TestContext,
  offers?: Parameters<typeof aGround>[0],
): Promise<StaffedSchools> {
  const ground = await aGround(offers)
  const superuser = new pg.Client({ connectionString: ground.database.superuserUrl })
  await superuser.connect()
  t.after(async () => {
    await superuser.end()
    await ground.close()
  })
  return {
    ...ground,
    school: await aStaffedSchool(ground.context, 'alder'),
    otherSchool: await aStaffedSchool(ground.context, 'beech'),
    query: async <Row>(sql: string, values: readonly unknown[] = []) =>
      (await superuser.query(sql, [...values])).rows as Row[],
  }
}

const terms = [
  ['Autumn', '2026-09-02', '2026-12-18'],
  ['Spring', '2027-01-04', '2027-03-25'],
  ['Summer', '2027-04-12', '2027-07-21'],
] as const

async function aStaffedSchool(context: Context, slug: string): Promise<StaffedSchool> {
  const id = await aSchool(context, slug)
  await lookInto(context, id, (tx) =>
    tx
      .withTables<SchoolTables>()
      .insertInto('schools.term')
      .values(
        terms.map(([name, starts_on, ends_on]) => ({ school_id: id, id: newId(), name, starts_on, ends_on })),
      )
      .execute(),
  )
  const people: Partial<Record<StaffName, PersonActor>> = {}
  for (const [name, roles] of Object.entries(staff) as [StaffName, readonly string[]][]) {
    const kind = name === 'chair' ? 'governor' : 'staff'
    people[name] = await aPerson(context, id, {
      name: `${name} ${slug}`,
      kind,
      roles,
      email: `${name.toLowerCase()}@${slug}.example`,
    })
  }
  return { id, slug, people: people as Record<StaffName, PersonActor> }
}
