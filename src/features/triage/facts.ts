import type { Condition } from './flow.ts'
import type { TriageSettings } from './triage-settings.ts'
import type { Finding, personKinds, personRoles } from './triage-words.ts'

/** A person in the incident and the part they are said to have had. One child may stand here twice. */
export type PersonInIt = {
  kind: (typeof personKinds)[number]
  as: (typeof personRoles)[number]
  /** True only when the age is known; an unknown age is never taken for 13 or over in anyone's favour. */
  under13: boolean
}

/** All that a flow may decide from. */
export type Facts = {
  people: readonly PersonInIt[]
  settings: TriageSettings
  /** What earlier flows of the same incident have established. */
  found: ReadonlySet<Finding>
}

/** Whether a condition holds for these facts. */
export function holds(condition: Condition, facts: Facts): boolean {
  if ('always' in condition) return true
  if ('found' in condition) return facts.found.has(condition.found)
  if ('setting' in condition) return facts.settings.switches[condition.setting]
  if ('under13' in condition) return facts.people.some((p) => p.as === condition.under13 && p.under13)
  if ('involved' in condition) {
    const { involved, as } = condition
    return facts.people.some((p) => p.kind === involved && (as === undefined || p.as === as))
  }
  if ('all' in condition) return condition.all.every((c) => holds(c, facts))
  if ('any' in condition) return condition.any.some((c) => holds(c, facts))
  return !holds(condition.not, facts)
}

/** Nobody at school may look at, keep or upload anything: no setting, policy or edited copy reaches this (S11). */
export function isForNobodysSight(found: ReadonlySet<Finding>): boolean {
  return found.has('terroristMaterial') || (found.has('childImage') && !found.has('noChildInImage'))
}
