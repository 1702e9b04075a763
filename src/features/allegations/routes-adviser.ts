// An HR adviser: asked by the case manager, reading one matter, giving advice.

import { londonDate } from '#/kernel/london-time.ts'
import { recordReads } from '#/platform/audit/reads.ts'
import { reading } from '#/platform/context.ts'
import { type FormState, formRoutes } from '#/platform/web/form-routes.ts'
import { idIn } from '#/platform/web/path-params.ts'
import { type Page, page, type Route, redirect, type WebRequest } from '#/platform/web/route.ts'
import { namesOf } from '../people/index.ts'
import { advisersOf } from './adviser-store.ts'
import { askAdviser, askAdviserForm, whoMayAdvise } from './ask-adviser.ts'
import { endAdvice } from './end-advice.ts'
import { giveAdvice, giveAdviceForm } from './give-advice.ts'
import { advisedListPage, askPage, givePage } from './pages-adviser.ts'
import { findAdvised, findAllegation, listAdvised } from './store.ts'

const title = 'Confidential matter'
const asked = '/staff-concerns/asked'

async function showAsked({ context, actor, at }: WebRequest): Promise<Page> {
  const now = context.clock()
  const matters = await reading(context, actor, (tx) => listAdvised(tx, { actor, now }))
  await recordReads(context, actor, [{ did: 'allegations.listed' }])
  return page({ title: 'Confidential advice', section: asked, body: advisedListPage(matters, at) })
}

async function drawAsking(request: WebRequest, { values, errors }: FormState): Promise<Page> {
  const { context, actor, csrf, once, at } = request
  const now = context.clock()
  const asking = await reading(context, actor, async (tx) => {
    const allegation = await findAllegation(tx, { actor, now }, idIn(request))
    const advisers = await advisersOf(tx, allegation, londonDate(now))
    const names = await namesOf(
      tx,
      actor.schoolId,
      advisers.map(({ personId }) => personId),
    )
    return { allegation, advisers, names, possible: await whoMayAdvise(tx, allegation, londonDate(now)) }
  })
  const body = askPage(asking, { csrf, once, at, values, errors })
  return page({ title, section: '/staff-concerns', errors, body })
}

async function drawGiving(request: WebRequest, { values, errors }: FormState): Promise<Page> {
  const { context, actor, csrf, once, at } = request
  const allegation = await reading(context, actor, (tx) =>
    findAdvised(tx, { actor, now: context.clock() }, idIn(request)),
  )
  const body = givePage(allegation, { csrf, once, at, values, errors })
  return page({ title, section: asked, errors, body })
}

export const adviserRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: asked,
    may: 'allegations.advise',
    does: 'Lists what an adviser was asked about',
    answer: showAsked,
  },
  ...formRoutes({
    path: '/staff-concerns/:id/adviser',
    may: 'allegations.manage',
    does: 'asks an HR adviser about a confidential matter',
    schema: askAdviserForm,
    dates: ['lastDay'],
    draw: drawAsking,
    save: async (request, form) => {
      await askAdviser(request.context, request.actor, idIn(request), form)
      return redirect(request.at(`/staff-concerns/${idIn(request)}`))
    },
  }),
  {
    method: 'POST',
    path: '/staff-concerns/:id/adviser/:person/end',
    may: 'allegations.manage',
    does: 'ends an adviser’s access to a confidential matter',
    answer: async (request) => {
      await endAdvice(request.context, request.actor, idIn(request), idIn(request, 'person'))
      return redirect(request.at(`/staff-concerns/${idIn(request)}`))
    },
  },
  ...formRoutes({
    path: '/staff-concerns/:id/advice',
    may: 'allegations.advise',
    does: 'adds an adviser’s advice to the record',
    schema: giveAdviceForm,
    draw: drawGiving,
    save: async (request, form) => {
      await giveAdvice(request.context, request.actor, idIn(request), form)
      return redirect(request.at(`/staff-concerns/${idIn(request)}`))
    },
  }),
]
