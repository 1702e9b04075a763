// A step of a flow on somebody's list: what it can be, and what it is called before anybody has opened the incident.

import type { FlowNode } from './flow.ts'
import type { Register } from './triage-words.ts'
import type { EndedBy } from './walk-flow.ts'

type TagColour = 'blue' | 'green' | 'grey' | 'red' | 'yellow'

/** Every state with the line that stands beside it. `over`: nothing is owed any more. */
export const stepStates = {
  open: { text: 'To do', means: 'Nobody has recorded anything yet.', colour: 'red', over: false },
  waiting: {
    text: 'Waiting',
    means: 'Begun: somebody else’s answer is waited for.',
    colour: 'yellow',
    over: false,
  },
  done: { text: 'Done', means: 'Recorded, with who and when.', colour: 'green', over: true },
  notNeeded: { text: 'Not needed', means: 'Left out, with the reason.', colour: 'grey', over: true },
  setAside: {
    text: 'Set aside',
    means: 'The incident turned out to be something else, which does not ask for it.',
    colour: 'grey',
    over: true,
  },
} as const satisfies Record<string, { text: string; means: string; colour: TagColour; over: boolean }>
export type StepState = keyof typeof stepStates

export type Step = {
  id: string
  name: string
  flowId: string
  nodeId: string
  means: string | null
  state: StepState
  clock: 'hours' | 'workingDays' | 'schoolDays' | null
  dueAt: Date | null
  openedAt: Date
  changedAt: Date
  reason: string | null
}

/** What an answer makes of a step. */
export const stateAfter: Readonly<Record<string, StepState>> = {
  done: 'done',
  waiting: 'waiting',
  'not-needed': 'notNeeded',
}

/** The same thing in two flows has one name, so that it is one step and one task. */
export const stepName = (flowKey: string, node: Pick<FlowNode, 'id' | 'means'>): string =>
  node.means ?? `${flowKey} ${node.id}`

/** Where a step is done: the register that it opens, `:id` being the incident. `null`: nothing but its own page. */
const registerPaths: Readonly<Record<Register, string | null>> = {
  evidence: '/incidents/:id/evidence/new',
  sealedEvidence: '/incidents/:id/evidence/new',
  confiscation: '/incidents/:id/confiscations/new',
  sanction: '/incidents/:id/sanctions/new',
  referral: '/incidents/:id/referrals/new',
  takedown: '/incidents/:id/takedowns/new',
  parentsInformed: '/incidents/:id/parents',
  lesson: null,
  accountDisable: '/incidents/:id/it',
  viewing: '/incidents/:id/viewings/new',
  deletion: '/incidents/:id/deletions/new',
  contact: null,
  welfareConcern: null,
  allegation: '/staff-concerns',
  lowLevelConcern: '/staff-concerns',
  complaint: '/complaints/new',
}

/** The page of the register that a node opens, under `/s/<school>`; null where there is none. */
export function registerPath(incidentId: string, node: FlowNode): string | null {
  if (node.kind !== 'step' || !node.opens) return null
  const path = registerPaths[node.opens]?.replace(':id', incidentId) ?? null
  return path !== null && node.route ? `${path}?route=${encodeURIComponent(node.route)}` : path
}

const recordPaths: Readonly<Record<EndedBy['kind'], string>> = {
  evidence: '/evidence/:record',
  sanction: '/sanctions/:record',
  referral: '/referrals/:record',
  takedown: '/takedowns/:record',
  parentsInformed: '/incidents/:id/parents',
}

/** The page of the entry that ended a step, under `/s/<school>`; null where somebody answered. */
export function recordPath(incidentId: string, endedBy: EndedBy | undefined): `/${string}` | null {
  if (!endedBy) return null
  const path = recordPaths[endedBy.kind].replace(':id', incidentId).replace(':record', endedBy.id)
  return path as `/${string}`
}

const titles: Readonly<Partial<Record<Register, string>>> = {
  evidence: 'Keep what there is, as the incident says',
  sealedEvidence: 'Put something away safely and write down where',
  confiscation: 'Enter a device that was taken in',
  sanction: 'Decide on a sanction',
  referral: 'Make a referral',
  takedown: 'Ask for something to be taken down',
  contact: 'Ask for advice',
  parentsInformed: 'Speak with a family',
  lesson: 'Write down what the school will change',
  accountDisable: 'Ask for an account to be switched off',
}

/** A task's title: no name, no kind of concern, and nothing that a school wrote into its flow (decision S14). */
export function taskTitle(node: FlowNode): string {
  if (node.kind === 'step' && node.opens) return titles[node.opens] ?? 'Take a step in an incident'
  if (node.kind === 'gate') return 'Record the answer that an incident waits for'
  if (node.kind === 'step') return 'Take a step in an incident'
  return 'Answer the next question about an incident'
}
