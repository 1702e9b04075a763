import { Readable } from 'node:stream'
import { isId } from '#/kernel/id.ts'
import { NotFound } from '#/kernel/refusal.ts'
import { may } from '#/platform/access/access.ts'
import { recordReads } from '#/platform/audit/reads.ts'
import { reading } from '#/platform/context.ts'
import { csvLines } from '#/platform/csv/csv.ts'
import { readTableRequest } from '#/platform/web/components/table-request.ts'
import { type FormState, formRoutes } from '#/platform/web/form-routes.ts'
import {
  type Answer,
  download,
  type Page,
  type Panel,
  page,
  type Route,
  redirect,
  type WebRequest,
} from '#/platform/web/route.ts'
import { findIncident, listInvolvement } from '../incidents/index.ts'
import { findPeople, fullName } from '../people/index.ts'
import { decideSanction, decideSanctionForm } from './decide-sanction.ts'
import { decisionsOn, entriesOf } from './decision-store.ts'
import { csvRow, laddersPage, panelPart, registerPage, registerTable, sanctionPage } from './pages.ts'
import { newPage } from './pages-new.ts'
import { laddersOf, proposeSanction, proposeSanctionForm } from './propose-sanction.ts'
import { type Act, actsIn, partyFor, type State } from './sanction.ts'
import { findSanction, listSanctions, sanctionsOf, seesStaff } from './store.ts'
import { takeStep, takeStepForm } from './take-step.ts'

const section = '/sanctions'
const mostInExport = 5_000
const start: FormState = { values: {}, errors: {}, theirs: null }

function idIn({ params }: WebRequest): string {
  const { id } = params
  if (!isId(id)) throw new NotFound('page')
  return id
}

const wantedOf = (request: ReturnType<typeof readTableRequest>) => {
  const { state, of } = request.filters
  return {
    ...(state ? { state: state as State } : {}),
    ...(of ? { of: of as 'pupil' | 'staff' } : {}),
    newestFirst: request.direction === 'descending',
    offset: request.offset,
    most: request.pageSize,
  }
}

async function showRegister({ context, actor, query, at }: WebRequest): Promise<Answer> {
  const request = readTableRequest(query, registerTable)
  const found = await reading(context, actor, (tx) => listSanctions(tx, actor, wantedOf(request)))
  const ids = found.rows.map(({ id }) => id)
  await recordReads(context, actor, [{ did: 'sanctions.listed', detail: { ids } }])
  return page({ title: 'Sanctions', section, wide: true, body: registerPage({ ...found, request, at }) })
}

async function exportRegister({ context, actor, query }: WebRequest): Promise<Answer> {
  const wanted = { ...wantedOf(readTableRequest(query, registerTable)), offset: 0, most: mostInExport }
  const { rows } = await reading(context, actor, (tx) => listSanctions(tx, actor, wanted))
  await recordReads(context, actor, [
    { did: 'sanctions.exported', detail: { ids: rows.map(({ id }) => id) } },
  ])
  const head = ['Incident', 'Who', 'What', 'State', 'Until', 'Proposed']
  return download({
    fileName: 'sanctions.csv',
    contentType: 'text/csv; charset=utf-8',
    content: Readable.from(csvLines([head, ...rows.map(csvRow)], { byteOrderMark: true })),
  })
}

async function showLadders({ context, actor }: WebRequest): Promise<Answer> {
  const { pupil, staff } = await reading(context, actor, (tx) => laddersOf(tx, actor.schoolId))
  return page({ title: 'What may follow', body: laddersPage([pupil.ladder, staff.ladder]) })
}

async function drawNew(request: WebRequest, state: FormState): Promise<Page> {
  const { context, actor } = request
  const shown = await reading(context, actor, async (tx) => {
    const incident = await findIncident(tx, actor, idIn(request))
    const { pupil, staff } = await laddersOf(tx, actor.schoolId)
    const ladders = (await seesStaff(tx, actor)) ? [pupil.ladder, staff.ladder] : [pupil.ladder]
    const involved = await listInvolvement(tx, actor.schoolId, incident.id)
    const people = involved
      .filter(({ part, removedAt }) => !removedAt && (part === 'allegedInstigator' || part === 'other'))
      .flatMap(({ personId, nameThen }) => (personId === null ? [] : [[personId, nameThen] as const]))
    return { incident, ladders, people: [...new Map(people)].map(([value, text]) => ({ value, text })) }
  })
  const { at, csrf, once } = request
  return page({ title: 'Enter a sanction', section, body: newPage({ ...shown, ...state, at, csrf, once }) })
}

async function drawOne(request: WebRequest, state: FormState): Promise<Page> {
  const { context, actor, at, csrf, once } = request
  const id = idIn(request)
  const shown = await reading(context, actor, async (tx) => {
    const sanction = await findSanction(tx, actor, id)
    const decisions = await decisionsOn(tx, actor.schoolId, id)
    const entries = await entriesOf(tx, actor.schoolId, id)
    const ids = [
      sanction.proposedBy,
      ...decisions.map(({ decidedBy }) => decidedBy),
      ...entries.map(({ writtenBy }) => writtenBy),
    ].filter((one) => one !== null)
    const people = await findPeople(tx, actor.schoolId, [...new Set(ids)])
    return { sanction, decisions, entries, names: new Map(people.map((one) => [one.id, fullName(one)])) }
  })
  await recordReads(context, actor, [{ did: 'sanctions.read', about: { kind: 'sanction', id } }])
  const { sanction, decisions } = shown
  const lifts = (act: Act) => act === 'talk' || act === 'end'
  const acts = actsIn(sanction).filter((act) =>
    may(context, actor, lifts(act) ? 'sanctions.lift' : 'sanctions.work'),
  )
  const mayDecide = sanction.state === 'proposed' && isAsked(request, sanction, decisions)
  const body = sanctionPage({ ...shown, ...state, at, csrf, once, mayDecide, may: acts })
  return page({ title: 'Sanction', section, body })
}

function isAsked(
  { context, actor }: WebRequest,
  sanction: Parameters<typeof partyFor>[0],
  decided: Parameters<typeof partyFor>[2],
): boolean {
  if (actor.kind !== 'person' || !may(context, actor, 'sanctions.decide')) return false
  try {
    partyFor(sanction, actor, decided)
    return true
  } catch {
    return false
  }
}

export const sanctionsPanel: Panel = {
  on: 'incident',
  may: 'sanctions.propose',
  order: 50,
  draw: async ({ context, actor, at }, incidentId) => {
    const rows = await reading(context, actor, (tx) => sanctionsOf(tx, actor, incidentId))
    return panelPart(rows, incidentId, at)
  },
}

const posts = (routes: readonly Route[]) => routes.filter(({ method }) => method === 'POST')

export const routes: readonly Route[] = [
  { method: 'GET', path: '/sanctions', may: 'sanctions.read', does: 'lists sanctions', answer: showRegister },
  {
    method: 'GET',
    path: '/sanctions.csv',
    may: 'sanctions.read',
    does: 'exports them',
    answer: exportRegister,
  },
  {
    method: 'GET',
    path: '/sanctions/ladders',
    may: 'sanctions.readLadders',
    does: 'shows what may follow misuse',
    answer: showLadders,
  },
  ...formRoutes({
    path: '/incidents/:id/sanctions/new',
    may: 'sanctions.propose',
    does: 'proposes a sanction',
    schema: proposeSanctionForm,
    dates: ['endsOn'],
    draw: drawNew,
    save: async (request, form) => {
      const id = await proposeSanction(request.context, request.actor, idIn(request), form)
      return redirect(request.at(`/sanctions/${id}`))
    },
  }),
  {
    method: 'GET',
    path: '/sanctions/:id',
    may: 'sanctions.propose',
    does: 'shows one sanction',
    answer: (request) => drawOne(request, { ...start, values: request.typed ?? {} }),
  },
  ...posts(
    formRoutes({
      path: '/sanctions/:id/decide',
      may: 'sanctions.decide',
      does: 'approves or refuses a sanction',
      schema: decideSanctionForm,
      draw: drawOne,
      save: async (request, form) => {
        await decideSanction(request.context, request.actor, idIn(request), form)
        return redirect(request.at(`/sanctions/${idIn(request)}`))
      },
    }),
  ),
  ...posts(
    formRoutes({
      path: '/sanctions/:id/steps',
      may: 'sanctions.work',
      does: 'records what was done about a sanction',
      schema: takeStepForm,
      dates: ['on'],
      draw: drawOne,
      save: async (request, form) => {
        await takeStep(request.context, request.actor, idIn(request), form)
        return redirect(request.at(`/sanctions/${idIn(request)}`))
      },
    }),
  ),
]
