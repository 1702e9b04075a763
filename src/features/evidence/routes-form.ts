// A form's two routes, drawn and sent, from three parts: its schema, its page, and what it saves.

import type * as z from 'zod'
import { isId } from '#/kernel/id.ts'
import { NotFound } from '#/kernel/refusal.ts'
import type { Tx } from '#/platform/database/database.ts'
import { withDates } from '#/platform/web/components/form.ts'
import { answerForm } from '#/platform/web/read-form.ts'
import type { Answer, FieldErrors, Page, WebRequest } from '#/platform/web/route.ts'
import { findPeople, fullName } from '../people/index.ts'
import type { Names, Typed } from './pages.ts'

export type Draw = (request: WebRequest, typed: Typed, errors: FieldErrors) => Promise<Page>

/** The page as it is opened: what was typed before a sign-in ran out is still there. */
export const opened =
  (draw: Draw) =>
  (request: WebRequest): Promise<Answer> =>
    draw(request, request.typed ?? {}, {})

/** The form as it is sent: wrong fields and refusals show the page again, with what was typed. */
export const sent =
  <T>(parts: {
    schema: z.ZodType<T> | ((request: WebRequest) => Promise<z.ZodType<T>>)
    draw: Draw
    save: (request: WebRequest, form: T) => Promise<Answer>
  }) =>
  async (request: WebRequest): Promise<Answer> => {
    const typed = withDates(request.body, ['on'])
    return answerForm({
      schema: typeof parts.schema === 'function' ? await parts.schema(request) : parts.schema,
      sent: typed,
      save: (form) => parts.save(request, form),
      again: (errors) => parts.draw(request, typed, errors),
    })
  }

/** The id in the address. Anything that is none is not found, and never reaches the database. */
export function idIn(request: WebRequest): string {
  const { id } = request.params
  if (!isId(id)) throw new NotFound('page')
  return id
}

/** What every form page needs. */
export function formParts(request: WebRequest, typed: Typed, errors: FieldErrors) {
  return { at: request.at, csrf: request.csrf, once: request.once, typed, errors }
}

/** The names of people by id. */
export async function namesOf(tx: Tx, schoolId: string, ids: readonly (string | null)[]): Promise<Names> {
  const wanted = [...new Set(ids.filter((id) => id !== null))]
  const people = await findPeople(tx, schoolId, wanted)
  return new Map(people.map((person) => [person.id, fullName(person)]))
}
