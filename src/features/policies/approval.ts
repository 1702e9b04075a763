// How a policy is approved: ordered steps, each with who decides it. Which steps a school has is a setting.

import { Refused } from '#/kernel/refusal.ts'
import type { DesignatedRole } from '../people/index.ts'

type StepRow = {
  /** Names the step in lists: "Discussed by all staff". */
  words: string
  /** What the task asks for. */
  asks: string
  /** Who may say how it went. The first of them gets the task. */
  decidedBy: readonly [DesignatedRole, ...DesignatedRole[]]
  /** It is decided at a meeting, whose minute is named. */
  meeting: boolean
}

export const steps = {
  staff: {
    words: 'Discussed and agreed by all staff',
    asks: 'Take a policy through a staff meeting and record what came of it',
    decidedBy: ['coordinator', 'head', 'deputyHead', 'dsl'],
    meeting: true,
  },
  head: {
    words: 'Approved by the head teacher',
    asks: 'Approve a policy, or send it back',
    decidedBy: ['head'],
    meeting: false,
  },
  governors: {
    words: 'Approved by the governing body',
    asks: 'Record what the governing body decided on a policy',
    decidedBy: ['chairOfGovernors'],
    meeting: true,
  },
  board: {
    words: 'Approved by the board',
    asks: 'Record what the board decided on a policy',
    decidedBy: ['chairOfGovernors'],
    meeting: true,
  },
  signature: {
    words: 'Signed by the chair of governors',
    asks: 'Sign a policy that was approved',
    decidedBy: ['chairOfGovernors'],
    meeting: false,
  },
} as const satisfies Record<string, StepRow>
export type Step = keyof typeof steps
/** Those that a school puts in its order; the signature comes after all of them. */
export type ApprovalStep = Exclude<Step, 'signature'>
export const approvalSteps = [
  'staff',
  'head',
  'governors',
  'board',
] as const satisfies readonly ApprovalStep[]

/** What the table says of a step: who takes it, and what has to be said. */
export const stepRow = (step: Step): StepRow => steps[step]

export type Decision = 'approved' | 'sentBack'
export type Approval = {
  id: string
  attempt: number
  step: Step
  decision: Decision
  says: string | null
  heldOn: string
  minute: string | null
  hash: Buffer
  personId: string
  nameThen: string
  at: Date
}

/** The step whose turn it is; null when all are taken. Only this attempt counts: a text that came back starts anew. */
export function nextStep(
  version: { route: readonly Step[]; attempt: number },
  approvals: readonly Pick<Approval, 'attempt' | 'step' | 'decision'>[],
): Step | null {
  const done = approvals
    .filter(({ attempt, decision }) => attempt === version.attempt && decision === 'approved')
    .map(({ step }) => step)
  return version.route.find((step) => !done.includes(step)) ?? null
}

/** Refuses somebody who may not decide this step, and a meeting that has no minute. */
export function requireDecider(step: Step, roles: ReadonlySet<string>): void {
  const { decidedBy, words } = stepRow(step)
  if (decidedBy.some((role) => roles.has(role))) return
  throw new Refused(`“${words}” is not yours to record. It waits for somebody else, who has a task for it.`)
}
