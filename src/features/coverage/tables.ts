import type { State } from './state.ts'

/** The tables of this feature, as its store sees them. */
export type CoverageTables = {
  'coverage.state_change': { school_id: string; clause: string; since: string; state: State }
  'coverage.day': {
    school_id: string
    day: string
    running: number
    attention: number
    not_set_up: number
    not_built: number
  }
}
