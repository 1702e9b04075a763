import type { Generated } from 'kysely'
import type { DesignatedRole } from '../people/index.ts'
import type { Decision, Step } from './approval.ts'
import type { Audience, Group, Way } from './policy.ts'
import type { Prompt } from './prompt.ts'
import type { Cause, Outcome } from './review.ts'
import type { CameFrom, State } from './version.ts'

/** The tables of this feature, as its stores see them. Dates without a time are text: `2026-09-01`. */
export type PolicyTables = {
  'policies.policy': {
    school_id: string
    id: string
    slug: string
    title: string
    model: string | null
    review_due_on: string | null
    made_at: Date
    made_by: string | null
  }
  'policies.linked': {
    school_id: string
    id: string
    policy_id: string
    title: string
    kept_at: string | null
    added_at: Date
    added_by: string | null
    removed_at: Date | null
  }
  'policies.version': {
    school_id: string
    id: string
    policy_id: string
    number: number
    state: State
    came_from: CameFrom
    title: string
    scope: string
    owner: DesignatedRole
    applies_from: string | null
    change_note: string | null
    groups: Group[]
    comments_until: string | null
    route: Step[]
    attempt: Generated<number>
    hash: Buffer | null
    adopted_on: string | null
    published_at: Date | null
    published_by: string | null
    made_at: Date
    made_by: string | null
    revision: Generated<number>
  }
  'policies.paragraph': {
    school_id: string
    id: string
    version_id: string
    key: string
    position: number
    heading: string
    number: string
    text: string
    printed: string | null
    clauses: string[]
    revision: Generated<number>
  }
  'policies.comment': {
    school_id: string
    id: string
    version_id: string
    paragraph_key: string | null
    group: Group
    person_id: string
    meeting: string | null
    held_on: string | null
    says: string
    at: Date
    answer: string | null
    changed_text: boolean | null
    answered_at: Date | null
    answered_by: string | null
  }
  'policies.approval': {
    school_id: string
    id: string
    version_id: string
    attempt: number
    step: Step
    decision: Decision
    says: string | null
    held_on: string
    minute: string | null
    hash: Buffer
    person_id: string
    name_then: string
    at: Date
  }
  'policies.reading_round': {
    school_id: string
    id: string
    version_id: string
    why: 'published' | 'yearly' | 'asked'
    opened_at: Date
    opened_by: string | null
    due_on: string
    reminded_at: Date | null
    closed_at: Date | null
  }
  'policies.reader': {
    school_id: string
    round_id: string
    person_id: string
    kind: string
    read_at: Date | null
    hash: Buffer | null
  }
  'policies.introduction': {
    school_id: string
    id: string
    version_id: string
    group: Audience
    way: Way
    held_on: string
    says: string
    noted_at: Date
    noted_by: string | null
  }
  'policies.review': {
    school_id: string
    id: string
    policy_id: string
    cause: Cause
    says: string
    asked_at: Date
    asked_by: string | null
    due_on: string
    outcome: Outcome | null
    findings: string | null
    ended_at: Date | null
    ended_by: string | null
  }
  'policies.letter': {
    school_id: string
    version_id: string
    person_id: string
    queued_at: Date
    sent_at: Date | null
    withdrawn_at: Date | null
    failed_at: Date | null
    failure: string | null
    given_up_at: Date | null
  }
  'policies.prompt': {
    school_id: string
    id: string
    cause: Prompt['cause']
    title: string
    kept_at: string | null
    applies_from: string
    added_at: Date
    added_by: string | null
    reviews_asked_at: Date | null
  }
}

/** What later stores may join: the paragraphs of each policy in force, with the clauses that each says. */
export type PolicyViews = {
  'policies.paragraph_in_force': {
    school_id: string
    policy_id: string
    version_id: string
    id: string
    key: string
    position: number
    heading: string
    number: string
    text: string
    clauses: string[]
  }
}
