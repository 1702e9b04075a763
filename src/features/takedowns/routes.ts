import { recordReads } from '#/platform/audit/reads.ts'
import { reading } from '#/platform/context.ts'
import { type FormState, formOnPage, formRoutes, opened } from '#/platform/web/form-routes.ts'
import { idIn } from '#/platform/web/path-params.ts'
import { registerRoutes } from '#/platform/web/register-routes.ts'
import { type Page, type Panel, page, type Route, redirect, type WebRequest } from '#/platform/web/route.ts'
import { findIncident, listInvolvement } from '../incidents/index.ts'
import { namesOf } from '../people/index.ts'
import { askForRemoval, askForRemovalForm } from './ask-for-removal.ts'
import { csvHead, csvRow, panelPart, registerPage, registerTable, requestPage } from './pages.ts'
import { newPage } from './pages-new.ts'
import { recordAnswer, recordAnswerForm } from './record-answer.ts'
import { entriesOf, findRequest, listRequests, requestsOf } from './store.ts'

const section = '/takedowns'

async function drawNew(request: WebRequest, state: FormState): Promise<Page> {
  const { context, actor, at, csrf, once } = request
  const shown = await reading(context, actor, async (tx) => {
    const incident = await findIncident(tx, actor, idIn(request))
    const involved = await listInvolvement(tx, actor.schoolId, incident.id)
    const known = involved.flatMap(({ personId, nameThen, removedAt }) =>
      personId === null || removedAt ? [] : [[personId, nameThen] as const],
    )
    return { incident, people: [...new Map(known)].map(([value, text]) => ({ value, text })) }
  })
  const body = newPage({ ...shown, ...state, at, csrf, once })
  return page({ title: 'Ask somebody to remove something', section, body })
}

async function drawOne(request: WebRequest, state: FormState): Promise<Page> {
  const { context, actor, at, csrf, once } = request
  const id = idIn(request)
  const shown = await reading(context, actor, async (tx) => {
    const found = await findRequest(tx, actor, id)
    const entries = await entriesOf(tx, actor.schoolId, id)
    const ids = [found.askedBy, ...entries.map(({ writtenBy }) => writtenBy)]
    return { request: found, entries, names: await namesOf(tx, actor.schoolId, ids) }
  })
  await recordReads(context, actor, [{ did: 'takedowns.read', about: { kind: 'takedown', id } }])
  return page({
    title: 'Removal request',
    section,
    body: requestPage({ ...shown, ...state, at, csrf, once }),
  })
}

export const takedownsPanel: Panel = {
  on: 'incident',
  may: 'takedowns.ask',
  order: 60,
  draw: async ({ context, actor, at }, incidentId) => {
    const { rows, incident } = await reading(context, actor, async (tx) => ({
      rows: await requestsOf(tx, actor, incidentId),
      incident: await findIncident(tx, actor, incidentId),
    }))
    return panelPart(rows, incident, at)
  },
}

export const routes: readonly Route[] = [
  ...registerRoutes({
    path: section,
    may: 'takedowns.read',
    title: 'Removal requests',
    table: registerTable,
    trail: { listed: 'takedowns.listed', exported: 'takedowns.exported' },
    find: listRequests,
    draw: registerPage,
    csv: { head: csvHead, line: csvRow },
  }),
  ...formRoutes({
    path: '/incidents/:id/takedowns/new',
    may: 'takedowns.ask',
    does: 'records that somebody was asked to remove something',
    schema: askForRemovalForm,
    dates: ['on'],
    // The next step after a no arrives with what it asks for.
    start: async ({ query: { whom = '', wants = 'remove', network = 'other', follows = '' } }) => ({
      whom,
      wants,
      network,
      follows,
    }),
    draw: drawNew,
    save: async (request, form) => {
      const id = await askForRemoval(request.context, request.actor, idIn(request), form)
      return redirect(request.at(`/takedowns/${id}`))
    },
  }),
  {
    method: 'GET',
    path: '/takedowns/:id',
    may: 'takedowns.ask',
    does: 'shows one removal request',
    answer: opened(drawOne),
  },
  formOnPage({
    path: '/takedowns/:id/answers',
    may: 'takedowns.ask',
    does: 'records what came of a removal request',
    schema: recordAnswerForm,
    draw: drawOne,
    save: async (request, form) => {
      await recordAnswer(request.context, request.actor, idIn(request), form)
      return redirect(request.at(`/takedowns/${idIn(request)}`))
    },
  }),
]
