// What the pages and forms about evidence share.

import { isId } from '#/kernel/id.ts'
import { NotFound } from '#/kernel/refusal.ts'
import type { FormState } from '#/platform/web/form-routes.ts'
import type { WebRequest } from '#/platform/web/route.ts'

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
