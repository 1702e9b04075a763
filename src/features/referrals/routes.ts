import { may } from '#/platform/access/access.ts'
import { personOf } from '#/platform/access/actor.ts'
import { recordReads } from '#/platform/audit/reads.ts'
import { reading } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { type FormState, formOnPage, formRoutes, opened } from '#/platform/web/form-routes.ts'
import { idIn } from '#/platform/web/path-params.ts'
import { registerRoutes } from '#/platform/web/register-routes.ts'
import { type Page, type Panel, page, type Route, redirect, type WebRequest } from '#/platform/web/route.ts'
import { findIncident } from '../incidents/index.ts'
import { namesOf } from '../people/index.ts'
import { contactOf } from '../schools/index.ts'
import { makeReferral, makeReferralForm, sendReferralForm } from './make-referral.ts'
import { csvHead, csvRow, panelPart, referralPage, registerPage, registerTable } from './pages.ts'
import { newPage, ownPage } from './pages-route.ts'
import { recordAct, recordActForm } from './record-act.ts'
import { type ReferralRoute, referralRoute } from './referral-routes.ts'
import { soonerHours } from './route-deadline.ts'
import { sendReferral } from './send-referral.ts'
import { entriesOf, findReferral, listReferrals, referralsOf } from './store.ts'
import { tellOwn, tellOwnForm } from './tell-own.ts'

const section = '/referrals'

/** How to reach them, and in how many hours this school does. */
async function reachOf(tx: Tx, schoolId: string, route: ReferralRoute | undefined) {
  const contact = route?.directoryRole ? await contactOf(tx, schoolId, route.directoryRole) : undefined
  return { contact, hours: route ? await soonerHours(tx, schoolId, route) : null }
}

async function drawNew(request: WebRequest, state: FormState): Promise<Page> {
  const { context, actor, at, csrf, once, query } = request
  const wanted = typeof state.values.route === 'string' ? state.values.route : query.route
  const route = referralRoute(wanted ?? '')
  const shown = await reading(context, actor, async (tx) => ({
    incident: await findIncident(tx, actor, idIn(request)),
    ...(await reachOf(tx, actor.schoolId, route)),
  }))
  return page({ title: 'Referral', section, body: newPage({ ...shown, ...state, route, at, csrf, once }) })
}

async function drawOne(request: WebRequest, state: FormState): Promise<Page> {
  const { context, actor, at, csrf, once } = request
  const id = idIn(request)
  const shown = await reading(context, actor, async (tx) => {
    const referral = await findReferral(tx, actor, id)
    const route = referralRoute(referral.route)
    const entries = await entriesOf(tx, actor.schoolId, id)
    const ids = [referral.enteredBy, ...entries.map(({ writtenBy }) => writtenBy)]
    const names = await namesOf(tx, actor.schoolId, ids)
    return { referral, route, entries, names, ...(await reachOf(tx, actor.schoolId, route)) }
  })
  await recordReads(context, actor, [{ did: 'referrals.read', about: { kind: 'referral', id } }])
  const { referral } = shown
  const own = referral.incidentId === null && referral.enteredBy === personOf(actor)
  const mayWork = own || may(context, actor, 'referrals.make')
  return page({
    title: 'Referral',
    section,
    body: referralPage({ ...shown, ...state, at, csrf, once, mayWork }),
  })
}

const drawOwn = async ({ at, csrf, once }: WebRequest, state: FormState): Promise<Page> =>
  page({ title: 'I told somebody outside', section, body: ownPage({ ...state, at, csrf, once }) })

export const referralsPanel: Panel = {
  on: 'incident',
  may: 'referrals.make',
  order: 40,
  draw: async ({ context, actor, at }, incidentId) => {
    const rows = await reading(context, actor, (tx) => referralsOf(tx, actor, incidentId))
    return panelPart(rows, incidentId, at)
  },
}

const toOne = (request: WebRequest) => redirect(request.at(`/referrals/${idIn(request)}`))

export const routes: readonly Route[] = [
  ...registerRoutes({
    path: section,
    may: 'referrals.read',
    title: 'Referrals',
    table: registerTable,
    trail: { listed: 'referrals.listed', exported: 'referrals.exported' },
    find: listReferrals,
    draw: registerPage,
    csv: { head: csvHead, line: csvRow },
  }),
  ...formRoutes({
    path: '/referrals/own',
    may: 'referrals.tellOwn',
    does: 'records a referral that somebody made themselves',
    schema: tellOwnForm,
    dates: ['on'],
    draw: drawOwn,
    save: async ({ context, actor, at }, form) =>
      redirect(at(`/referrals/${await tellOwn(context, actor, form)}`)),
  }),
  ...formRoutes({
    path: '/incidents/:id/referrals/new',
    may: 'referrals.make',
    does: 'enters a referral',
    schema: makeReferralForm,
    dates: ['on'],
    draw: drawNew,
    save: async (request, form) => {
      const id = await makeReferral(request.context, request.actor, idIn(request), form)
      return redirect(request.at(`/referrals/${id}`))
    },
  }),
  {
    method: 'GET',
    path: '/referrals/:id',
    may: 'referrals.tellOwn',
    does: 'shows one referral',
    answer: opened(drawOne),
  },
  formOnPage({
    path: '/referrals/:id/send',
    may: 'referrals.tellOwn',
    does: 'records that a referral was made',
    schema: sendReferralForm,
    dates: ['on'],
    draw: drawOne,
    save: async (request, form) => {
      await sendReferral(request.context, request.actor, idIn(request), form)
      return toOne(request)
    },
  }),
  formOnPage({
    path: '/referrals/:id/acts',
    may: 'referrals.tellOwn',
    does: 'records what was done about a referral',
    schema: recordActForm,
    draw: drawOne,
    save: async (request, form) => {
      await recordAct(request.context, request.actor, idIn(request), form)
      return toOne(request)
    },
  }),
]
