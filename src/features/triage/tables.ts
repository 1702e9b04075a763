import type { ClockName } from '#/kernel/deadline.ts'
import type { FlowState } from './flow-version.ts'
import type { StepState } from './step.ts'
import type { EndedBy } from './walk-flow.ts'

/** The tables of this feature, as its stores see them. */
export type TriageTables = {
  'triage.reply': {
    school_id: string
    id: string
    incident_id: string
    number: number
    flow_id: string
    node_id: string
    means: string | null
    answer: string
    reason: string | null
    record_kind: EndedBy['kind'] | null
    record_id: string | null
    answered_by: string
    answered_at: Date
  }
  'triage.step': {
    school_id: string
    id: string
    incident_id: string
    name: string
    flow_id: string
    node_id: string
    means: string | null
    state: StepState
    clock: ClockName | null
    due_at: Date | null
    opened_at: Date
    changed_at: Date
    reason: string | null
  }
  'triage.flow_version': {
    school_id: string
    id: string
    flow_key: string
    version: number
    state: FlowState
    text: unknown
    why: string | null
    from_day: string | null
    drafted_by: string
    drafted_at: Date
    proposed_by: string | null
    proposed_at: Date | null
    decided_by: string | null
    decided_at: Date | null
    decision_reason: string | null
    revision: number
  }
}
