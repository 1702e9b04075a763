// A complaint about how people use the internet, or about what the school does about it. Its routes are a table.

import { randomInt } from 'node:crypto'
import { Refused } from '#/kernel/refusal.ts'
import type { Sensitive } from '#/kernel/sensitive.ts'
import type { DesignatedRole } from '../people/index.ts'

export type Complaint = {
  id: string
  schoolId: string
  reference: string
  kind: Kind
  state: State
  decidedBy: readonly string[]
  aboutId: string | null
  complainant: string
  account: Sensitive
  receivedAt: Date
  receivedBy: string | null
  acknowledgeBy: Date
  answerBy: Date
  outcome: Outcome | null
  incidentId: string | null
  closedAt: Date | null
}

/** `setting` names the setting that says who decides; the others are the same in every policy. */
type KindRow = {
  words: string
  means: string
  decidedBy: readonly DesignatedRole[] | 'misuse' | 'staffMisuse'
  /** Logged at once as an incident: `adult` in the register of adults, `child` for the safeguarding lead. */
  logs: 'adult' | 'child' | null
  clauses: readonly string[]
}

export const kinds = {
  misuse: {
    words: 'Misuse of the internet or of equipment',
    means: 'By pupils, or by nobody in particular. The head or, by setting, a deputy head deals with it.',
    decidedBy: 'misuse',
    logs: null,
    clauses: ['B43'],
  },
  outOfHours: {
    words: 'From a parent, about something out of hours',
    means: 'What happened outside the school’s day. Straight to the head.',
    decidedBy: ['head'],
    logs: null,
    clauses: ['A84'],
  },
  thirdParty: {
    words: 'From a third party',
    means: 'A neighbour, a club, another school. Straight to the head.',
    decidedBy: ['head'],
    logs: null,
    clauses: ['A84'],
  },
  staffMisuse: {
    words: 'About what an adult of the school did',
    means:
      'To the head; by setting, to the senior leader for online safety. Logged as a confidential incident.',
    decidedBy: 'staffMisuse',
    logs: 'adult',
    clauses: ['B44', 'R109', 'T101', 'T102'],
  },
  childProtection: {
    words: 'A child may be harmed',
    means: 'To the safeguarding lead at once, as a safeguarding concern.',
    decidedBy: ['head'],
    logs: 'child',
    clauses: ['B45', 'R111'],
  },
  whistleblowing: {
    words: 'About the school or the local authority, from somebody who works here',
    means:
      'Whistleblowing. To the head or, if it is about the head, to the chair of governors. Never on social media.',
    decidedBy: ['head'],
    logs: null,
    clauses: ['R91'],
  },
} as const satisfies Record<string, KindRow>
export type Kind = keyof typeof kinds
export const kindNames = Object.keys(kinds) as Kind[]

export const states = {
  received: {
    text: 'Received',
    means: 'It came in. Whoever complained has not heard from us yet.',
    colour: 'red',
  },
  acknowledged: {
    text: 'Acknowledged',
    means: 'Whoever complained knows that we have it. It is being looked into.',
    colour: 'blue',
  },
  answered: {
    text: 'Answered',
    means: 'The outcome is decided and whoever complained has an answer.',
    colour: 'green',
  },
  withdrawn: {
    text: 'Withdrawn',
    means: 'Whoever complained took it back. What a child needs is done all the same.',
    colour: 'grey',
  },
  passedOn: { text: 'Passed on', means: 'It is an incident. The work goes on there.', colour: 'purple' },
  outside: {
    text: 'Decided outside the school',
    means: 'Nobody at the school may decide. The local authority does.',
    colour: 'purple',
  },
} as const
export type State = keyof typeof states
export const stateNames = Object.keys(states) as State[]

export const outcomes = {
  upheld: 'Upheld: it was as the complaint says',
  partlyUpheld: 'Upheld in part',
  notUpheld: 'Not upheld: it was not so, or could not be shown',
} as const
export type Outcome = keyof typeof outcomes
export const outcomeNames = Object.keys(outcomes) as Outcome[]

export const actions = {
  acknowledge: 'Acknowledge it',
  answer: 'Answer it',
  withdraw: 'Record that it was withdrawn',
  passOn: 'Make it an incident',
} as const
export type Action = keyof typeof actions
export const actionNames = Object.keys(actions) as Action[]

export const moves: Readonly<Record<State, Readonly<Partial<Record<Action, State>>>>> = {
  received: { acknowledge: 'acknowledged', answer: 'answered', withdraw: 'withdrawn', passOn: 'passedOn' },
  acknowledged: { answer: 'answered', withdraw: 'withdrawn', passOn: 'passedOn' },
  answered: {},
  withdrawn: {},
  passedOn: {},
  outside: {},
}

/** The complaint in the state that the action leads to. Refused, in words, where the table has no such move. */
export function move(complaint: Complaint, action: Action, at: Date): Complaint {
  const to = moves[complaint.state][action]
  if (to === undefined) {
    throw new Refused(
      `This complaint is in the state “${states[complaint.state].text}”, in which “${actions[action]}” is not possible. Reload the page to see what is.`,
    )
  }
  return { ...complaint, state: to, closedAt: to === 'acknowledged' ? null : at }
}

const letters = '23456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Drawn, not counted: a gap in a count would tell that there is one which few may see. */
export function drawReference(): string {
  return `P-${Array.from({ length: 6 }, () => letters[randomInt(letters.length)]).join('')}`
}
