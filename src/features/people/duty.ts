// Who answers for safeguarding now. In school it is the safeguarding lead and the deputies; at all other times it is
// whoever dated cover names (decision S1).

import { addDays, instantAt, londonDate } from '#/kernel/london-time.ts'
import { isSchoolDay, isWithinSchoolDay, type SchoolCalendar } from '#/kernel/school-calendar.ts'
import type { PermissionTable } from '#/platform/access/access.ts'
import type { Person } from './person.ts'

/** Dated cover: one person, from when to when, and how they are reached then. */
export type Cover = { id: string; personId: string; startsAt: Date; endsAt: Date; reachBy: string }

export type OnDuty = {
  person: Person
  because: 'dsl' | 'deputyDsl' | 'cover'
  /** How to reach the person outside school; for senior staff only. */
  reachBy: string | null
  until: Date | null
}

/** A stretch of time. The end does not belong to it. */
export type Stretch = { from: Date; to: Date }

export const dutyPermissions: PermissionTable = {
  'people.seeDuty': {
    roles: ['staff', 'governor', 'supply', 'volunteer', 'contractor'],
    words: 'see who is on duty',
  },
  'people.editCover': {
    roles: ['head', 'deputyHead', 'dsl', 'deputyDsl'],
    words: 'say who is on duty outside school',
  },
}

export const dutyEvents = {
  'people.coverAdded': 'added cover for safeguarding',
  'people.coverWithdrawn': 'withdrew cover for safeguarding',
} as const

/** Whether the lead and the deputies are on duty by being in school. */
export const inSchool = (at: Date, calendar: SchoolCalendar): boolean => isWithinSchoolDay(at, calendar)

/** The times between two instants at which school is out and no cover is dated: longest possible stretches, in order. */
export function gapsIn(
  within: Stretch,
  calendar: SchoolCalendar,
  covers: readonly Pick<Cover, 'startsAt' | 'endsAt'>[],
): Stretch[] {
  const covered = [
    ...schoolHours(within, calendar),
    ...covers.map(({ startsAt, endsAt }) => ({ from: startsAt, to: endsAt })),
  ]
  covered.sort((a, b) => a.from.getTime() - b.from.getTime())
  const gaps: Stretch[] = []
  let reached = within.from
  for (const { from, to } of covered) {
    if (from >= within.to) break
    if (from > reached) gaps.push({ from: reached, to: from })
    if (to > reached) reached = to
  }
  if (reached < within.to) gaps.push({ from: reached, to: within.to })
  return gaps
}

function schoolHours({ from, to }: Stretch, calendar: SchoolCalendar): Stretch[] {
  const hours: Stretch[] = []
  for (let day = londonDate(from); day <= londonDate(to); day = addDays(day, 1)) {
    if (!isSchoolDay(day, calendar)) continue
    hours.push({ from: instantAt(day, calendar.dayStartsAt), to: instantAt(day, calendar.dayEndsAt) })
  }
  return hours
}
