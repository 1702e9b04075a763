import type { Tx } from '#/platform/database/database.ts'
import { fullName } from './person.ts'
import { findPeople } from './store.ts'

/** Names by id, of those who did something. Nobody's id is no name. */
export async function namesOf(
  tx: Tx,
  schoolId: string,
  ids: readonly (string | null)[],
): Promise<ReadonlyMap<string, string>> {
  const people = await findPeople(tx, schoolId, [...new Set(ids.filter((id) => id !== null))])
  return new Map(people.map((one) => [one.id, fullName(one)]))
}
