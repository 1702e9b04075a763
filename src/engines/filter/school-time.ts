import { isWorkingDay } from '#/kernel/bank-holidays.ts'
import { dayMs, wallTimeOf, weekdayOf } from '#/kernel/london-time.ts'
import type { SchoolOnNetwork } from './snapshot.ts'

/** What a school's clock shows. `day` is 1 on Monday and 7 on Sunday. */
export type SchoolTime = { date: string; day: number; minute: number }

const heldForMs = 1000

/** A clock that is read from the calendar once a second, because that takes long, and at once when time jumps. */
export function createSchoolClock(): (nowMs: number) => SchoolTime {
  let readAtMs = Number.NEGATIVE_INFINITY
  let time: SchoolTime = { date: '', day: 1, minute: 0 }
  return (nowMs) => {
    if (Math.abs(nowMs - readAtMs) < heldForMs) return time
    readAtMs = nowMs - (nowMs % heldForMs)
    const { date, ms } = wallTimeOf(new Date(nowMs))
    time = { date, day: weekdayOf(date) || 7, minute: Math.floor((ms % dayMs) / 60_000) }
    return time
  }
}

/** Says of a day whether the school is open. The day last asked for is remembered: every question asks. */
export function schoolDaysOf({
  schoolDays,
  workingDaysAfter,
}: Pick<SchoolOnNetwork, 'schoolDays' | 'workingDaysAfter'>): (date: string) => boolean {
  const days: ReadonlySet<string> = new Set(schoolDays)
  const isOpen = (date: string): boolean =>
    workingDaysAfter !== undefined && date > workingDaysAfter ? isWorkingDay(date) : days.has(date)
  const last = { date: '', isOpen: false }
  return (date) => {
    if (last.date !== date) Object.assign(last, { date, isOpen: isOpen(date) })
    return last.isOpen
  }
}
