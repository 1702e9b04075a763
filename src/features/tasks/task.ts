// A task: something one person has to do about a record, by a time that names its clock.

import type { DesignatedRole } from '../people/index.ts'

export type Urgency = 'now' | 'soon' | 'normal'
export type ClockName = 'hours' | 'workingDays' | 'schoolDays'
export type TaskState = 'open' | 'done' | 'notNeeded'

/** Who gets it: one person, or whoever holds a role; the first of them to do it does it for all. */
export type Recipient = { personId: string } | { role: DesignatedRole }

export type NewTask = {
  to: Recipient
  /** Names the kind for the feature that made it: `incidents.readReport`. */
  kind: `${string}.${string}`
  /** The product's own words; nothing that a person wrote, no name, no kind of concern. */
  title: string
  about: { kind: string; id: string }
  /** Under `/s/<school>`. */
  path: `/${string}`
  urgency: Urgency
  due?: { at: Date; clock: ClockName }
  /** The same thing asked twice is one task. */
  mergeKey?: string
  /** Unopened after so long it goes to the next person too. */
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
  createdAt: Date
  openedAt: Date | null
}
