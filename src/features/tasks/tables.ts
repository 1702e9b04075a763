import type { ClockName, TaskState, Urgency } from './task.ts'

/** The tables of this feature, as its stores see them. */
export type TaskTables = {
  'tasks.task': {
    school_id: string
    id: string
    person_id: string | null
    role: string | null
    otherwise: string
    same_as: string | null
    kind: string
    title: string
    about_kind: string
    about_id: string
    path: string
    urgency: Urgency
    clock: ClockName | null
    due_at: Date | null
    state: TaskState
    merge_key: string | null
    created_at: Date
    created_by: string | null
    opened_at: Date | null
    ended_at: Date | null
    ended_by: string | null
    reason: string | null
    reminded_at: Date | null
    escalates_at: Date | null
    not_for: string[]
    lapses_at: Date | null
    ends_with_person: boolean
    left_by: string | null
  }
  'tasks.notice': {
    school_id: string
    id: string
    person_id: string
    task_id: string | null
    about_id: string | null
    urgency: Urgency
    created_at: Date
    sent_at: Date | null
    failed_at: Date | null
    failure: string | null
    withdrawn_at: Date | null
  }
}
