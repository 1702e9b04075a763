import type { PolicyViews } from '../policies/index.ts'
import type { State } from './state.ts'

/** The tables of this feature, and the paragraphs that policies publish. */
export type CoverageTables = PolicyViews & {
  'coverage.state_change': { school_id: string; clause: string; since: string; state: State }
  'coverage.confirmation': {
    school_id: string
    id: string
    control: string
    system: string
    seen_on: string
    seen: string
    review_due_on: string
    ended: boolean
    noted_at: Date
    noted_by: string
  }
  'coverage.day': {
    school_id: string
    day: string
    running: number
    attention: number
    not_set_up: number
    not_built: number
  }
}
