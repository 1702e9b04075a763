import { newId } from '#/kernel/id.ts'
import type { PersonActor } from '#/platform/access/actor.ts'
import { systemActor } from '#/platform/access/actor.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { makeSchoolSealKeys } from '#/platform/keys/keys.ts'
import type { SchoolTables } from '../../src/features/schools/tables.ts'
import { aPerson, aSchool } from '../ground.ts'
import { type CrewName, crew, type PersonName, people } from './cast.ts'

export type MatrixSchool = {
  id: string
  slug: string
  people: Readonly<Record<PersonName | CrewName, PersonActor>>
}

/** A school in term, with everybody of the cast and a seal key. */
export async function staffSchool(context: Context, slug: string): Promise<MatrixSchool> {
  const id = await aSchool(context, slug)
  await inTransaction(context, systemActor(id), async (tx) => {
    await tx
      .withTables<SchoolTables>()
      .insertInto('schools.term')
      .values({ school_id: id, id: newId(), name: 'Autumn', starts_on: '2026-09-02', ends_on: '2026-12-18' })
      .execute()
    await makeSchoolSealKeys(tx, id, context.clock())
  })
  const staffed: Partial<Record<PersonName | CrewName, PersonActor>> = {}
  for (const [name, part] of Object.entries({ ...people, ...crew })) {
    staffed[name as PersonName | CrewName] = await aPerson(context, id, {
      name: `${name} ${slug}`,
      email: `${name.toLowerCase()}@${slug}.example`,
      ...part,
    })
  }
  return { id, slug, people: staffed as Record<PersonName | CrewName, PersonActor> }
}
