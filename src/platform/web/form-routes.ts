import type * as z from 'zod'
import type { TypedValues } from './components/fields.ts'
import { withDates } from './components/form.ts'
import { answerForm } from './read-form.ts'
import type { Answer, FieldErrors, Page, Route, Sent, WebRequest } from './route.ts'

/** What a form's page is drawn from. `theirs` is what stands now when somebody else saved first. */
export type FormState = {
  values: TypedValues
  errors: FieldErrors
  theirs: Readonly<Record<string, string>> | null
}

export type FormRoutes<T> = Pick<Route, 'path' | 'may' | 'does' | 'stepUp'> & {
  schema: z.ZodType<T>
  /** Fields that are asked for in three boxes. */
  dates?: readonly string[]
  /** What the fields hold when the page is opened. */
  start?: (request: WebRequest) => Promise<TypedValues>
  draw: (request: WebRequest, state: FormState) => Promise<Page>
  save: (request: WebRequest, form: T) => Promise<Answer>
}

/** The two routes of a form at one address: GET draws it, POST saves it or draws it again with what was typed. */
export function formRoutes<T>(parts: FormRoutes<T>): readonly Route[] {
  const { path, may, does, stepUp = false, schema, dates = [], draw } = parts
  const start = parts.start ?? (async () => ({}))
  const read = (sent: Sent) => withDates(sent, dates) as Sent
  return [
    {
      method: 'GET',
      path,
      may,
      does: `Shows the form: ${does}`,
      stepUp,
      answer: async (request) =>
        draw(request, { values: request.typed ?? (await start(request)), errors: {}, theirs: null }),
    },
    {
      method: 'POST',
      path,
      may,
      does,
      stepUp,
      answer: (request) => {
        const sent = read(request.body)
        return answerForm({
          schema,
          sent,
          save: (form) => parts.save(request, form),
          again: (errors, theirs) => draw(request, { values: sent, errors, theirs }),
        })
      },
    },
  ]
}
