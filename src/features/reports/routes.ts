import { NotFound } from '#/kernel/refusal.ts'
import { requirePerson } from '#/platform/access/access.ts'
import { reading } from '#/platform/context.ts'
import { idIn } from '#/platform/web/path-params.ts'
import { answerForm, typedValues } from '#/platform/web/read-form.ts'
import {
  type Answer,
  type FieldErrors,
  type Page,
  page,
  type Route,
  redirect,
  type WebRequest,
} from '#/platform/web/route.ts'
import { SentBefore } from '#/platform/web/sent-once.ts'
import {
  answerReport,
  messageForm,
  type OwnReport,
  readByCode,
  readOwnReport,
  writeByCode,
  writeToSchool,
} from './answer-report.ts'
import { codePage, myReportsPage, ownReportPage } from './pages-after.ts'
import { answerAgainPage } from './panel-reports.ts'
import { sendRoutes } from './routes-send.ts'
import { outsideOf } from './routes-sent.ts'
import { inTurn } from './routes-wait.ts'
import { findReport, reportsBy } from './store.ts'

export const routes: readonly Route[] = [
  ...sendRoutes,
  {
    method: 'GET',
    path: '/report/reply',
    may: 'anybody',
    does: 'asks for a reply code',
    answer: (request) => askCode(request, {}),
  },
  {
    method: 'POST',
    path: '/report/reply',
    may: 'anybody',
    does: 'shows what belongs to a reply code',
    answer: (request) => inTurn(request, 'code', () => byCode(request)),
  },
  {
    method: 'POST',
    path: '/report/reply/write',
    may: 'anybody',
    does: 'takes a message by a reply code',
    answer: (request) => inTurn(request, 'code', () => messageByCode(request)),
  },
  {
    method: 'GET',
    path: '/my-reports',
    may: 'reports.readOwn',
    does: 'lists what one told oneself',
    answer: mine,
  },
  {
    method: 'GET',
    path: '/my-reports/:id',
    may: 'reports.readOwn',
    does: 'shows what one told oneself',
    answer: (request) => myOwn(request, {}),
  },
  {
    method: 'POST',
    path: '/my-reports/:id',
    may: 'reports.readOwn',
    does: 'takes a further message from a reporter',
    answer: myMessage,
  },
  { method: 'POST', path: '/reports/:id/answer', may: 'reports.answer', does: 'answers a reporter', answer },
]

async function askCode(
  request: WebRequest,
  errors: FieldErrors,
  typed = request.body.code ?? '',
): Promise<Page> {
  return page({
    title: 'Read our answer',
    look: 'public',
    leaveQuickly: true,
    ...(Object.keys(errors).length > 0 ? { errors } : {}),
    body: codePage({
      action: request.at('/report/reply'),
      csrf: request.csrf,
      once: request.once,
      values: typedValues({ code: typed }),
      errors,
    }),
  })
}

async function byCode(request: WebRequest): Promise<Answer> {
  const { context, actor } = request
  const code = String(request.body.code ?? '')
  const own = await readByCode(context, actor, code).catch(notShown)
  if (own === 'unknown')
    return askCode(request, { code: 'No report has this code. Check each letter and number.' })
  if (own === 'shownBefore') return askCode(request, { code: 'To read it again, type your code again.' }, '')
  return show(request, own, { action: request.at('/report/reply/write'), code, errors: {} })
}

async function messageByCode(request: WebRequest): Promise<Answer> {
  const { context, actor } = request
  const code = String(request.body.code ?? '')
  const again = async (errors: FieldErrors) => {
    const own = await readByCode(context, actor, code)
    return show(request, own, { action: request.at('/report/reply/write'), code, errors })
  }
  return answerForm({
    schema: messageForm,
    sent: request.body,
    save: async ({ text }) => {
      await writeByCode(context, actor, { code, text })
      return again({})
    },
    again,
  })
}

/** A page is shown once: whoever goes back to it and has the browser ask again does not know the code. */
function notShown(error: unknown): 'unknown' | 'shownBefore' {
  if (error instanceof NotFound) return 'unknown'
  if (error instanceof SentBefore) return 'shownBefore'
  throw error
}

async function mine(request: WebRequest): Promise<Answer> {
  const { personId, schoolId } = requirePerson(request.actor)
  const reports = await reading(request.context, request.actor, (tx) => reportsBy(tx, schoolId, personId))
  return page({
    title: 'What you told us',
    section: '/my-reports',
    body: myReportsPage({ reports, at: request.at }),
  })
}

async function myOwn(request: WebRequest, errors: FieldErrors): Promise<Page> {
  const id = idIn(request)
  const own = await readOwnReport(request.context, request.actor, id)
  return show(request, own, { action: request.at(`/my-reports/${id}`), code: null, errors })
}

function myMessage(request: WebRequest): Promise<Answer> {
  const id = idIn(request)
  return answerForm({
    schema: messageForm,
    sent: request.body,
    save: async (typed) => {
      await writeToSchool(request.context, request.actor, id, typed)
      return redirect(request.at(`/my-reports/${id}`))
    },
    again: (errors) => myOwn(request, errors),
  })
}

async function answer(request: WebRequest): Promise<Answer> {
  const { context, actor } = request
  const id = idIn(request)
  const report = await reading(context, actor, (tx) => findReport(tx, actor.schoolId, id))
  if (!report) throw new NotFound('report')
  const home = request.at(`/incidents/${report.incidentId}`)
  return answerForm({
    schema: messageForm,
    sent: request.body,
    save: async (typed) => {
      await answerReport(context, actor, id, typed)
      return redirect(home)
    },
    again: async (errors) => answerAgainPage(request, id, home, errors),
  })
}

async function show(
  request: WebRequest,
  own: OwnReport,
  parts: { action: string; code: string | null; errors: FieldErrors },
): Promise<Page> {
  const failed = Object.keys(parts.errors).length > 0
  return page({
    title: 'What you told us',
    look: request.actor.kind === 'person' ? 'staff' : 'public',
    leaveQuickly: true,
    ...(failed ? { errors: parts.errors } : {}),
    body: ownReportPage({
      own,
      ...parts,
      csrf: request.csrf,
      once: request.once,
      values: failed ? typedValues(request.body) : {},
      outside: await outsideOf(request),
    }),
  })
}
