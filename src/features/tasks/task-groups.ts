// The order in which a person sees their tasks, and the words in which each says when it is due. Pure.

import type { ClockName } from '#/kernel/deadline.ts'
import { overdue } from '#/kernel/deadline.ts'
import {
  addDays,
  daysBetween,
  formatDayAndMonth,
  formatTime,
  formatWeekday,
  londonDate,
  weekdayOf,
} from '#/kernel/london-time.ts'
import type { Task, Urgency } from './task.ts'

export type GroupName = 'now' | 'overdue' | 'today' | 'thisWeek' | 'later' | 'noDate'

/** Groups in the order of the page. */
export const groupWords: Readonly<Record<GroupName, string>> = {
  now: 'Open now',
  overdue: 'Overdue',
  today: 'Today',
  thisWeek: 'This week',
  later: 'Later',
  noDate: 'No date',
}

type Dated = Pick<Task, 'urgency' | 'openedAt' | 'dueAt' | 'clock'>

/** Where a task stands on the page. The week ends on Sunday. What is urgent without a time is today’s. */
export function groupOf(task: Dated, now: Date): GroupName {
  if (task.urgency === 'now' && task.openedAt === null) return 'now'
  if (task.dueAt === null) return task.urgency === 'normal' ? 'noDate' : 'today'
  if (overdue(task.dueAt, now)) return 'overdue'
  const today = londonDate(now)
  const due = londonDate(task.dueAt)
  if (due === today) return 'today'
  const sunday = addDays(today, (7 - weekdayOf(today)) % 7)
  return due <= sunday ? 'thisWeek' : 'later'
}

/** The groups that hold something, in the order of the page. */
export function groupTasks<T extends Dated>(
  tasks: readonly T[],
  now: Date,
): { name: GroupName; tasks: T[] }[] {
  return (Object.keys(groupWords) as GroupName[])
    .map((name) => ({ name, tasks: tasks.filter((task) => groupOf(task, now) === name) }))
    .filter((group) => group.tasks.length > 0)
}

const clockWords: Readonly<Record<ClockName, string>> = {
  hours: 'counted day and night',
  workingDays: 'counted in working days',
  schoolDays: 'counted in school days',
}

const undatedWords: Readonly<Record<Urgency, string>> = { now: 'Now', soon: 'Today', normal: 'No date' }

/** "Due tomorrow by 2:05pm, counted in working days"; what is urgent never has no date. */
export function dueWords(
  { urgency, dueAt, clock }: Pick<Task, 'urgency' | 'dueAt' | 'clock'>,
  now: Date,
): string {
  if (dueAt === null) return undatedWords[urgency]
  const late = overdue(dueAt, now)
  const counted = clock === null ? '' : `, ${clockWords[clock]}`
  const day = dayWords(londonDate(dueAt), londonDate(now))
  return late
    ? `Was due ${day} by ${formatTime(dueAt)}${counted}`
    : `Due ${day} by ${formatTime(dueAt)}${counted}`
}

function dayWords(day: string, today: string): string {
  const days = daysBetween(today, day)
  if (days === 0) return 'today'
  if (days === 1) return 'tomorrow'
  if (days === -1) return 'yesterday'
  return `${formatWeekday(day)} ${formatDayAndMonth(day)}`
}
