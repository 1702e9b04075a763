// Answers for reviews: begin, answer, add what has to be done, finish, sign.

import { londonDate } from '#/kernel/london-time.ts'
import { may } from '#/platform/access/access.ts'
import { reading } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { writePdf } from '#/platform/documents/write-document.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { type FormState, formRoutes } from '#/platform/web/form-routes.ts'
import {
  type Answer,
  download,
  type Page,
  page,
  type Route,
  redirect,
  type WebRequest,
} from '#/platform/web/route.ts'
import { allHoldersOn, namesOf } from '../people/index.ts'
import { actionForm, addAction } from './add-action.ts'
import { answerForm, answerReview } from './answer-review.ts'
import { beginForm, beginReview } from './begin-review.ts'
import { endAction, endActionForm, mayEnd } from './end-action.ts'
import { finishReview } from './finish-review.ts'
import { idIn } from './id-in.ts'
import { actionPage, answersPage, beginPage, oneActionPage, reviewPage } from './pages-review.ts'
import type { Part } from './review.ts'
import { type ReviewParts, reviewDocument } from './review-document.ts'
import { actionsOf, countChecks, findAction, findReview, signaturesOf } from './review-store.ts'
import { reviewSignedBy } from './settings.ts'
import { signReview, signsAs } from './sign-review.ts'

const section = '/filter-checks'
const yearMs = 365 * 86_400_000
const at = (id: string): string => `/filter-checks/reviews/${id}`

async function readReview({ context, actor, school, params }: WebRequest, tx: Tx): Promise<ReviewParts> {
  const review = await findReview(tx, actor.schoolId, idIn(params, 'review'))
  const signatures = await signaturesOf(tx, actor.schoolId, review.id)
  const until = review.finishedAt ?? context.clock()
  return {
    school: school.name,
    review,
    signatures,
    actions: await actionsOf(tx, actor.schoolId, review.id),
    wanted: await readSetting(tx, actor.schoolId, reviewSignedBy),
    counted: await countChecks(tx, actor.schoolId, new Date(until.getTime() - yearMs)),
    names: await namesOf(
      tx,
      actor.schoolId,
      signatures.map(({ signedBy }) => signedBy),
    ),
  }
}

async function showReview(request: WebRequest): Promise<Answer> {
  const { context, actor } = request
  const view = await reading(context, actor, async (tx) => {
    const read = await readReview(request, tx)
    const role = actor.kind === 'person' ? await signsAs(tx, actor, read.review.id) : undefined
    return { ...read, signsAs: may(context, actor, 'filterChecks.sign') ? role : undefined }
  })
  const mayHold = may(context, actor, 'filterChecks.review')
  return page({
    title: 'Review of filtering and monitoring',
    section,
    body: reviewPage({ ...view, mayHold }, request),
  })
}

const holders: Readonly<Record<Part, readonly string[]>> = {
  leader: ['head'],
  safeguarding: ['dsl'],
  it: ['networkManager', 'ictOperationsManager', 'technician'],
  governor: ['onlineSafetyGovernor', 'chairOfGovernors'],
}

/** Whoever holds the roles today is offered; who really came is typed over it. */
async function startBegin({ context, actor }: WebRequest) {
  const today = londonDate(context.clock())
  const all = await reading(context, actor, (tx) => allHoldersOn(tx, actor.schoolId, today))
  const nameOf = (roles: readonly string[]) =>
    roles.flatMap((role) => all.find((one) => one.role === role)?.name ?? [])[0]
  return {
    reason: 'year',
    ...Object.fromEntries(Object.entries(holders).map(([part, roles]) => [part, nameOf(roles)])),
  }
}

async function drawAnswers(request: WebRequest, state: FormState): Promise<Page> {
  const { context, actor } = request
  const { review, counted } = await reading(context, actor, (tx) => readReview(request, tx))
  const body = answersPage(review, counted, { ...request, ...state })
  return page({ title: 'Answer the questions', section, errors: state.errors, body })
}

async function startAnswers(request: WebRequest) {
  const { context, actor } = request
  const { review } = await reading(context, actor, (tx) => readReview(request, tx))
  return Object.fromEntries(
    Object.entries(review.answers).flatMap(([key, { says, standing }]) => [
      [key, says],
      [`${key}-stands`, standing],
    ]),
  )
}

async function drawAction(request: WebRequest, state: FormState): Promise<Page> {
  const { context, actor } = request
  const { review } = await reading(context, actor, (tx) => readReview(request, tx))
  const body = actionPage(review, { ...request, ...state })
  return page({ title: 'Add what has to be done', section, errors: state.errors, body })
}

async function drawOneAction(request: WebRequest, state: FormState): Promise<Page> {
  const { context, actor, params } = request
  const view = await reading(context, actor, async (tx) => {
    const action = await findAction(tx, actor.schoolId, idIn(params, 'action of a review'))
    const names = await namesOf(tx, actor.schoolId, [action.doneBy])
    return { action, by: names.get(action.doneBy ?? '') ?? null }
  })
  const body = oneActionPage(view.action, view.by, mayEnd(context, actor, view.action), {
    ...request,
    ...state,
  })
  return page({ title: 'What the review asks for', section, errors: state.errors, body })
}

const hold = 'filterChecks.review'

export const reviewRoutes: readonly Route[] = [
  ...formRoutes({
    path: '/filter-checks/reviews/new',
    may: hold,
    does: 'begins a review of filtering and monitoring',
    schema: beginForm,
    start: startBegin,
    draw: async (request, state) =>
      page({
        title: 'Begin a review',
        section,
        errors: state.errors,
        body: beginPage({ ...request, ...state }),
      }),
    save: async (request, form) =>
      redirect(request.at(at(await beginReview(request.context, request.actor, form)))),
  }),
  {
    method: 'GET',
    path: '/filter-checks/reviews/:id',
    may: 'filterChecks.read',
    does: 'shows a review of filtering and monitoring',
    answer: showReview,
  },
  {
    method: 'GET',
    path: '/filter-checks/reviews/:id/review.pdf',
    may: 'filterChecks.read',
    does: 'downloads a review of filtering and monitoring',
    answer: async (request) => {
      const read = await reading(request.context, request.actor, (tx) => readReview(request, tx))
      const content = await writePdf(reviewDocument(read))
      return download({ fileName: 'filter-review.pdf', contentType: 'application/pdf', content })
    },
  },
  ...formRoutes({
    path: '/filter-checks/reviews/:id/answers',
    may: hold,
    does: 'answers the questions of a review',
    schema: answerForm,
    start: startAnswers,
    draw: drawAnswers,
    save: async (request, form) => {
      const id = idIn(request.params, 'review')
      await answerReview(request.context, request.actor, id, form)
      return redirect(request.at(at(id)))
    },
  }),
  ...formRoutes({
    path: '/filter-checks/reviews/:id/actions/new',
    may: hold,
    does: 'adds what has to be done because of a review',
    schema: actionForm,
    dates: ['dueOn'],
    draw: drawAction,
    save: async (request, form) => {
      const id = idIn(request.params, 'review')
      await addAction(request.context, request.actor, id, form)
      return redirect(request.at(at(id)))
    },
  }),
  {
    method: 'POST',
    path: '/filter-checks/reviews/:id/finish',
    may: hold,
    does: 'ends the answering of a review',
    answer: async (request) => {
      const id = idIn(request.params, 'review')
      await finishReview(request.context, request.actor, id)
      return redirect(request.at(at(id)))
    },
  },
  {
    method: 'POST',
    path: '/filter-checks/reviews/:id/sign',
    may: 'filterChecks.sign',
    does: 'signs a review',
    answer: async (request) => {
      const id = idIn(request.params, 'review')
      await signReview(request.context, request.actor, id)
      return redirect(request.at(at(id)))
    },
  },
  ...formRoutes({
    path: '/filter-checks/actions/:id',
    may: 'filterChecks.read',
    does: 'says how something was done that a review asked for',
    schema: endActionForm,
    draw: drawOneAction,
    save: async (request, form) =>
      redirect(
        request.at(at(await endAction(request.context, request.actor, idIn(request.params, 'action'), form))),
      ),
  }),
]
