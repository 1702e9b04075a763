import type { SchoolCalendar } from '#/kernel/school-calendar.ts'
import type { Tx } from '#/platform/database/database.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { readCalendar } from '../schools/index.ts'
import { overdueDays, unopenedMinutes } from './settings.ts'

/** What the school set about times, with its calendar. */
export async function readTimes(
  tx: Tx,
  schoolId: string,
): Promise<{ unopenedMinutes: number; overdueDays: number; calendar: SchoolCalendar }> {
  return {
    unopenedMinutes: await readSetting(tx, schoolId, unopenedMinutes),
    overdueDays: await readSetting(tx, schoolId, overdueDays),
    calendar: await readCalendar(tx, schoolId),
  }
}
