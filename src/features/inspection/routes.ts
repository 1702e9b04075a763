// Answers for looking inside encrypted pages: proposed, decided by a second person, ended, and the certificate that devices trust.

import { NotFound } from '#/kernel/refusal.ts'
import { may } from '#/platform/access/access.ts'
import { reading } from '#/platform/context.ts'
import { type FormState, formRoutes, opened } from '#/platform/web/form-routes.ts'
import { idIn } from '#/platform/web/path-params.ts'
import {
  type Answer,
  download,
  type Page,
  page,
  type Route,
  redirect,
  type WebRequest,
} from '#/platform/web/route.ts'
import { certificateHere, decideForm, decidesHere, profilesHere } from '../filtering/index.ts'
import { namesOf } from '../people/index.ts'
import { decideInspection } from './decide-inspection.ts'
import { endInspection, endInspectionForm } from './end-inspection.ts'
import { findInspection, inspectionsOf } from './inspection-store.ts'
import { inspectionPage, inspectionsPage, proposeInspectionPage } from './pages.ts'
import { inspectable, inspectForm, proposeInspection } from './propose-inspection.ts'

const section = '/filtering'
const title = 'Looking inside encrypted pages'

async function showAll(request: WebRequest): Promise<Answer> {
  const { context, actor } = request
  const view = await reading(context, actor, async (tx) => ({
    all: await inspectionsOf(tx, actor.schoolId),
    hasCertificate: (await certificateHere(tx, actor.schoolId)) !== null,
  }))
  const mayPropose = may(context, actor, 'filtering.propose')
  return page({ title, section, body: inspectionsPage({ ...view, mayPropose }, request) })
}

async function drawPropose(request: WebRequest, state: FormState): Promise<Page> {
  const { context, actor } = request
  const here = await reading(context, actor, (tx) => profilesHere(tx, actor.schoolId))
  const body = proposeInspectionPage(inspectable(here), { ...request, ...state })
  return page({ title, section, errors: state.errors, body })
}

async function drawOne(request: WebRequest, state: FormState): Promise<Page> {
  const { context, actor } = request
  const id = idIn(request)
  const view = await reading(context, actor, async (tx) => {
    const one = await findInspection(tx, actor.schoolId, id)
    const decides =
      actor.kind === 'person' && may(context, actor, 'filtering.decide') && (await decidesHere(tx, actor))
    return {
      one,
      names: await namesOf(tx, actor.schoolId, [one.proposedBy, one.decidedBy, one.endedBy]),
      mayDecide: decides && actor.personId !== one.proposedBy,
      mayEnd: may(context, actor, 'filtering.decide'),
    }
  })
  return page({ title, section, errors: state.errors, body: inspectionPage(view, { ...request, ...state }) })
}

async function certificate({ context, actor }: WebRequest): Promise<Answer> {
  const found = await reading(context, actor, (tx) => certificateHere(tx, actor.schoolId))
  if (found === null) throw new NotFound('certificate')
  const content = Buffer.from(found)
  return download({ fileName: 'school-filter.pem', contentType: 'application/x-pem-file', content })
}

const back = (request: WebRequest): Answer => redirect(request.at(`/filtering/inspection/${idIn(request)}`))
const posted = (route: Route): boolean => route.method === 'POST'

export const routes: readonly Route[] = [
  {
    method: 'GET',
    path: '/filtering/inspection',
    may: 'filtering.open',
    does: 'shows whether encrypted pages are looked into',
    answer: showAll,
  },
  {
    method: 'GET',
    path: '/filtering/inspection/certificate.pem',
    may: 'filtering.open',
    does: 'downloads the certificate that devices trust',
    answer: certificate,
  },
  ...formRoutes({
    path: '/filtering/inspection/propose',
    may: 'filtering.propose',
    does: 'proposes to look inside encrypted pages',
    stepUp: true,
    schema: inspectForm,
    draw: drawPropose,
    save: async (request, form) => {
      const id = await proposeInspection(request.context, request.actor, form)
      return redirect(request.at(`/filtering/inspection/${id}`))
    },
  }),
  {
    method: 'GET',
    path: '/filtering/inspection/:id',
    may: 'filtering.open',
    does: 'shows one proposal to look inside encrypted pages',
    answer: opened(drawOne),
  },
  ...formRoutes({
    path: '/filtering/inspection/:id/decide',
    may: 'filtering.decide',
    does: 'decides whether encrypted pages are looked into',
    stepUp: true,
    schema: decideForm,
    draw: drawOne,
    save: async (request, form) => {
      await decideInspection(request.context, request.actor, idIn(request), form)
      return back(request)
    },
  }).filter(posted),
  ...formRoutes({
    path: '/filtering/inspection/:id/end',
    may: 'filtering.decide',
    does: 'ends looking inside encrypted pages',
    schema: endInspectionForm,
    draw: drawOne,
    save: async (request, form) => {
      await endInspection(request.context, request.actor, idIn(request), form)
      return back(request)
    },
  }).filter(posted),
]
