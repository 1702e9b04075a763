import { addDays, formatInstant, instantAt, isCalendarDate } from '#/kernel/london-time.ts'
import { may } from '#/platform/access/access.ts'
import { recordReads } from '#/platform/audit/reads.ts'
import { reading } from '#/platform/context.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { readTableRequest, type TableRequest } from '#/platform/web/components/table-request.ts'
import { type CsvTable, csvRoute } from '#/platform/web/csv-route.ts'
import { idIn } from '#/platform/web/path-params.ts'
import { page, type Route, type WebRequest } from '#/platform/web/route.ts'
import { namesOf } from '../people/index.ts'
import { listAddenda } from './addendum-store.ts'
import { listClosings } from './closing-store.ts'
import { type Action, actions, type RegisterName, registers, type State, states } from './incident.ts'
import { listInvolvement } from './involvement-store.ts'
import {
  classesInLog,
  countIncidents,
  type ListWanted,
  listIncidents,
  otherIncidentsOf,
  subjectsIn,
} from './list-store.ts'
import { kindWords } from './misuse-catalogue.ts'
import { incidentPage } from './pages-incident.ts'
import { logPage, logTable } from './pages-list.ts'
import { heldByWords } from './release-person.ts'
import { accessRoutes } from './routes-access.ts'
import { factRoutes } from './routes-facts.ts'
import { heldRoutes } from './routes-held.ts'
import { peopleRoutes } from './routes-people.ts'
import { sameRoutes } from './routes-same.ts'
import { slipRoutes } from './routes-slips.ts'
import { workingRoutes } from './routes-working.ts'
import { perhapsSame } from './same-store.ts'
import { logName } from './settings.ts'
import { findIncident } from './store.ts'
import { readTimeline } from './timeline-store.ts'

const mostInExport = 5_000

export const routes: readonly Route[] = [
  {
    method: 'GET',
    path: '/incidents',
    may: 'incidents.read',
    does: 'shows the incident log',
    answer: showLog,
  },
  csvRoute({
    path: '/incidents.csv',
    may: 'incidents.export',
    does: 'exports the incident log',
    table: exportLog,
  }),
  {
    method: 'GET',
    path: '/incidents/:id',
    may: 'incidents.read',
    does: 'shows one incident',
    answer: showIncident,
  },
  ...factRoutes,
  ...workingRoutes,
  ...peopleRoutes,
  ...accessRoutes,
  ...slipRoutes,
  ...sameRoutes,
  ...heldRoutes,
]

async function showLog(request: WebRequest) {
  const { context, actor } = request
  const shown = await reading(context, actor, async (tx) => {
    const table = logTable(await classesInLog(tx, actor.schoolId))
    const asked = readTableRequest(request.query, table)
    const wanted = wantedOf(asked, context.clock())
    const lines = await listIncidents(tx, actor, wanted)
    const named = await subjectsIn(
      tx,
      actor.schoolId,
      lines.map(({ id }) => id),
    )
    const total = await countIncidents(tx, actor, wanted)
    const name = await readSetting(tx, actor.schoolId, logName)
    return { table, request: asked, lines, named, total, name }
  })
  await recordReads(context, actor, [
    { did: 'incidents.listed', detail: { ids: shown.lines.map(({ id }) => id) } },
  ])
  const mayExport = may(context, actor, 'incidents.export')
  return page({
    title: shown.name,
    section: '/incidents',
    wide: true,
    body: logPage({ ...shown, now: context.clock(), at: request.at, mayExport }),
  })
}

async function exportLog(request: WebRequest): Promise<CsvTable> {
  const { context, actor } = request
  const lines = await reading(context, actor, async (tx) => {
    const table = logTable(await classesInLog(tx, actor.schoolId))
    const wanted = wantedOf(readTableRequest(request.query, table), context.clock())
    return listIncidents(tx, actor, { ...wanted, offset: 0, most: mostInExport })
  })
  await recordReads(context, actor, [
    { did: 'incidents.exported', detail: { ids: lines.map(({ id }) => id) } },
  ])
  const rows = lines.map(({ reference, kind, register, state, toldAt, serious }) => [
    reference,
    kindWords(kind),
    registers[register],
    states[state].words,
    formatInstant(toldAt),
    serious === null ? 'Not decided' : serious ? 'Serious' : 'Not serious',
  ])
  const head = ['Reference', 'Kind', 'Register', 'State', 'Told', 'Serious']
  return { fileName: 'incidents.csv', head, rows }
}

async function showIncident(request: WebRequest) {
  const { context, actor } = request
  const shown = await reading(context, actor, async (tx) => {
    const incident = await findIncident(tx, actor, idIn(request))
    const { schoolId, id } = incident
    const people = await listInvolvement(tx, schoolId, id)
    const addenda = await listAddenda(tx, schoolId, id)
    const closings = await listClosings(tx, schoolId, id)
    const events = await readTimeline(tx, schoolId, id)
    const personIds = people.flatMap((one) => (one.personId === null || one.removedAt ? [] : [one.personId]))
    const earlier = await otherIncidentsOf(tx, actor, id, personIds)
    const same = states[incident.state].over ? [] : await perhapsSame(tx, actor, incident)
    const holds = may(context, actor, 'incidents.release') && (await heldByWords(tx, incident)).length > 0
    const named = [
      incident.openedBy,
      ...addenda.map(({ writtenBy }) => writtenBy),
      ...closings.map(({ closedBy }) => closedBy),
      ...events.map(({ actorKind, actorId }) => (actorKind === 'person' ? actorId : null)),
    ]
    const names = await namesOf(tx, schoolId, named)
    return { incident, people, addenda, closings, events, earlier, same, holds, names }
  })
  const { incident, earlier, same } = shown
  await recordReads(context, actor, [
    {
      did: 'incidents.read',
      about: { kind: 'incident', id: incident.id },
      detail: { alsoListed: [...new Set([...earlier, ...same].map(({ id }) => id))] },
    },
  ])
  const panels = []
  for (const panel of request.panels) {
    if (panel.on !== 'incident' || !may(context, actor, panel.may)) continue
    const drawn = await panel.draw(request, incident.id)
    if (drawn) panels.push({ order: panel.order, html: drawn })
  }
  return page({
    title: `Incident ${incident.reference}`,
    section: '/incidents',
    body: incidentPage({
      ...shown,
      // What stands in the registers is for those who work on it: others read that it was done, and no more.
      events: shown.events.map((event) =>
        may(context, actor, 'incidents.work') ? event : { ...event, path: null },
      ),
      panels,
      at: request.at,
      csrf: request.csrf,
      may: (what) =>
        may(context, actor, what in actions ? actions[what as Action].may : (`incidents.${what}` as const)),
    }),
  })
}

function wantedOf(request: TableRequest, now: Date): ListWanted {
  const { state, kind, register, class: classId, from, to } = request.filters
  return {
    ...(state ? { state: state as State | 'open' | 'overdue' } : {}),
    ...(kind ? { kind } : {}),
    ...(register ? { register: register as RegisterName } : {}),
    ...(classId ? { classId } : {}),
    ...(from && isCalendarDate(from) ? { from: instantAt(from, '00:00') } : {}),
    ...(to && isCalendarDate(to) ? { before: instantAt(addDays(to, 1), '00:00') } : {}),
    newestFirst: request.direction === 'descending',
    offset: request.offset,
    most: request.pageSize,
    now,
  }
}
