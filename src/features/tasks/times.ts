import type { Tx } from '#/platform/database/database.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { readCalendar } from '../schools/index.ts'
import { overdueDays, unopenedMinutes } from './settings.ts'
import type { Times } from './task.ts'

/** What the school set about times, with its calendar. */
export async function readTimes(tx: Tx, schoolId: string): Promise<Times> {
  return {
    unopenedMinutes: await readSetting(tx, schoolId, unopenedMinutes),
    overdueDays: await readSetting(tx, schoolId, overdueDays),
    calendar: await readCalendar(tx, schoolId),
  }
}
