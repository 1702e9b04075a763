import type { Generated } from 'kysely'
import type { Precision, RegisterName, State, Where } from './incident.ts'
import type { Part } from './involvement.ts'

/** The tables of this feature, as its stores see them. */
export type IncidentTables = {
  'incidents.incident': {
    school_id: string
    id: string
    reference: string
    register: RegisterName
    kind: string
    catalogue_version: number
    state: State
    happened_at: Date | null
    happened_precision: Precision
    out_of_hours: boolean | null
    happened_where: Where
    online_service: string | null
    told_at: Date
    description: string
    serious: boolean | null
    persistent: boolean | null
    safeguarding: boolean
    possible_child_image: boolean
    restricted: boolean
    nobody_involved: boolean
    next_due_at: Date | null
    duplicate_of: string | null
    opened_by: string | null
    opened_at: Date
    closed_at: Date | null
    revision: Generated<number>
  }
  'incidents.reference_count': { school_id: string; school_year: number; last: number }
  'incidents.involvement': {
    school_id: string
    id: string
    incident_id: string
    person_id: string | null
    described: string | null
    role: Part
    name_then: string
    kind_then: string
    class_id: string | null
    class_then: string | null
    outcome: string | null
    added_at: Date
    added_by: string | null
    removed_at: Date | null
    removed_by: string | null
    removed_why: string | null
  }
  'incidents.not_approachable': { school_id: string; incident_id: string; person_id: string; said_at: Date }
  'incidents.release': {
    school_id: string
    id: string
    incident_id: string
    person_id: string
    why: string
    released_at: Date
    released_by: string | null
  }
  'incidents.not_same': {
    school_id: string
    incident_id: string
    other_id: string
    said_at: Date
    said_by: string | null
  }
  'incidents.access': {
    school_id: string
    id: string
    incident_id: string
    person_id: string
    why: string
    given_at: Date
    given_by: string | null
    ended_at: Date | null
    ended_by: string | null
    while_on_duty: boolean
  }
  'incidents.addendum': {
    school_id: string
    id: string
    incident_id: string
    kind: 'note' | 'decision' | 'correction' | 'ownAccount'
    text: string
    supersedes: string | null
    written_at: Date
    written_by: string | null
  }
  'incidents.event': {
    school_id: string
    id: string
    incident_id: string
    at: Date
    actor_kind: string
    actor_id: string | null
    title: string
    says: string | null
    path: string | null
  }
  'incidents.closing': {
    school_id: string
    id: string
    incident_id: string
    done: string
    told: string
    change: string
    closed_at: Date
    closed_by: string | null
  }
  'incidents.telling_decision': {
    school_id: string
    id: string
    incident_id: string
    pupil_id: string
    decision: 'mayBeTold' | 'mustNotBeTold'
    why: string
    decided_at: Date
    decided_by: string | null
  }
  'incidents.parents_informed': {
    school_id: string
    id: string
    incident_id: string
    pupil_id: string
    guardian_id: string
    how: 'inPerson' | 'phone' | 'letter' | 'email' | 'videoCall'
    said: string
    informed_at: Date
    informed_by: string | null
  }
  'incidents.technical_slip': {
    school_id: string
    id: string
    incident_id: string
    device: string | null
    account: string | null
    address: string | null
    seen_at: Date | null
    asked: 'lookAtDevice' | 'changePassword' | 'suspendAccount' | 'checkFilter' | 'keepLogs' | 'other'
    asked_by: string | null
    asked_at: Date
    done_at: Date | null
    done_by: string | null
    done_words: string | null
  }
  'incidents.word': { school_id: string; word: string; record_id: string }
}

/** Views that later features' stores may join (decision M3): never the account, never who may see it. */
export type IncidentViews = {
  'incidents.register_line': Pick<
    IncidentTables['incidents.incident'],
    | 'school_id'
    | 'id'
    | 'reference'
    | 'register'
    | 'kind'
    | 'state'
    | 'told_at'
    | 'happened_at'
    | 'out_of_hours'
    | 'serious'
    | 'persistent'
    | 'safeguarding'
    | 'possible_child_image'
    | 'restricted'
    | 'next_due_at'
    | 'opened_at'
    | 'closed_at'
  >
  'incidents.part': Pick<
    IncidentTables['incidents.involvement'],
    | 'school_id'
    | 'id'
    | 'incident_id'
    | 'person_id'
    | 'role'
    | 'name_then'
    | 'kind_then'
    | 'class_id'
    | 'class_then'
    | 'outcome'
    | 'added_at'
  >
  'incidents.search_word': { school_id: string; word: string; incident_id: string }
}
