import type * as z from 'zod'
import { Refused, Stale } from '#/kernel/refusal.ts'
import { reading } from '../context.ts'
import type { Tx } from '../database/database.ts'
import type { Answer, FieldErrors, Page, Sent, WebRequest } from './route.ts'

export type FormRead<T> = { ok: true; form: T } | { ok: false; errors: FieldErrors }

/** Reads what was sent against a form. Each error is a sentence under the field it belongs to; the first one counts. */
export function readForm<T>(schema: z.ZodType<T>, sent: Sent): FormRead<T> {
  const parsed = schema.safeParse(sent)
  if (parsed.success) return { ok: true, form: parsed.data }
  const errors: Record<string, string> = {}
  for (const issue of parsed.error.issues) {
    const field = String(issue.path[0] ?? '')
    errors[field] ??= issue.message
  }
  return { ok: false, errors }
}

/**
 * Reads what a button sent: nobody typed it, so what does not fit is refused as a whole (409). Before that is said, `find`
 * looks for the record of the address: what is another school's is not found (404), whatever was sent. Null where the
 * address names no record.
 */
export async function readButton<T>(
  schema: z.ZodType<T>,
  { context, actor, body }: Pick<WebRequest, 'context' | 'actor' | 'body'>,
  find: ((tx: Tx) => Promise<unknown>) | null,
): Promise<T> {
  const read = readForm(schema, body)
  if (read.ok) return read.form
  if (find !== null) await reading(context, actor, find)
  throw new Refused(Object.values(read.errors)[0] ?? 'Go back and choose again.')
}

/** What the page shows in its fields: everything that was typed, as it was typed. */
export function typedValues(sent: Sent): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(sent).map(([name, value]) => [name, typeof value === 'string' ? value : value.join(',')]),
  )
}

/**
 * Answers a sent form: reads it, saves it, and draws the page again with what was typed when a field is wrong (422)
 * or the command refuses (409, with both versions where somebody else saved first).
 */
export async function answerForm<T>(parts: {
  schema: z.ZodType<T>
  sent: Sent
  save: (form: T) => Promise<Answer>
  again: (errors: FieldErrors, theirs: Readonly<Record<string, string>> | null) => Promise<Page>
}): Promise<Answer> {
  const read = readForm(parts.schema, parts.sent)
  if (!read.ok) return { ...(await parts.again(read.errors, null)), status: 422, errors: read.errors }
  try {
    return await parts.save(read.form)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    const errors = { '': error.message }
    const theirs = error instanceof Stale ? error.theirs : null
    return { ...(await parts.again(errors, theirs)), status: 409, errors }
  }
}
