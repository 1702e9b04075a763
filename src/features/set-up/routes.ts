import { londonDate } from '#/kernel/london-time.ts'
import { NotAllowed, NotFound, Refused } from '#/kernel/refusal.ts'
import { withDates } from '#/platform/web/components/form.ts'
import { readForm } from '#/platform/web/read-form.ts'
import {
  type Answer,
  type FieldErrors,
  page,
  type RootRequest,
  type RootRoute,
  redirect,
} from '#/platform/web/route.ts'
import { usualTerms } from '../schools/index.ts'
import { enterCode, readDraft, saveAnswer } from './first-visit.ts'
import { confirmMasterKey, finishSetUp, makeLinks, makeSealPapers, readHandOver } from './hand-over.ts'
import { makeSchool } from './make-school.ts'
import { checkPage } from './pages-check.ts'
import { type HandOver, handOverPage, whatNextPage } from './pages-hand-over.ts'
import { codePage, setUpQuestionPage, titleOf } from './pages-questions.ts'
import { datesOf, forms, isQuestion, nextQuestion, type QuestionKey, questionKeys } from './questions.ts'
import type { Answers } from './tables.ts'

const cookieName = 'schoolkeeper-set-up'

export const rootRoutes: readonly RootRoute[] = [
  at('GET', '/set-up', 'Asks for the one-time code', async (request) => {
    const session = sessionOf(request)
    const draft = session === null ? null : await readDraft(request.context, session).catch(closed)
    if (!draft) return page({ title: 'Set up Schoolkeeper', body: codePage({}, {}) })
    return redirect(draft.schoolMadeAt ? '/set-up/hand-over' : nextPath(draft.answers))
  }),
  at('POST', '/set-up', 'Takes the one-time code', takeCode),
  at('GET', '/set-up/questions/:question', 'Asks a question of the first visit', async (request) => {
    const key = questionOf(request)
    const { answers } = await readDraft(request.context, requireSession(request))
    return question(key, answers[key] ?? suggested(key, request), {})
  }),
  at('POST', '/set-up/questions/:question', 'Keeps an answer', async (request) => {
    const key = questionOf(request)
    const typed = withDates(request.body, datesOf(key)) as Answers[string]
    const read = readForm<unknown>(forms[key], typed)
    if (!read.ok) return question(key, typed, read.errors)
    const session = requireSession(request)
    await saveAnswer(request.context, session, { question: key, typed })
    return redirect(nextPath((await readDraft(request.context, session)).answers))
  }),
  at('GET', '/set-up/check', 'Shows every answer', (request) => check(request, {})),
  at('POST', '/set-up/check', 'Makes the school', async (request) => {
    try {
      await makeSchool(request.context, requireSession(request))
      return redirect('/set-up/hand-over')
    } catch (error) {
      if (error instanceof Refused) return check(request, { '': error.message })
      throw error
    }
  }),
  at('GET', '/set-up/hand-over', 'Shows what is handed to the school', (request) => handOver(request, {})),
  at('POST', '/set-up/hand-over/links', 'Makes the first people’s sign-in links', async (request) =>
    handOver(request, { links: await makeLinks(request.context, requireSession(request)) }),
  ),
  at('POST', '/set-up/hand-over/seal-keys', 'Makes the seal keys', async (request) =>
    handOver(request, { papers: await makeSealPapers(request.context, requireSession(request)) }),
  ),
  at('POST', '/set-up/hand-over/master-key', 'Checks the printed master key', checkPaper),
  at('POST', '/set-up/hand-over/finish', 'Closes the first visit', async (request) => {
    const parts = await readHandOver(request.context, requireSession(request))
    const slug = await finishSetUp(request.context, requireSession(request))
    const school = { name: parts?.school.name ?? slug, slug }
    return page({ title: 'What to do next', body: whatNextPage(school) })
  }),
]

/** A route of the first visit: from the machine itself only (decision X4). */
function at(
  method: 'GET' | 'POST',
  path: `/${string}`,
  does: string,
  answer: (request: RootRequest) => Promise<Answer>,
): RootRoute {
  return {
    method,
    path,
    does,
    answer: async (request) => {
      if (request.fromLoopback) return answer(request)
      throw new NotAllowed('Set-up works only on the server itself. Open this address in a browser there.')
    },
  }
}

async function takeCode({ context, body }: RootRequest): Promise<Answer> {
  const typed = typeof body.code === 'string' ? body.code.slice(0, 100) : ''
  const entered = await enterCode(context, typed)
  if ('session' in entered) {
    const cookie = `${cookieName}=${entered.session}; Path=/set-up; HttpOnly; SameSite=Strict`
    return { ...redirect('/set-up'), cookies: [cookie] }
  }
  const errors = { code: entered.problem }
  const status = entered.afterSeconds > 0 ? 429 : 422
  return page({ title: 'Set up Schoolkeeper', body: codePage({ code: typed }, errors), errors, status })
}

async function checkPaper(request: RootRequest): Promise<Answer> {
  const typed = typeof request.body.masterKey === 'string' ? request.body.masterKey : ''
  try {
    await confirmMasterKey(request.context, requireSession(request), typed)
    return handOver(request, { masterKeyConfirmed: true })
  } catch (error) {
    if (error instanceof Refused) return handOver(request, { errors: { masterKey: error.message } })
    throw error
  }
}

function sessionOf({ client }: RootRequest): string | null {
  const value = client.cookies[cookieName]
  return value !== undefined && /^[\w-]{43}$/.test(value) ? value : null
}

function requireSession(request: RootRequest): string {
  const session = sessionOf(request)
  if (session === null) throw new NotFound('page')
  return session
}

function closed(error: unknown): null {
  if (error instanceof NotFound) return null
  throw error
}

function questionOf({ params }: RootRequest): QuestionKey {
  const key = params.question ?? ''
  if (!isQuestion(key)) throw new NotFound('page')
  return key
}

function nextPath(answers: Answers): string {
  const next = nextQuestion(answers)
  return next === null ? '/set-up/check' : `/set-up/questions/${next}`
}

/** What stands in the fields before anybody typed: England's usual terms, the police's own number. */
function suggested(key: QuestionKey, { context }: RootRequest): Answers[string] {
  if (key === 'contacts') return { police: '101' }
  if (key !== 'terms') return {}
  const terms = usualTerms(londonDate(context.clock()))
  return Object.fromEntries(
    terms.flatMap(({ name, from, to }, row) => [
      [`name${row}`, name],
      [`from${row}`, from],
      [`to${row}`, to],
    ]),
  )
}

function question(key: QuestionKey, values: Answers[string], errors: FieldErrors): Answer {
  return page({ title: titleOf(key), body: setUpQuestionPage(key, values, errors), errors })
}

async function check(request: RootRequest, errors: FieldErrors): Promise<Answer> {
  const { answers, schoolMadeAt } = await readDraft(request.context, requireSession(request))
  if (schoolMadeAt) return redirect('/set-up/hand-over')
  if (nextQuestion(answers) !== null) return redirect(nextPath(answers))
  const shown = questionKeys.map((key) => ({ key, typed: answers[key] ?? {} }))
  const status = errors[''] === undefined ? 200 : 409
  return page({ title: 'Check your answers', body: checkPage(shown, errors), errors, status })
}

async function handOver(request: RootRequest, made: Partial<HandOver>): Promise<Answer> {
  const parts = await readHandOver(request.context, requireSession(request))
  if (!parts) return redirect('/set-up')
  const errors = made.errors ?? {}
  const body = handOverPage({ ...parts, ...made, errors })
  return page({ title: 'Hand over', body, errors })
}
