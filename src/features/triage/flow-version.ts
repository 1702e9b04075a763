// A school's own copy of a flow: drafted, proposed by one person, put in force by another from a day on.

import { Refused } from '#/kernel/refusal.ts'
import type { Permission } from '#/platform/access/access.ts'
import type { Flow } from './flow.ts'

type TagColour = 'blue' | 'green' | 'grey' | 'red' | 'yellow'

export const flowStates = {
  draft: { text: 'Draft', means: 'Being written. No incident uses it.', colour: 'grey' },
  proposed: { text: 'Proposed', means: 'Waits for a second person to confirm it.', colour: 'yellow' },
  confirmed: { text: 'Confirmed', means: 'New incidents use it from its day on.', colour: 'green' },
  refused: { text: 'Refused', means: 'The second person did not agree; the reason is kept.', colour: 'red' },
  discarded: { text: 'Discarded', means: 'Given up before it was proposed.', colour: 'grey' },
} as const satisfies Record<string, { text: string; means: string; colour: TagColour }>
export type FlowState = keyof typeof flowStates

export type FlowVersion = {
  id: string
  flow: Flow
  state: FlowState
  why: string | null
  /** `2026-12-01`: incidents that are written down on that day or later use it. */
  fromDay: string | null
  draftedBy: string
  proposedBy: string | null
  proposedAt: Date | null
  decidedBy: string | null
  decidedAt: Date | null
  decisionReason: string | null
  revision: number
}

type Action = 'edit' | 'discard' | 'propose' | 'confirm' | 'refuse'
type ActionRow = { from: FlowState; to: FlowState; may: Permission; label: string }

/** What may be done with a version, in which state, and who may. */
export const flowActions = {
  edit: { from: 'draft', to: 'draft', may: 'triage.editFlows', label: 'Change it' },
  discard: { from: 'draft', to: 'discarded', may: 'triage.editFlows', label: 'Discard this draft' },
  propose: { from: 'draft', to: 'proposed', may: 'triage.editFlows', label: 'Propose it' },
  confirm: { from: 'proposed', to: 'confirmed', may: 'triage.confirmFlows', label: 'Confirm it' },
  refuse: { from: 'proposed', to: 'refused', may: 'triage.confirmFlows', label: 'Do not confirm it' },
} as const satisfies Record<Action, ActionRow>

/** The state that the action leads to. Refused, in words, where the table has no such move. */
export function moveFlow(version: FlowVersion, action: Action): FlowState {
  const { from, to, label } = flowActions[action]
  if (version.state === from) return to
  throw new Refused(
    `This copy is in the state “${flowStates[version.state].text}”, in which “${label}” is not possible. Reload the page.`,
  )
}

/** The versions that an incident of that day uses, one for each flow: the newest in force by then. */
export function inForceOn(
  versions: readonly FlowVersion[],
  started: { at: Date; day: string },
): ReadonlyMap<string, FlowVersion> {
  const found = new Map<string, FlowVersion>()
  for (const version of versions) {
    const { state, fromDay, decidedAt, flow } = version
    if (state !== 'confirmed' || fromDay === null || decidedAt === null) continue
    if (fromDay > started.day || decidedAt > started.at) continue
    const other = found.get(flow.key)
    if (!other || other.flow.version < flow.version) found.set(flow.key, version)
  }
  return found
}
