import { isId } from '#/kernel/id.ts'
import { NotFound } from '#/kernel/refusal.ts'
import type { Tx } from '#/platform/database/database.ts'
import { findPeople, fullName } from '../people/index.ts'

/** Names by id, for those who did something. */
export async function namesOf(
  tx: Tx,
  schoolId: string,
  ids: readonly (string | null)[],
): Promise<ReadonlyMap<string, string>> {
  const people = await findPeople(tx, schoolId, [...new Set(ids.filter((id) => id !== null))])
  return new Map(people.map((one) => [one.id, fullName(one)]))
}

/** The id that the address names; not found where it is none. */
export function idIn({ id = '' }: Readonly<Record<string, string>>, what: string): string {
  if (!isId(id)) throw new NotFound(what)
  return id
}
