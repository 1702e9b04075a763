import { NotAllowed } from '#/kernel/refusal.ts'
import { may } from '#/platform/access/access.ts'
import { recordReads } from '#/platform/audit/reads.ts'
import { reading } from '#/platform/context.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { type FormState, formOnPage, formRoutes, opened } from '#/platform/web/form-routes.ts'
import { idIn } from '#/platform/web/path-params.ts'
import { readButton } from '#/platform/web/read-form.ts'
import { registerRoutes } from '#/platform/web/register-routes.ts'
import { type Answer, type Page, page, type Route, redirect, type WebRequest } from '#/platform/web/route.ts'
import { askAsItStands, profilesHere, seesPages } from '../filtering/index.ts'
import { namesOf } from '../people/index.ts'
import { contactOf } from '../schools/index.ts'
import { askForm, askForSite } from './ask-for-site.ts'
import { decideForm, decideRequest, mayDecide } from './decide-request.ts'
import { incidentForm, makeIncident } from './make-incident.ts'
import { csvHead, csvRow, minePage, registerPage, registerTable, requestPage } from './pages.ts'
import { askPage, childAskPage, thanksPage } from './pages-ask.ts'
import { isOfPage } from './request.ts'
import { hasProvider } from './settings.ts'
import { findRequest, listRequests, requestsBy, sameOpen } from './store.ts'
import { providerForm, recordProvider } from './tell-provider.ts'

const section = '/site-requests'

const isChild = ({ actor }: WebRequest): boolean =>
  actor.kind === 'classSession' || (actor.kind === 'person' && actor.roles.has('pupil'))

const groupsOf = ({ context, actor }: WebRequest) =>
  reading(context, actor, (tx) => profilesHere(tx, actor.schoolId))

async function drawAsk(request: WebRequest, state: FormState): Promise<Page> {
  const child = isChild(request)
  const drawn = { ...request, ...state }
  return page({
    title: child ? 'About a site' : 'Ask for a site, or report one',
    look: child ? 'pupil' : 'staff',
    errors: state.errors,
    body: child
      ? childAskPage(drawn, request.actor.kind === 'person')
      : askPage(await groupsOf(request), drawn),
  })
}

async function thanks(request: WebRequest): Promise<Answer> {
  const readsOwn = may(request.context, request.actor, 'siteRequests.readOwn')
  return page({
    title: 'Thank you',
    look: isChild(request) ? 'pupil' : 'staff',
    body: thanksPage(request.at, { readsOwn, isChild: isChild(request) }),
  })
}

async function mine(request: WebRequest): Promise<Answer> {
  const { context, actor, at } = request
  if (actor.kind !== 'person') throw new NotAllowed('Sign in as yourself to read this.')
  const rows = await reading(context, actor, (tx) => requestsBy(tx, actor.schoolId, actor.personId))
  const sees = rows.some(isOfPage) ? await seesPages(context, actor.schoolId) : () => 'nowhere' as const
  return page({
    title: 'Sites that you asked about',
    look: isChild(request) ? 'pupil' : 'staff',
    body: minePage(rows, at, context.clock(), sees),
  })
}

async function drawOne(request: WebRequest, state: FormState): Promise<Page> {
  const { context, actor, params } = request
  const id = idIn({ params })
  const view = await reading(context, actor, async (tx) => {
    const found = await findRequest(tx, actor.schoolId, id)
    const ids = [found.askedBy, found.decidedBy, found.firstAgreedBy]
    return {
      request: found,
      now: context.clock(),
      groups: await profilesHere(tx, actor.schoolId),
      alsoAsked: (await sameOpen(tx, actor.schoolId, found)).filter((one) => one.id !== id).length,
      names: await namesOf(tx, actor.schoolId, ids),
      mayDecide:
        actor.kind === 'person' &&
        may(context, actor, 'siteRequests.decide') &&
        (await mayDecide(tx, actor, found)),
      hasProvider: await readSetting(tx, actor.schoolId, hasProvider),
      desk: await contactOf(tx, actor.schoolId, 'filterProvider'),
    }
  })
  await recordReads(context, actor, [{ did: 'siteRequests.read', about: { kind: 'siteRequest', id } }])
  const { incidentId, site, profiles } = view.request
  const seen = incidentId !== null && (await request.sees({ kind: 'incident', id: incidentId }))
  const told = await askAsItStands(context, actor.schoolId, site, profiles[0])
  const seesWho = may(context, actor, 'siteRequests.seeWho')
  const mayMakeIncident = may(context, actor, 'siteRequests.makeIncident')
  const shown = {
    ...view,
    told,
    sees: await seesPages(context, actor.schoolId),
    seesWho,
    mayMakeIncident,
    incidentPath: seen ? `/incidents/${incidentId}` : null,
  }
  return page({
    title: 'Site request',
    section,
    errors: state.errors,
    body: requestPage(shown, { ...request, ...state }),
  })
}

export const routes: readonly Route[] = [
  ...formRoutes({
    path: '/ask-for-site',
    may: 'siteRequests.ask',
    does: 'asks for a site, or reports one',
    schema: askForm,
    // The block page fills the address in.
    start: async ({ query: { site = '', wants = '' } }) => ({ site: site.slice(0, 300), wants }),
    draw: drawAsk,
    save: async (request, form) => {
      await askForSite(request.context, request.actor, form)
      return redirect(request.at('/ask-for-site/thanks'))
    },
  }),
  {
    method: 'GET',
    path: '/ask-for-site/thanks',
    may: 'siteRequests.ask',
    does: 'thanks for asking',
    answer: thanks,
  },
  {
    method: 'GET',
    path: '/my-site-requests',
    may: 'siteRequests.readOwn',
    does: 'lists what one asked about sites',
    answer: mine,
  },
  ...registerRoutes({
    path: section,
    may: 'siteRequests.read',
    title: 'Site requests',
    table: registerTable,
    trail: { listed: 'siteRequests.listed', exported: 'siteRequests.exported' },
    find: listRequests,
    draw: registerPage,
    csv: { head: csvHead, line: csvRow },
  }),
  {
    method: 'GET',
    path: '/site-requests/:id',
    may: 'siteRequests.read',
    does: 'shows one request for a site',
    answer: opened(drawOne),
  },
  formOnPage({
    path: '/site-requests/:id/decide',
    may: 'siteRequests.decide',
    does: 'decides about a site',
    schema: decideForm,
    dates: ['on'],
    draw: drawOne,
    save: async (request, form) => {
      await decideRequest(request.context, request.actor, idIn(request), form)
      return redirect(request.at(`/site-requests/${request.params.id}`))
    },
  }),
  formOnPage({
    path: '/site-requests/:id/provider',
    may: 'siteRequests.decide',
    does: 'records what the filter provider did',
    schema: providerForm,
    draw: drawOne,
    save: async (request, form) => {
      await recordProvider(request.context, request.actor, idIn(request), form)
      return redirect(request.at(`/site-requests/${request.params.id}`))
    },
  }),
  {
    method: 'POST',
    path: '/site-requests/:id/incident',
    may: 'siteRequests.makeIncident',
    does: 'makes an incident of a request for a site',
    answer: async (request) => {
      const { context, actor, at } = request
      const id = idIn(request)
      const form = await readButton(incidentForm, request, (tx) => findRequest(tx, actor.schoolId, id))
      return redirect(at(`/incidents/${await makeIncident(context, actor, id, form)}`))
    },
  },
]
