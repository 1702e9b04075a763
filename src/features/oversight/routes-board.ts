import { instantAt, londonDate } from '#/kernel/london-time.ts'
import { type SchoolCalendar, schoolYearOf, termOf } from '#/kernel/school-calendar.ts'
import { recordReads } from '#/platform/audit/reads.ts'
import { reading } from '#/platform/context.ts'
import { drawCards } from '#/platform/web/draw-cards.ts'
import { page, type Route, type WebRequest } from '#/platform/web/route.ts'
import { readCalendar } from '../schools/index.ts'
import { countBoard, countKinds, countStretches, listOpen } from './board-store.ts'
import { boardPage, workListPage } from './pages-board.ts'

const mostInWorkList = 200
const yearsOnBoard = 3

export const boardRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/board',
    may: 'oversight.readBoard',
    does: 'shows what is open, overdue, of which kind, and the trend',
    answer: showBoard,
  },
  {
    method: 'GET',
    path: '/work-list',
    may: 'oversight.readWorkList',
    does: 'shows everything that is not over, by what it needs',
    answer: showWorkList,
  },
]

async function showBoard(request: WebRequest) {
  const { context, actor, at, opens } = request
  const now = context.clock()
  const view = await reading(context, actor, async (tx) => {
    const term = currentTerm(await readCalendar(tx, actor.schoolId), londonDate(now))
    const termFrom = instantAt(term.from, '00:00')
    const months = monthsUntil(londonDate(now), firstMonth(londonDate(now)))
    const begins = months.map(({ from }) => instantAt(from, '00:00'))
    const counts = await countStretches(tx, actor, begins)
    return {
      termName: term.name,
      counts: await countBoard(tx, actor, now, termFrom),
      kinds: await countKinds(tx, actor, termFrom),
      months: months.map(({ label }, at) => ({ label, count: counts[at] ?? 0 })),
    }
  })
  const cards = await drawCards(
    request,
    request.homeCards.filter(({ onBoard }) => onBoard),
  )
  await recordReads(context, actor, [{ did: 'oversight.boardRead' }])
  return page({
    title: 'Online safety at a glance',
    section: '/board',
    wide: true,
    body: boardPage({ ...view, cards, at, opens }),
  })
}

async function showWorkList({ context, actor, at }: WebRequest) {
  const lines = await reading(context, actor, (tx) => listOpen(tx, actor, mostInWorkList + 1))
  await recordReads(context, actor, [
    { did: 'oversight.workListRead', detail: { ids: lines.slice(0, mostInWorkList).map(({ id }) => id) } },
  ])
  const view = {
    lines: lines.slice(0, mostInWorkList),
    isCut: lines.length > mostInWorkList,
    now: context.clock(),
    at,
  }
  return page({ title: 'Work list', section: '/work-list', wide: true, body: workListPage(view) })
}

/** The term that runs; in the holidays the one before; without a calendar the school year. */
export function currentTerm(calendar: SchoolCalendar, today: string): { name: string; from: string } {
  const running = termOf(today, calendar)
  if (running) return running
  const before = calendar.terms.filter(({ to }) => to < today).at(-1)
  return before ?? { name: 'This school year', from: schoolYearOf(today).from }
}

/** The first of September so many school years ago. */
function firstMonth(today: string): string {
  const began = Number(schoolYearOf(today).from.slice(0, 4))
  return `${began - yearsOnBoard + 1}-09-01`
}

/** Every month from the first until the one that runs, each with its first day. */
export function monthsUntil(today: string, first: string): { label: string; from: string }[] {
  const months: { label: string; from: string }[] = []
  let [year = 0, month = 1] = first.split('-').map(Number)
  for (let from = firstDay(year, month); from <= today; from = firstDay(year, month)) {
    months.push({ label: monthLabel(year, month), from })
    month += 1
    if (month > 12) [year, month] = [year + 1, 1]
  }
  return months
}

const firstDay = (year: number, month: number): string => `${year}-${String(month).padStart(2, '0')}-01`

const monthLabel = (year: number, month: number): string =>
  new Intl.DateTimeFormat('en-GB', { month: 'short', year: '2-digit', timeZone: 'UTC' }).format(
    new Date(Date.UTC(year, month - 1, 1)),
  )
