import { recordReads } from '#/platform/audit/reads.ts'
import { reading } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { type FormState, formOnPage, opened } from '#/platform/web/form-routes.ts'
import { idIn } from '#/platform/web/path-params.ts'
import { type Answer, type Page, page, type Route, redirect, type WebRequest } from '#/platform/web/route.ts'
import { namesOf } from '../people/index.ts'
import { closeConcern, closeConcernForm } from './close-concern.ts'
import type { Concern } from './concern.ts'
import { findConcern, listConcerns } from './concern-store.ts'
import { incidentForm, makeIncident } from './make-incident.ts'
import { concernPage, concernsPage } from './pages-concern.ts'
import { withWhatOpens } from './what-opens.ts'

const section = '/activity'
const concernsShown = 100

async function all(request: WebRequest): Promise<Answer> {
  const { context, actor } = request
  const lines = await reading(context, actor, async (tx) => {
    const concerns = await listConcerns(tx, actor, concernsShown)
    const nameOf = await whoIsIn(tx, actor.schoolId, concerns)
    return concerns.map((concern) => ({ concern, whose: whoseOf(concern, nameOf) }))
  })
  await recordReads(context, actor, [
    { did: 'activity.concernsListed', detail: { ids: lines.map(({ concern }) => concern.id) } },
  ])
  return page({
    title: 'What the filter blocked, to look at',
    section,
    wide: true,
    body: concernsPage(lines, await withWhatOpens(request)),
  })
}

async function whoIsIn(tx: Tx, schoolId: string, concerns: readonly Concern[]) {
  const ids = concerns.flatMap(({ personId, lookedBy }) => [personId, lookedBy])
  const names = await namesOf(tx, schoolId, ids)
  return (id: string): string => names.get(id) ?? 'Somebody who has left'
}

const whoseOf = ({ personId, address }: Concern, nameOf: (id: string) => string): string =>
  personId === null ? `Nobody is known at the device ${address}` : nameOf(personId)

async function drawOne(request: WebRequest, state: FormState): Promise<Page> {
  const { context, actor, params } = request
  const view = await reading(context, actor, async (tx) => {
    const concern = await findConcern(tx, actor, idIn({ params }))
    const nameOf = await whoIsIn(tx, actor.schoolId, [concern])
    const lookedBy = concern.lookedBy === null ? null : nameOf(concern.lookedBy)
    return { concern, whose: whoseOf(concern, nameOf), lookedBy }
  })
  const { id, incidentId } = view.concern
  await recordReads(context, actor, [{ did: 'activity.concernRead', about: { kind: 'filterConcern', id } }])
  const seen = incidentId !== null && (await request.sees({ kind: 'incident', id: incidentId }))
  const shown = { ...view, incidentPath: seen ? `/incidents/${incidentId}` : null }
  return page({
    title: 'What the filter blocked',
    section,
    errors: state.errors,
    body: concernPage(shown, { ...(await withWhatOpens(request)), ...state }),
  })
}

export const concernRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/activity/concerns',
    may: 'activity.readConcerns',
    does: 'lists what the filter tells the safeguarding lead',
    answer: all,
  },
  {
    method: 'GET',
    path: '/activity/concerns/:id',
    may: 'activity.readConcerns',
    does: 'shows what the filter tells the safeguarding lead',
    answer: opened(drawOne),
  },
  formOnPage({
    path: '/activity/concerns/:id/close',
    may: 'activity.readConcerns',
    does: 'says what came of what the filter told',
    schema: closeConcernForm,
    draw: drawOne,
    save: async (request, form) => {
      await closeConcern(request.context, request.actor, idIn(request), form)
      return redirect(request.at(`/activity/concerns/${request.params.id}`))
    },
  }),
  formOnPage({
    path: '/activity/concerns/:id/incident',
    may: 'activity.readConcerns',
    does: 'makes an incident of what the filter told',
    schema: incidentForm,
    draw: drawOne,
    save: async (request, form) => {
      const incidentId = await makeIncident(request.context, request.actor, idIn(request), form)
      return redirect(request.at(`/incidents/${incidentId}`))
    },
  }),
]
