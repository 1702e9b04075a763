import { NotFound } from '#/kernel/refusal.ts'
import { personOf } from '#/platform/access/actor.ts'
import { reading } from '#/platform/context.ts'
import { type FormState, formRoutes } from '#/platform/web/form-routes.ts'
import { idIn } from '#/platform/web/path-params.ts'
import { type Page, page, type Route, redirect, type WebRequest } from '#/platform/web/route.ts'
import { askReview, askReviewForm } from './ask-review.ts'
import { confirmReading, confirmReadingForm } from './confirm-reading.ts'
import { endReview, endReviewForm } from './end-review.ts'
import { introduceForm, introducePolicy } from './introduce-policy.ts'
import { askToRead } from './open-round.ts'
import { readPage, roundPage } from './pages-reading.ts'
import { askReviewPage, endReviewPage, introducePage } from './pages-review.ts'
import { readParts } from './read-policy.ts'
import { findRound, readersOf } from './reading-store.ts'
import { findReview } from './review-store.ts'
import { drawn, policyOf, section } from './routes-register.ts'
import { findPolicy } from './store.ts'
import { findVersion } from './version-store.ts'

async function showRound(request: WebRequest): Promise<Page> {
  const { context, actor, at } = request
  const { round, readers } = await reading(context, actor, async (tx) => ({
    round: await findRound(tx, actor.schoolId, idIn(request)),
    readers: await readersOf(tx, actor.schoolId, idIn(request)),
  }))
  return page({ title: 'Who has read it', section, body: roundPage(round, readers, at) })
}

async function drawRead(request: WebRequest, state: FormState): Promise<Page> {
  const { context, actor } = request
  const shown = await reading(context, actor, async (tx) => {
    const round = await findRound(tx, actor.schoolId, idIn(request))
    const readers = await readersOf(tx, actor.schoolId, round.id)
    const mine = readers.find(({ personId }) => personId === personOf(actor))
    // Whoever is not asked reads the policy itself; there is nothing for them to confirm.
    if (!mine) throw new NotFound('reading round')
    const parts = await readParts(context, tx, actor, await findVersion(tx, actor, round.versionId))
    return { round, parts, done: mine.readAt !== null }
  })
  const body = readPage({ ...drawn(request, state), ...shown })
  return page({ title: shown.parts.version.title, section, errors: state.errors, body })
}

async function drawEndReview(request: WebRequest, state: FormState): Promise<Page> {
  const { context, actor } = request
  const shown = await reading(context, actor, async (tx) => {
    const review = await findReview(tx, actor.schoolId, idIn(request))
    return { review, title: (await findPolicy(tx, actor.schoolId, review.policyId)).title }
  })
  const body = endReviewPage({ ...drawn(request, state), ...shown })
  return page({ title: 'Record what came of the review', section, body })
}

const reviewRoutes: readonly Route[] = [
  ...formRoutes({
    path: '/policy-register/:id/reviews/new',
    may: 'policies.askReview',
    does: 'asks for a review of a policy',
    schema: askReviewForm,
    draw: async (request, state) => {
      const { context, actor } = request
      await reading(context, actor, (tx) => findPolicy(tx, actor.schoolId, idIn(request)))
      const body = askReviewPage({ ...drawn(request, state), policyId: idIn(request) })
      return page({ title: 'Ask for a review', section, body })
    },
    save: async (request, form) => {
      await askReview(request.context, request.actor, idIn(request), form)
      return redirect(request.at(`/policy-register/${idIn(request)}`))
    },
  }),
  ...formRoutes({
    path: '/policy-register/reviews/:id',
    may: 'policies.write',
    does: 'records what came of a review',
    schema: endReviewForm,
    draw: drawEndReview,
    save: async (request, form) => {
      const { context, actor, at } = request
      const versionId = await endReview(context, actor, idIn(request), form)
      const { policyId } = await reading(context, actor, (tx) =>
        findReview(tx, actor.schoolId, idIn(request)),
      )
      return redirect(
        at(versionId === null ? `/policy-register/${policyId}` : `/policy-register/versions/${versionId}`),
      )
    },
  }),
]

export const readingRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/policy-register/versions/:id/rounds',
    may: 'policies.publish',
    does: 'asks everybody to read a version',
    answer: async (request) => {
      const id = await askToRead(request.context, request.actor, idIn(request))
      return redirect(request.at(`/policy-register/rounds/${id}`))
    },
  },
  {
    method: 'GET',
    path: '/policy-register/rounds/:id',
    may: 'policies.seeReaders',
    does: 'shows who has read a version',
    answer: showRound,
  },
  ...formRoutes({
    path: '/policy-register/rounds/:id/read',
    may: 'policies.read',
    does: 'confirms that somebody has read a policy',
    schema: confirmReadingForm,
    draw: drawRead,
    save: async (request, form) => {
      await confirmReading(request.context, request.actor, idIn(request), form)
      return redirect(request.at(`/policy-register/rounds/${idIn(request)}/read`))
    },
  }),
  ...formRoutes({
    path: '/policy-register/versions/:id/introductions/new',
    may: 'policies.write',
    does: 'records how somebody was told of a policy',
    schema: introduceForm,
    dates: ['heldOn'],
    draw: async (request, state) => {
      const ids = { versionId: idIn(request), policyId: await policyOf(request, idIn(request)) }
      const body = introducePage({ ...drawn(request, state), ...ids })
      return page({ title: 'Record how somebody was told of it', section, body })
    },
    save: async (request, form) => {
      await introducePolicy(request.context, request.actor, idIn(request), form)
      return redirect(request.at(`/policy-register/${await policyOf(request, idIn(request))}`))
    },
  }),
  ...reviewRoutes,
]
