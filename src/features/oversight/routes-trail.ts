import { instantAt, londonDate } from '#/kernel/london-time.ts'
import { countEntries } from '#/platform/audit/count-entries.ts'
import { recordReads } from '#/platform/audit/reads.ts'
import { reading } from '#/platform/context.ts'
import { type Page, page, type Route, type WebRequest } from '#/platform/web/route.ts'
import { trailPage } from './pages-trail.ts'
import { countedEvents, monthsBefore, neverCountedAbout, printMonths } from './trail-counts.ts'

const monthsShown = 12

export const trailRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/trail-counts',
    may: 'oversight.readTrailCounts',
    does: 'counts the audit trail by kind of event and month',
    answer: showCounts,
  },
]

async function showCounts({ context, actor, at, query }: WebRequest): Promise<Page> {
  const today = londonDate(context.clock())
  const names = monthsBefore(today, monthsShown)
  const counted = await reading(context, actor, (tx) =>
    countEntries(context, tx, actor.schoolId, {
      events: countedEvents,
      notAbout: neverCountedAbout,
      from: instantAt(`${names[0]}-01`, '00:00'),
      to: instantAt(`${today.slice(0, 7)}-01`, '00:00'),
    }),
  )
  const months = printMonths(names, counted)
  const shown = months.find(({ month }) => month === query.month) ?? months.at(-1)
  if (!shown) throw new Error('There is always a month before this one')
  await recordReads(context, actor, [{ did: 'oversight.trailCounted' }])
  const body = trailPage({ months, shown, at })
  return page({ title: 'How much is on record', section: '/trail-counts', wide: true, body })
}
