import { londonDate } from '#/kernel/london-time.ts'
import { may } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { reading } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { writePdf } from '#/platform/documents/write-document.ts'
import { type FormState, formRoutes } from '#/platform/web/form-routes.ts'
import { type RegisterWanted, registerRoutes } from '#/platform/web/register-routes.ts'
import {
  type Answer,
  download,
  type HomeCard,
  type Page,
  page,
  type Route,
  redirect,
  type WebRequest,
} from '#/platform/web/route.ts'
import { profilesHere } from '../filtering/index.ts'
import { namesOf } from '../people/index.ts'
import { type CertificateParts, certificate } from './certificate.ts'
import { idIn } from './id-in.ts'
import { keepTrial, trialForm } from './keep-trial.ts'
import { failedPart, overviewPage, testPage, trialPage } from './pages.ts'
import { reviewsPart } from './pages-review.ts'
import { logHead, logPage, logRow, type TrialLine, trialsTable, tryFormPage } from './pages-trial.ts'
import { nextReviewOn } from './remind-of-checks.ts'
import { reviewsOf } from './review-store.ts'
import { reviewRoutes } from './routes-review.ts'
import { askForTest } from './test-filter.ts'
import { findTest, newestTest, testsOf } from './test-store.ts'
import { handCaseKeys, handCases, sightings } from './trial.ts'
import { findTrial, listTrials, newestTrial, wordsTriedBefore } from './trial-store.ts'

const section = '/filter-checks'

async function overview(request: WebRequest): Promise<Answer> {
  const { context, actor, query } = request
  const { schoolId } = actor
  const view = await reading(context, actor, async (tx) => {
    const trial = await newestTrial(tx, schoolId)
    return {
      trial,
      newest: await newestTest(tx, schoolId),
      earlier: (await testsOf(tx, schoolId, 21)).slice(1),
      reviews: await reviewsOf(tx, schoolId),
      names: await namesOf(tx, schoolId, [trial?.by ?? null]),
    }
  })
  const dueOn = nextReviewOn(view.reviews)
  const due = { dueOn, isOverdue: dueOn !== null && dueOn < londonDate(context.clock()) }
  const since = Number(query.asked ?? Number.NaN)
  const asked =
    since > 0 && (view.newest?.at.getTime() ?? 0) < since && context.clock().getTime() - since < 120_000
  return page({
    title: 'Checks of the filter',
    section,
    ...(asked ? { againAfterSeconds: 5 } : {}),
    body: overviewPage(
      {
        ...view,
        asked,
        mayTest: may(context, actor, 'filterChecks.test'),
        mayTry: may(context, actor, 'filterChecks.try'),
        review: reviewsPart(
          { ...view, ...due, mayHold: may(context, actor, 'filterChecks.review') },
          request,
        ),
      },
      request,
    ),
  })
}

async function readTest(request: WebRequest): Promise<CertificateParts> {
  const { context, actor, school } = request
  const id = idIn(request.params, 'test of the filter')
  return reading(context, actor, async (tx) => {
    const test = await findTest(tx, actor.schoolId, id)
    const names = await namesOf(tx, actor.schoolId, [test.askedBy])
    return {
      test,
      school: school.name,
      groups: await profilesHere(tx, actor.schoolId),
      askedBy: test.askedBy === null ? null : (names.get(test.askedBy) ?? 'somebody who has left'),
      wordsTried: await wordsTriedBefore(tx, actor.schoolId, test.at),
    }
  })
}

async function drawTry(request: WebRequest, state: FormState): Promise<Page> {
  const { context, actor } = request
  const groups = await reading(context, actor, (tx) => profilesHere(tx, actor.schoolId))
  return page({
    title: 'Try it on a device',
    section,
    errors: state.errors,
    body: tryFormPage(groups, { ...request, ...state }),
  })
}

async function startTry({ context, actor }: WebRequest) {
  const notTried = Object.fromEntries(handCaseKeys.map((key) => [key, 'notTried']))
  if (actor.kind !== 'person') return notTried
  const last = await reading(context, actor, (tx) => newestTrial(tx, actor.schoolId, actor.personId))
  return { ...notTried, device: last?.device, profile: last?.profile, place: last?.place }
}

async function findLines(tx: Tx, actor: Actor, wanted: RegisterWanted) {
  const found = await listTrials(tx, actor, wanted)
  const names = await namesOf(
    tx,
    actor.schoolId,
    found.rows.map(({ by }) => by),
  )
  const rows: TrialLine[] = found.rows.map((row) => ({
    ...row,
    byName: names.get(row.by) ?? 'Somebody who has left',
  }))
  return { ...found, rows }
}

async function showTrial(request: WebRequest): Promise<Answer> {
  const { context, actor } = request
  const id = idIn(request.params, 'check of the filter')
  const view = await reading(context, actor, async (tx) => {
    const trial = await findTrial(tx, actor.schoolId, id)
    return {
      trial,
      by: (await namesOf(tx, actor.schoolId, [trial.by])).get(trial.by) ?? 'Somebody who has left',
    }
  })
  const lines = handCaseKeys.map((key) => ({
    tried: handCases[key].words,
    saw: sightings[view.trial.seen[key]],
  }))
  return page({ title: 'Tried by hand', section, body: trialPage(view, lines, request) })
}

/** The filter’s line on the home page and the board of those who answer for it. */
export const failedCard: HomeCard = {
  may: 'filterChecks.read',
  order: 25,
  onBoard: true,
  draw: async (request) => {
    const { context, actor } = request
    const view = await reading(context, actor, async (tx) => ({
      test: await newestTest(tx, actor.schoolId),
      trial: await newestTrial(tx, actor.schoolId),
    }))
    return failedPart(view, request)
  },
}

const read = 'filterChecks.read'

export const routes: readonly Route[] = [
  { method: 'GET', path: section, may: read, does: 'shows how the filter was checked', answer: overview },
  {
    method: 'POST',
    path: '/filter-checks/test',
    may: 'filterChecks.test',
    does: 'tests the filter now',
    answer: async ({ context, actor, at }) => {
      await askForTest(context, actor)
      return redirect(at(`/filter-checks?asked=${context.clock().getTime()}`))
    },
  },
  {
    method: 'GET',
    path: '/filter-checks/tests/:id',
    may: read,
    does: 'shows what a test of the filter found',
    answer: async (request) =>
      page({ title: 'Test of the filter', section, body: testPage(await readTest(request), request) }),
  },
  {
    method: 'GET',
    path: '/filter-checks/tests/:id/certificate.pdf',
    may: read,
    does: 'downloads the certificate of a test',
    answer: async (request) =>
      download({
        fileName: 'filter-test.pdf',
        contentType: 'application/pdf',
        content: await writePdf(certificate(await readTest(request))),
      }),
  },
  ...formRoutes({
    path: '/filter-checks/try',
    may: 'filterChecks.try',
    does: 'puts on record what somebody tried on a device',
    schema: trialForm,
    start: startTry,
    draw: drawTry,
    save: async ({ context, actor, at }, form) =>
      redirect(at(`/filter-checks/trials/${await keepTrial(context, actor, form)}`)),
  }),
  ...registerRoutes<TrialLine>({
    path: '/filter-checks/trials',
    may: read,
    title: 'Log of checks by hand',
    table: trialsTable,
    trail: { listed: 'filterChecks.logRead', exported: 'filterChecks.logExported' },
    find: findLines,
    draw: logPage,
    csv: { head: logHead, line: logRow },
  }),
  {
    method: 'GET',
    path: '/filter-checks/trials/:id',
    may: read,
    does: 'shows what somebody tried on a device',
    answer: showTrial,
  },
  ...reviewRoutes,
]
