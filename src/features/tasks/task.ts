// A task: something that a person has to do about a record, by a time that names its clock.

import { type Allowance, type ClockName, deadline } from '#/kernel/deadline.ts'
import { minuteMs } from '#/kernel/london-time.ts'
import type { SchoolCalendar } from '#/kernel/school-calendar.ts'
import type { DesignatedRole } from '../people/index.ts'

export type { ClockName } from '#/kernel/deadline.ts'

/** `now`: a child may be harmed; unopened, it goes to the next person day and night. */
export type Urgency = 'now' | 'soon' | 'normal'
export type TaskState = 'open' | 'done' | 'notNeeded'

/** Who gets it: one person, or whoever holds a role today. */
export type Recipient = { personId: string } | { role: DesignatedRole }

export type NewTask = {
  /** Several have the same thing to do: the first of them to do it does it for all. */
  to: Recipient | readonly Recipient[]
  /** Who has it when a named person cannot. Default: the head, who belongs to every register. */
  otherwise?: DesignatedRole
  /** Names the kind for the feature that made it: `incidents.readReport`. */
  kind: `${string}.${string}`
  /** The product's own words; nothing that a person wrote, no name, no kind of concern. */
  title: string
  about: { kind: string; id: string }
  /** Under `/s/<school>`: where it is done. */
  path: `/${string}`
  urgency: Urgency
  due?: { at: Date; clock: ClockName }
  /** The same thing asked twice is one task while it is open. */
  mergeKey?: string
  /** Only this person can do it: it ends with their access, as not needed, instead of going to somebody else. */
  endsWithPerson?: boolean
  /** Holders of the role who never have it: who asked for a second person, and whom it is about. */
  notFor?: readonly string[]
  /** It ends by itself then, as not needed: what was asked for has lapsed. */
  lapsesAt?: Date
  /** Unopened after so long it goes to the next person too. Default: the school's setting where `urgency` is `now`. */
  escalatesAfterMinutes?: number
}

export type Task = {
  id: string
  kind: string
  title: string
  aboutKind: string
  aboutId: string
  path: string
  urgency: Urgency
  clock: ClockName | null
  dueAt: Date | null
  state: TaskState
  personId: string | null
  role: string | null
  otherwise: string
  notFor: readonly string[]
  sameAs: string | null
  createdAt: Date
  openedAt: Date | null
}

/** The first of the tasks that are the same thing. */
export const firstOf = (task: Pick<Task, 'id' | 'sameAs'>): string => task.sameAs ?? task.id

const byPressure: readonly Urgency[] = ['now', 'soon', 'normal']

/** Whether what is asked now cannot wait as long as what is open already. */
export function isMorePressing(asked: Pick<NewTask, 'urgency'>, open: Pick<Task, 'urgency'>): boolean {
  return byPressure.indexOf(asked.urgency) < byPressure.indexOf(open.urgency)
}

/** Whose a task is. */
export function recipientOf(task: Pick<Task, 'personId' | 'role'>): Recipient {
  if (task.personId !== null) return { personId: task.personId }
  return { role: task.role as DesignatedRole }
}

export type Times = { unopenedMinutes: number; overdueDays: number; calendar: SchoolCalendar }

/**
 * When a task goes to the next person too: unopened, so many minutes after it was given, where it cannot wait; undone,
 * so many days after it was due, counted by its own clock. The hours' clock does not wait any longer (decision S1).
 */
export function escalatesAt(
  task: { urgency: Urgency; due: NewTask['due'] | null; openedAt: Date | null },
  since: Date,
  { unopenedMinutes, overdueDays, calendar }: Times,
): Date | null {
  if (task.urgency === 'now' && task.openedAt === null) {
    return new Date(since.getTime() + unopenedMinutes * minuteMs)
  }
  if (!task.due) return null
  const { at, clock } = task.due
  if (clock === 'hours' || overdueDays === 0) return later(at, since)
  const allowance: Allowance = { count: overdueDays, clock }
  return deadline(later(at, since), allowance, calendar)
}

/** When a task that has gone on to somebody goes on again: in minutes while nobody has opened it, otherwise in days by its clock. */
export function escalatesAgainAt(
  task: { urgency: Urgency; clock: ClockName | null; openedAt: Date | null },
  now: Date,
  { unopenedMinutes, overdueDays, calendar }: Times,
): Date {
  if (task.urgency === 'now' && task.openedAt === null)
    return new Date(now.getTime() + unopenedMinutes * minuteMs)
  const count = Math.max(1, overdueDays)
  if (task.clock === null || task.clock === 'hours')
    return deadline(now, { count: 24 * count, clock: 'hours' }, calendar)
  return deadline(now, { count, clock: task.clock }, calendar)
}

function later(a: Date, b: Date): Date {
  return a > b ? a : b
}
