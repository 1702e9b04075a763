import type { Json } from '#/platform/database/tables.ts'
import type { Result, TestOutcome } from './case.ts'
import type { Answers, Reason, ReviewState, TakesPart } from './review.ts'
import type { Seen } from './trial.ts'

/** The tables of this feature, as its stores see them. */
export type FilterChecksTables = {
  'filter_checks.test': {
    school_id: string
    id: string
    at: Date
    asked_by: string | null
    cases_version: number
    resolver: string | null
    proxy: string | null
    in_lesson: boolean
    outcome: TestOutcome
    results: Json<readonly Result[]>
  }
  'filter_checks.trial': {
    school_id: string
    id: string
    at: Date
    tried_by: string
    device: string
    profile: string
    place: string
    results: Json<Seen>
    came_through: boolean
    action: string | null
  }
  'filter_checks.review': {
    school_id: string
    id: string
    number: number
    edition: number
    reason: Reason
    why: string
    takes_part: Json<TakesPart>
    begun_at: Date
    begun_by: string
    answers: Json<Answers>
    state: ReviewState
    finished_at: Date | null
    finished_by: string | null
    signed_at: Date | null
  }
  'filter_checks.review_action': {
    school_id: string
    id: string
    review_id: string
    what: string
    role: string
    due_on: string
    added_at: Date
    added_by: string
    done_at: Date | null
    done_by: string | null
    done_how: string | null
  }
  'filter_checks.review_signature': {
    school_id: string
    review_id: string
    role: string
    signed_by: string
    signed_at: Date
  }
}
