import type { Action, CaseManager, Limb, State, Step } from './allegation.ts'
import type { Measure, Outcome } from './outcome.ts'

/** What an entry of the record is: a step, a move, or that it was opened, named, reviewed. */
export type EntryKind = Step | Action | 'opened' | 'adultNamed' | 'welfareOpened' | AdviceEntry

/** What an adviser leaves in the record. */
type AdviceEntry = 'adviserAsked' | 'adviserEnded' | 'adviceGiven'

/** The tables of this feature, as its stores see them. */
export type AllegationTables = {
  'allegations.allegation': {
    school_id: string
    id: string
    reference: string
    state: State
    case_manager: CaseManager | null
    adult_id: string | null
    adult_described: string | null
    adult_name_then: string
    adult_kind_then: string
    account: string | null
    happened_on: string | null
    danger: boolean
    self_report: boolean
    incident_id: string | null
    welfare_incident_id: string | null
    limbs: Limb[]
    threshold: 'met' | 'below' | null
    lado_due_at: Date
    opened_at: Date
    opened_by: string | null
    closed_at: Date | null
  }
  'allegations.child': {
    school_id: string
    id: string
    allegation_id: string
    person_id: string | null
    described: string | null
  }
  'allegations.told': {
    school_id: string
    id: string
    allegation_id: string
    reporter_id: string
    account: string | null
    told_at: Date
  }
  'allegations.consultation': {
    school_id: string
    id: string
    allegation_id: string
    consulted_at: Date
    officer: string
    lado_reference: string
    advice: 'othersLead' | 'schoolInvestigates' | 'belowThreshold'
    words: string
    adult_may_be_told: boolean
    written_at: Date
    written_by: string | null
  }
  'allegations.entry': {
    school_id: string
    id: string
    allegation_id: string
    kind: EntryKind
    title: string
    says: string | null
    at: Date
    written_at: Date
    written_by: string | null
  }
  'allegations.outcome': {
    school_id: string
    id: string
    allegation_id: string
    outcome: Outcome
    reasons: string
    measure: Measure
    gross_misconduct: boolean
    removed_for_risk: boolean
    dbs: 'made' | 'notNeeded'
    tra: 'made' | 'notNeeded'
    referral_reasons: string
    staff_file: string
    decided_at: Date
    decided_by: string | null
  }
  'allegations.adviser': {
    school_id: string
    id: string
    allegation_id: string
    person_id: string
    why: string
    asked_at: Date
    asked_by: string
    ends_on: string
    ended_at: Date | null
  }
  'allegations.word': { school_id: string; word: string; record_id: string }
}
