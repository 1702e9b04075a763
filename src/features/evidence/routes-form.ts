// What the pages and forms about evidence share: whose they are, and the names on them.

import { isId } from '#/kernel/id.ts'
import { NotFound } from '#/kernel/refusal.ts'
import type { Tx } from '#/platform/database/database.ts'
import type { FormState } from '#/platform/web/form-routes.ts'
import type { WebRequest } from '#/platform/web/route.ts'
import { findPeople, fullName } from '../people/index.ts'
import type { Names } from './pages.ts'

/** The fields that these forms ask for in three boxes. */
export const dates = ['on']

/** The id in the address. Anything that is none is not found, and never reaches the database. */
export function idIn(request: WebRequest): string {
  const { id } = request.params
  if (!isId(id)) throw new NotFound('page')
  return id
}

/** What every form page needs. */
export function formParts({ at, csrf, once }: WebRequest, { values, errors }: FormState) {
  return { at, csrf, once, typed: values, errors }
}

/** The names of people by id. */
export async function namesOf(tx: Tx, schoolId: string, ids: readonly (string | null)[]): Promise<Names> {
  const wanted = [...new Set(ids.filter((id) => id !== null))]
  const people = await findPeople(tx, schoolId, wanted)
  return new Map(people.map((person) => [person.id, fullName(person)]))
}
