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
  draw: DrawForm
  save: (request: WebRequest, form: T) => Promise<Answer>
}

export type DrawForm = (request: WebRequest, state: FormState) => Promise<Page>

/** The page as it is opened: with what was typed before a sign-in ran out, or what the fields start with. */
export const opened =
  (draw: DrawForm, start: (request: WebRequest) => Promise<TypedValues> = async () => ({})) =>
  async (request: WebRequest): Promise<Answer> =>
    draw(request, { values: request.typed ?? (await start(request)), errors: {}, theirs: null })

/** The form as it is sent: wrong fields and refusals show the page again, with what was typed. */
export const sent =
  <T>(parts: {
    schema: z.ZodType<T> | ((request: WebRequest) => Promise<z.ZodType<T>>)
    dates?: readonly string[]
    draw: DrawForm
    save: (request: WebRequest, form: T) => Promise<Answer>
  }) =>
  async (request: WebRequest): Promise<Answer> => {
    const { schema, dates = [], draw, save } = parts
    const typed = withDates(request.body, dates) as Sent
    return answerForm({
      schema: typeof schema === 'function' ? await schema(request) : schema,
      sent: typed,
      save: (form) => save(request, form),
      again: (errors, theirs) => draw(request, { values: typed, errors, theirs }),
    })
  }

/** The route of a form that stands on the page of something else: POST saves it, or draws that page with what was typed. */
export function formOnPage<T>(parts: Omit<FormRoutes<T>, 'start'>): Route {
  const { path, may, does, stepUp = false } = parts
  return { method: 'POST', path, may, does, stepUp, answer: sent(parts) }
}

/** The two routes of a form at one address: GET draws it, POST saves it or draws it again with what was typed. */
export function formRoutes<T>(parts: FormRoutes<T>): readonly Route[] {
  const { path, may, does, stepUp = false, draw, start } = parts
  return [
    { method: 'GET', path, may, does: `Shows the form: ${does}`, stepUp, answer: opened(draw, start) },
    formOnPage(parts),
  ]
}
