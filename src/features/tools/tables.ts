import type { Answers } from './assessment-form.ts'
import type { Project } from './project.ts'
import type { Accounts, Decision, Parents, Tool, ToolKind } from './tool.ts'

/** The tables of this feature, as its stores see them. */
export type ToolTables = {
  'tools.tool': {
    school_id: string
    id: string
    name: string
    kind: ToolKind
    maker: string | null
    site: string | null
    for_children: string | null
    state: Tool['state']
    proposed_by: string
    proposed_at: Date
    assessment_id: string | null
    decided_assessment_id: string | null
    approved_until: string | null
  }
  'tools.assessment': {
    school_id: string
    id: string
    tool_id: string
    number: number
    form_version: number
    benefit: string
    risks: string | null
    from_year: number | null
    to_year: number | null
    min_age: number | null
    accounts: Accounts
    parents: Parents
    places: string[]
    answers: Answers
    assessed_by: string
    assessed_at: Date
  }
  'tools.decision': {
    school_id: string
    id: string
    tool_id: string
    assessment_id: string
    result: Decision['result']
    why: string
    conditions: string | null
    until: string | null
    decided_by: string
    decided_at: Date
  }
  'tools.project': {
    school_id: string
    id: string
    title: string
    needs: string[]
    tool_id: string | null
    class_id: string
    plan: string
    adult_id: string
    parents_know: boolean
    starts_on: string
    ends_on: string
    state: Project['state']
    asked_by: string
    asked_at: Date
    decided_by: string | null
    decided_at: Date | null
    decided_why: string | null
  }
}
