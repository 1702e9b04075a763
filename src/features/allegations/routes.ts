import { addDays, formatInstant, instantAt, londonDate } from '#/kernel/london-time.ts'
import { NotFound } from '#/kernel/refusal.ts'
import { recordReads } from '#/platform/audit/reads.ts'
import { reading } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { readTableRequest } from '#/platform/web/components/table-request.ts'
import { type CsvTable, csvRoute } from '#/platform/web/csv-route.ts'
import { idIn } from '#/platform/web/path-params.ts'
import { type Page, page, type Route, type WebRequest } from '#/platform/web/route.ts'
import { states } from './allegation.ts'
import { adultPage, nameOf, patternsPage, registerPage, registerTable, shelves } from './pages.ts'
import { adviserRoutes } from './routes-adviser.ts'
import { caseRoutes } from './routes-case.ts'
import { account, choose, passedOn, send, told, who } from './routes-tell.ts'
import { patternConcerns, patternMonths } from './settings.ts'
import {
  type Asking,
  allegationsAbout,
  type ListRequest,
  listAllegations,
  type Pattern,
  patternsSince,
} from './store.ts'

const section = '/staff-concerns'
const mostExported = 10_000

const asking = ({ actor, context }: WebRequest): Asking => ({ actor, now: context.clock() })

function listRequest(query: WebRequest['query']) {
  const request = readTableRequest(query, registerTable)
  const shelf = (request.filters.shelf ?? 'all') as keyof typeof shelves
  const list: ListRequest = {
    states: shelves[shelf],
    sort: request.sort as ListRequest['sort'],
    direction: request.direction,
    offset: request.offset,
    most: request.pageSize,
  }
  return { request, list }
}

type Patterns = { found: Pattern[]; mark: number; months: number }

async function patternsOf(tx: Tx, who: Asking): Promise<Patterns> {
  const { schoolId } = who.actor
  const months = await readSetting(tx, schoolId, patternMonths)
  const since = instantAt(addDays(londonDate(who.now), -Math.round(months * 30.44)), '00:00')
  return {
    months,
    mark: await readSetting(tx, schoolId, patternConcerns),
    found: await patternsSince(tx, who, since),
  }
}

async function showRegister(web: WebRequest): Promise<Page> {
  const { context, actor, at } = web
  const { request, list } = listRequest(web.query)
  const { rows, total, patterns } = await reading(context, actor, async (tx) => ({
    ...(await listAllegations(tx, asking(web), list)),
    patterns: await patternsOf(tx, asking(web)),
  }))
  await recordReads(context, actor, [{ did: 'allegations.listed' }])
  const marked = patterns.found.filter(({ concerns }) => concerns >= patterns.mark)
  const body = registerPage({ rows, total, request, patterns: marked, at, now: context.clock() })
  return page({ title: 'Confidential register', section, wide: true, body })
}

async function exportRegister(web: WebRequest): Promise<CsvTable> {
  const { context, actor } = web
  const { list } = listRequest(web.query)
  const { rows } = await reading(context, actor, (tx) =>
    listAllegations(tx, asking(web), { ...list, offset: 0, most: mostExported }),
  )
  await recordReads(context, actor, [{ did: 'allegations.exported', detail: { rows: rows.length } }])
  return {
    fileName: 'confidential-register.csv',
    head: ['Reference', 'Adult', 'State', 'Told', 'Threshold'],
    rows: rows.map((row) => [
      row.reference,
      nameOf(row),
      states[row.state].words,
      formatInstant(row.openedAt),
      row.threshold ?? '',
    ]),
  }
}

async function showPatterns(web: WebRequest): Promise<Page> {
  const { context, actor, at } = web
  const { found, mark, months } = await reading(context, actor, (tx) => patternsOf(tx, asking(web)))
  await recordReads(context, actor, [{ did: 'allegations.listed' }])
  return page({
    title: 'Confidential register',
    section,
    body: patternsPage({ patterns: found, mark, months, at }),
  })
}

async function showAdult(web: WebRequest): Promise<Page> {
  const { context, actor, at, params } = web
  const id = idIn({ params })
  const matters = await reading(context, actor, (tx) => allegationsAbout(tx, asking(web), id))
  const [latest] = matters
  if (latest === undefined) throw new NotFound('matter')
  await recordReads(
    context,
    actor,
    matters.map((matter) => ({ did: 'allegations.read', about: { kind: 'allegation', id: matter.id } })),
  )
  return page({
    title: 'Confidential register',
    section,
    body: adultPage({ name: nameOf(latest), matters, at }),
  })
}

const tell = 'allegations.tell'
const manage = 'allegations.manage'

export const routes: readonly Route[] = [
  {
    method: 'GET',
    path: '/staff-concerns',
    may: manage,
    does: 'Lists the confidential register',
    answer: showRegister,
  },
  csvRoute({
    path: '/staff-concerns.csv',
    may: manage,
    does: 'Exports the confidential register',
    stepUp: true,
    table: exportRegister,
  }),
  {
    method: 'GET',
    path: '/staff-concerns/patterns',
    may: manage,
    does: 'Shows low-level concerns by adult',
    answer: showPatterns,
  },
  {
    method: 'GET',
    path: '/staff-concerns/adults/:id',
    may: manage,
    does: 'Shows all about one adult',
    answer: showAdult,
  },
  { method: 'GET', path: '/staff-concerns/new', may: tell, does: 'Asks who a concern is about', answer: who },
  {
    method: 'POST',
    path: '/staff-concerns/who',
    may: tell,
    does: 'Offers the adults of a name',
    answer: (request) => choose(request),
  },
  { method: 'POST', path: '/staff-concerns/which', may: tell, does: 'Asks what happened', answer: account },
  {
    method: 'POST',
    path: '/staff-concerns',
    may: tell,
    does: 'Tells of a concern about an adult',
    answer: send,
  },
  {
    method: 'GET',
    path: '/staff-concerns/passed-on',
    may: tell,
    does: 'Says that it was passed on',
    answer: passedOn,
  },
  { method: 'GET', path: '/staff-concerns/told', may: tell, does: 'Shows what one has told', answer: told },
  ...adviserRoutes,
  ...caseRoutes,
]
