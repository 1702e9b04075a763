import type { Generated } from 'kysely'
import type { AddedKind, ContactWay, PersonKind } from './person.ts'

/** The tables of this feature, as its store sees them. Dates without a time are text: `2026-09-01`. */
export type PeopleTables = {
  'people.person': {
    school_id: string
    id: string
    kind: PersonKind
    given_name: string
    family_name: string
    known_as: string | null
    date_of_birth: string | null
    email: string | null
    job_title: string | null
    external_id: string | null
    joined_on: string | null
    left_on: string | null
    revision: Generated<number>
    /** The first day on which nothing is open to them any more. */
    access_ended_on: Generated<string | null>
    prefers_contact: Generated<ContactWay | null>
    telephone: Generated<string | null>
    contact_note: Generated<string | null>
  }
  'people.class_member': {
    school_id: string
    class_id: string
    person_id: string
    part: 'pupil' | 'teacher' | 'assistant'
    starts_on: string
    ends_on: string | null
  }
  'people.guardianship': {
    school_id: string
    guardian_id: string
    pupil_id: string
    relation: string
    parental_responsibility: 'yes' | 'no' | 'unknown'
    may_be_contacted: boolean
    may_sign: boolean
    may_see: boolean
    court_order: string | null
    address_withheld: boolean
    starts_on: string
    ends_on: string | null
  }
  'people.relation': {
    school_id: string
    person_id: string
    relative_id: string
    relation: string
    declared_at: Date
    declared_by: string | null
  }
  'people.designation': {
    school_id: string
    id: string
    person_id: string
    role: string
    starts_on: string
    ends_on: string | null
    granted_by: string | null
    agreed_by: string | null
    why: string
    created_at: Date
  }
  'people.designation_request': {
    school_id: string
    id: string
    person_id: string
    role: string
    starts_on: string
    why: string
    asked_by: string
    asked_at: Date
    lapses_at: Date
    state: 'asked' | 'agreed' | 'refused'
    decided_by: string | null
    decided_at: Date | null
    decided_why: string | null
  }
  'people.added_kind': {
    school_id: string
    person_id: string
    kind: AddedKind
    starts_on: string
    ends_on: string | null
    why: string
    added_by: string | null
  }
  'people.wrong_address': {
    school_id: string
    id: string
    person_id: string
    way: 'email' | 'letter'
    address: string | null
    why: 'refused' | 'notMe' | 'cameBack'
    noted_at: Date
    noted_by: string | null
    settled_at: Date | null
    settled_by: string | null
  }
  'people.duty': {
    school_id: string
    id: string
    person_id: string
    starts_at: Date
    ends_at: Date
    reach_by: string
    created_by: string | null
    created_at: Date
    withdrawn_at: Date | null
  }
}
