import type * as z from 'zod'
import { Refused, Stale } from '#/kernel/refusal.ts'
import type { Answer, FieldErrors, Page, Sent } from './route.ts'

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

/** Reads what a button sent: nobody typed it, so what does not fit is refused as a whole (409). */
export function readButton<T>(schema: z.ZodType<T>, sent: Sent): T {
  const read = readForm(schema, sent)
  if (read.ok) return read.form
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
