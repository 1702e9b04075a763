import type { Answer } from './illegality.ts'
import type { CustodyAct, ItemKind, ItemState, OwnerKind } from './item.ts'
import type { OnlyWay, StepKind } from './procedure.ts'

/** The tables of this feature, as its stores see them. */
export type EvidenceTables = {
  'evidence.answer': {
    school_id: string
    id: string
    incident_id: string
    answer: Answer
    why: string
    answered_at: Date
    answered_by: string | null
  }
  'evidence.item': {
    school_id: string
    id: string
    incident_id: string
    number: number
    kind: ItemKind
    description: string
    leads_only: boolean
    state: ItemState
    place: string | null
    seal_number: string | null
    police_reference: string | null
    file_id: string | null
    added_at: Date
    added_by: string | null
  }
  'evidence.confiscation': {
    school_id: string
    item_id: string
    incident_id: string
    owner_kind: OwnerKind
    owner_id: string | null
    owner_name: string
    taken_by: string
    taken_at: Date
    suspicion: string
    agreed: boolean | null
  }
  'evidence.custody': {
    school_id: string
    id: string
    item_id: string
    incident_id: string
    act: CustodyAct
    at: Date
    from_whom: string | null
    to_whom: string | null
    place: string | null
    seal_number: string | null
    police_reference: string | null
    says: string | null
    recorded_at: Date
    recorded_by: string | null
  }
  'evidence.view': {
    school_id: string
    id: string
    item_id: string
    incident_id: string
    copy: 'shown' | 'original'
    why: string | null
    viewed_at: Date
    viewed_by: string
  }
  'evidence.old_backup': {
    school_id: string
    file_id: string
    incident_id: string
    stored_at: Date
    sealed_at: Date
    destroyed_at: Date | null
    destroyed_by: string | null
    says: string | null
  }
  'evidence.hand_over': {
    school_id: string
    id: string
    item_id: string
    incident_id: string
    officer: string
    police_force: string
    police_reference: string
    asked_at: Date
    asked_by: string
    ends_at: Date
    opened_at: Date | null
    opened_by: string | null
  }
  'evidence.viewing': {
    school_id: string
    id: string
    incident_id: string
    only_way: OnlyWay
    why: string
    others_present: string
    place: string
    planned_for: Date
    asked_at: Date
    asked_by: string
    decision: 'approved' | 'refused' | null
    decision_why: string | null
    decided_at: Date | null
    decided_by: string | null
    viewed_at: Date | null
    decided_after: string | null
    noted_by: string | null
  }
  'evidence.deletion': {
    school_id: string
    id: string
    incident_id: string
    pupil_id: string
    agreed_with: string
    asked_at: Date
    asked_by: string | null
    confirm_by: Date
    confirmed_at: Date | null
    confirmed_by: string | null
    says: string | null
  }
  'evidence.step_taken': {
    school_id: string
    id: string
    incident_id: string
    kind: StepKind
    whom: string
    says: string
    at: Date
    recorded_at: Date
    recorded_by: string | null
  }
}
