import { addDays, hourMs, instantAt, isCalendarDate, londonDate } from '#/kernel/london-time.ts'
import { isWithinSchoolDay } from '#/kernel/school-calendar.ts'
import { recordReads } from '#/platform/audit/reads.ts'
import { reading } from '#/platform/context.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { type CsvTable, csvRoute } from '#/platform/web/csv-route.ts'
import { idIn } from '#/platform/web/path-params.ts'
import { type Answer, page, type Route, type WebRequest } from '#/platform/web/route.ts'
import { roleWords } from '../people/index.ts'
import { readCalendar } from '../schools/index.ts'
import { namedToLook } from './look-at-day.ts'
import { keptPage, overviewPage, weekPage, weeksPage } from './pages.ts'
import { adultRoutes } from './routes-adult.ts'
import { concernRoutes } from './routes-concern.ts'
import { lookRoutes } from './routes-look.ts'
import { blockedDays, openDays, withHead } from './settings.ts'
import { takenIn } from './taken-store.ts'
import { countAttempts } from './visit-store.ts'
import { csvHead, csvRows } from './week.ts'
import { findWeek, listWeeks } from './week-store.ts'
import { withWhatOpens } from './what-opens.ts'

const section = '/activity'
const weeksShown = 60
const daysMost = 28

async function overview(request: WebRequest): Promise<Answer> {
  const { context, actor, query } = request
  const { schoolId } = actor
  const now = context.clock()
  const to = londonDate(now)
  const first = addDays(to, 1 - daysMost)
  const from =
    isCalendarDate(query.from ?? '') && first <= `${query.from}` && `${query.from}` <= to
      ? `${query.from}`
      : addDays(to, -6)
  const view = await reading(context, actor, async (tx) => ({
    calendar: await readCalendar(tx, schoolId),
    counted: await countAttempts(tx, schoolId, from, to),
    ...(await takenIn(tx, schoolId, instantAt(from, '00:00'), instantAt(addDays(to, 1), '00:00'))),
  }))
  const { lastAt, calendar } = view
  const isQuiet =
    isWithinSchoolDay(now, calendar) && (lastAt === null || now.getTime() - lastAt.getTime() > hourMs)
  await recordReads(context, actor, [{ did: 'activity.numbersRead', detail: { from, to } }])
  const body = overviewPage({ ...view, from, to, isQuiet }, await withWhatOpens(request))
  return page({ title: 'What the filter blocked', section, body })
}

async function weeks(request: WebRequest): Promise<Answer> {
  const { context, actor } = request
  const found = await reading(context, actor, (tx) => listWeeks(tx, actor.schoolId, weeksShown))
  return page({
    title: 'Weekly reports of the filter',
    section,
    body: weeksPage(found, await withWhatOpens(request)),
  })
}

const oneWeek = ({ context, actor, params }: WebRequest) =>
  reading(context, actor, (tx) => findWeek(tx, actor.schoolId, idIn({ params })))

async function week(request: WebRequest): Promise<Answer> {
  const found = await oneWeek(request)
  const about = { kind: 'activityWeek', id: found.id }
  await recordReads(request.context, request.actor, [{ did: 'activity.weekRead', about }])
  return page({
    title: 'Weekly report of the filter',
    section,
    body: weekPage(found, await withWhatOpens(request)),
  })
}

async function weekFile(request: WebRequest): Promise<CsvTable> {
  const { id, monday, numbers } = await oneWeek(request)
  const about = { kind: 'activityWeek', id }
  await recordReads(request.context, request.actor, [{ did: 'activity.weekExported', about }])
  return { fileName: `filter-${monday}.csv`, head: csvHead, rows: csvRows(numbers) }
}

const inSentence = (role: Parameters<typeof roleWords>[0]): string => roleWords(role).toLowerCase()

async function kept({ context, actor, at }: WebRequest): Promise<Answer> {
  const { schoolId } = actor
  const view = await reading(context, actor, async (tx) => ({
    openDays: await readSetting(tx, schoolId, openDays),
    blockedDays: await readSetting(tx, schoolId, blockedDays),
    lookers: (await namedToLook(tx, schoolId)).map(inSentence),
    withHead: (await readSetting(tx, schoolId, withHead)).map(inSentence),
  }))
  return page({ title: 'What is kept of what you visit', look: 'public', body: keptPage(view, at) })
}

export const routes: readonly Route[] = [
  {
    method: 'GET',
    path: '/what-is-kept',
    may: 'anybody',
    does: 'says what is kept of what people visit, for how long, and who may look',
    answer: kept,
  },
  {
    method: 'GET',
    path: section,
    may: 'activity.readNumbers',
    does: 'shows what was blocked, by kind, group and hour',
    answer: overview,
  },
  {
    method: 'GET',
    path: '/activity/weeks',
    may: 'activity.readWeeks',
    does: 'lists the weekly reports of the filter',
    answer: weeks,
  },
  {
    method: 'GET',
    path: '/activity/weeks/:id',
    may: 'activity.readWeeks',
    does: 'shows one weekly report of the filter',
    answer: week,
  },
  csvRoute({
    path: '/activity/weeks/:id/csv',
    may: 'activity.readWeeks',
    does: 'exports one weekly report of the filter',
    table: weekFile,
  }),
  ...lookRoutes,
  ...adultRoutes,
  ...concernRoutes,
]
