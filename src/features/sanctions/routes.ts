import { NotFound } from '#/kernel/refusal.ts'
import { may } from '#/platform/access/access.ts'
import { recordReads } from '#/platform/audit/reads.ts'
import { reading } from '#/platform/context.ts'
import { type FormState, formOnPage, formRoutes } from '#/platform/web/form-routes.ts'
import { idIn } from '#/platform/web/path-params.ts'
import { registerRoutes } from '#/platform/web/register-routes.ts'
import {
  type Answer,
  type Page,
  type Panel,
  page,
  type Route,
  redirect,
  type WebRequest,
} from '#/platform/web/route.ts'
import { findIncident, listInvolvement } from '../incidents/index.ts'
import { namesOf } from '../people/index.ts'
import { changeLadder, changeLadderForm } from './change-ladder.ts'
import { decideSanction, decideSanctionForm } from './decide-sanction.ts'
import { decisionsOn, entriesOf } from './decision-store.ts'
import { laddersOf, ownVersions } from './ladder-store.ts'
import { csvHead, csvRow, panelPart, registerPage, registerTable, sanctionPage } from './pages.ts'
import { changeLadderPage, laddersPage } from './pages-ladders.ts'
import { newPage } from './pages-new.ts'
import { proposeSanction, proposeSanctionForm } from './propose-sanction.ts'
import { type Act, actsIn, partyFor } from './sanction.ts'
import { findSanction, listSanctions, sanctionsOf, seesStaff } from './store.ts'
import { takeStep, takeStepForm } from './take-step.ts'

const section = '/sanctions'
const start: FormState = { values: {}, errors: {}, theirs: null }

async function showLadders({ context, actor, at, opens }: WebRequest): Promise<Answer> {
  const { pupil, staff } = await reading(context, actor, (tx) => laddersOf(tx, actor.schoolId))
  return page({ title: 'What may follow', body: laddersPage([pupil.ladder, staff.ladder], { at, opens }) })
}

function ladderIn({ params }: WebRequest): 'pupil' | 'staff' {
  if (params.key !== 'pupil' && params.key !== 'staff') throw new NotFound('page')
  return params.key
}

async function drawLadder(request: WebRequest, state: FormState): Promise<Page> {
  const { context, actor, at, csrf, once } = request
  const of = ladderIn(request)
  const shown = await reading(context, actor, async (tx) => {
    const versions = await ownVersions(tx, actor.schoolId, of)
    const names = await namesOf(
      tx,
      actor.schoolId,
      versions.map(({ madeBy }) => madeBy),
    )
    return { now: (await laddersOf(tx, actor.schoolId))[of], versions, names }
  })
  const body = changeLadderPage({ ...shown, ...state, at, csrf, once })
  return page({ title: 'Change what may follow', section, body })
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
  const { at, csrf, once, opens } = request
  const body = newPage({ ...shown, ...state, at, csrf, once, opens })
  return page({ title: 'Enter a sanction', section, body })
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
    ]
    return { sanction, decisions, entries, names: await namesOf(tx, actor.schoolId, ids) }
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

export const routes: readonly Route[] = [
  ...registerRoutes({
    path: section,
    may: 'sanctions.read',
    title: 'Sanctions',
    table: registerTable,
    trail: { listed: 'sanctions.listed', exported: 'sanctions.exported' },
    find: listSanctions,
    draw: registerPage,
    csv: { head: csvHead, line: csvRow },
  }),
  {
    method: 'GET',
    path: '/sanctions/ladders',
    may: 'sanctions.readLadders',
    does: 'shows what may follow misuse',
    answer: showLadders,
  },
  ...formRoutes({
    path: '/sanctions/ladders/:key',
    may: 'sanctions.changeLadders',
    does: 'changes what may follow misuse',
    schema: changeLadderForm,
    draw: drawLadder,
    save: async (request, form) => {
      await changeLadder(request.context, request.actor, ladderIn(request), form)
      return redirect(request.at('/sanctions/ladders'))
    },
  }),
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
  formOnPage({
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
  formOnPage({
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
]
