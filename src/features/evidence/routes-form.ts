// What the forms about evidence share.

import type { FormState } from '#/platform/web/form-routes.ts'
import type { WebRequest } from '#/platform/web/route.ts'

/** The fields that these forms ask for in three boxes. */
export const dates = ['on']

/** What every form page needs. */
export function formParts({ at, csrf, once }: WebRequest, { values, errors }: FormState) {
  return { at, csrf, once, typed: values, errors }
}
