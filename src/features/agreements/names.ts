import type { Tx } from '#/platform/database/database.ts'
import { findPeople, fullName } from '../people/index.ts'

/** The names of these people, as pages print them. Nobody's id is no name. */
export async function namesOf(tx: Tx, schoolId: string, ids: readonly (string | null)[]) {
  const people = await findPeople(tx, schoolId, [...new Set(ids.filter((id) => id !== null))])
  return new Map(people.map((one) => [one.id, fullName(one)]))
}
