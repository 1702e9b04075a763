import type { Facts, PersonInIt } from '#/features/triage/facts.ts'
import type { Flow } from '#/features/triage/flow.ts'
import { answer, nextOpen } from '#/features/triage/run-flow.ts'
import { triagePresets } from '#/features/triage/triage-settings.ts'
import type { Finding, Role } from '#/features/triage/triage-words.ts'
import type { Entry } from '#/features/triage/walk-flow.ts'

export const at = new Date('2026-11-12T09:00:00Z')
export const everyone: Role[] = ['dsl', 'head', 'delegatedLeader', 'caseManager', 'itSupport', 'classTeacher']

/** What is known of an incident; the settings are Thorn’s unless the test says otherwise. */
export function factsOf(
  people: PersonInIt[] = [],
  found: Finding[] = [],
  settings = triagePresets.thorn,
): Facts {
  return { people, settings, found: new Set(found) }
}

/** Answers in turn, as one person who holds every role. */
export function after(
  flow: Flow,
  facts: Facts,
  replies: readonly (readonly [string, string, string?])[],
): Entry[] {
  const entries: Entry[] = []
  for (const [nodeId, given, reason] of replies) {
    const reply = {
      nodeId,
      answer: given,
      by: { personId: 'one', roles: everyone },
      at,
      ...(reason ? { reason } : {}),
    }
    entries.push(answer(flow, facts, entries, reply))
  }
  return entries
}

/** The nodes that are open after these entries, in the flow’s order. */
export const openIds = (flow: Flow, facts: Facts, entries: Entry[]) =>
  nextOpen(flow, facts, entries).map(({ node }) => node.id)
