import { wallTimeOf } from '#/kernel/london-time.ts'
import { countsAsSchoolDay } from '#/kernel/school-calendar.ts'
import type { Tx } from '#/platform/database/database.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { readCalendar } from '../schools/index.ts'
import { breaksIn } from './day-and-networks.ts'
import { lessonsOf } from './profile.ts'
import { breaks } from './settings.ts'

/** Whether a lesson is on at the school: on a school day, between its start and its end, outside breaks. */
export async function isInLesson(tx: Tx, schoolId: string, at: Date): Promise<boolean> {
  const calendar = await readCalendar(tx, schoolId)
  const { date, ms } = wallTimeOf(at)
  if (!countsAsSchoolDay(date, calendar)) return false
  const now = new Date(ms).toISOString().slice(11, 16)
  const day = {
    startsAt: calendar.dayStartsAt,
    endsAt: calendar.dayEndsAt,
    breaks: breaksIn(await readSetting(tx, schoolId, breaks)),
  }
  return lessonsOf(day).some(({ from, until }) => from <= now && now < until)
}
