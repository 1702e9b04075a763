// A sanction: proposed on a level of the ladder, approved by whom the level names, carried out or in force, and over.

import { Refused } from '#/kernel/refusal.ts'
import type { DesignatedRole } from '../people/index.ts'
import type { Level, Stop } from './ladders.ts'

export type Sanction = {
  id: string
  incidentId: string
  personId: string
  nameThen: string
  of: 'pupil' | 'staff'
  ladder: string
  ladderVersion: number
  level: string
  levelWords: string
  approver: Level['approver']
  state: State
  why: string
  stops: Stop | null
  tool: string | null
  endsOn: string | null
  needsTalk: boolean
  ladoAdvice: string | null
  proposedAt: Date
  proposedBy: string | null
  overAt: Date | null
}

type StateRow = {
  text: string
  means: string
  colour: 'blue' | 'green' | 'grey' | 'orange' | 'purple' | 'red'
}

/** Every state with the line that stands beside it. */
export const states = {
  proposed: { text: 'Proposed', means: 'Somebody has to approve or refuse it.', colour: 'orange' },
  approved: { text: 'Approved', means: 'It may be carried out now.', colour: 'blue' },
  inForce: {
    text: 'In force',
    means: 'Internet, e-mail or a tool is stopped, until the day or the talk that it names.',
    colour: 'purple',
  },
  done: { text: 'Done', means: 'Carried out, or over.', colour: 'green' },
  refused: { text: 'Refused', means: 'It was not approved. The reason is on record.', colour: 'grey' },
  withdrawn: { text: 'Withdrawn', means: 'Taken back before it was over.', colour: 'grey' },
} as const satisfies Record<string, StateRow>
export type State = keyof typeof states

export const stops: Readonly<Record<Stop, string>> = {
  internet: 'Internet at school',
  email: 'School e-mail',
  tool: 'One tool, such as a blog or a chat',
}

type ActRow = { words: string; from: readonly State[]; to: State | 'same' }

/** What is done about a sanction once it stands, and from which state. */
export const acts = {
  toldThemselves: { words: 'Told the person', from: ['approved', 'inForce', 'done'], to: 'same' },
  toldParents: { words: 'Told the parents', from: ['approved', 'inForce', 'done'], to: 'same' },
  talk: { words: 'Talk with a senior leader', from: ['inForce'], to: 'same' },
  carryOut: { words: 'Carried out', from: ['approved'], to: 'done' },
  end: { words: 'Ended', from: ['inForce'], to: 'done' },
  withdraw: { words: 'Withdrawn', from: ['proposed', 'approved', 'inForce'], to: 'withdrawn' },
} as const satisfies Record<string, ActRow>
export type Act = keyof typeof acts
export const actNames = Object.keys(acts) as Act[]

const rowOf = (act: Act): ActRow => acts[act]

/** What may be recorded in the state, in the order of the table. An adult’s parents are told nothing. */
export function actsIn({ state, of, needsTalk }: Pick<Sanction, 'state' | 'of' | 'needsTalk'>): Act[] {
  return actNames.filter(
    (act) =>
      rowOf(act).from.includes(state) &&
      (act !== 'toldParents' || of === 'pupil') &&
      (act !== 'talk' || needsTalk),
  )
}

/** The state after the act. Refused, in words, where the table has no such move. */
export function stateAfter(state: State, act: Act): State {
  const { words, from, to } = rowOf(act)
  if (!from.includes(state)) {
    throw new Refused(
      `This sanction is in the state “${states[state].text}”, in which “${words}” is not possible. Reload the page to see what is.`,
    )
  }
  return to === 'same' ? state : to
}

type ApproverRow = { words: string; parties: readonly (readonly DesignatedRole[])[] }

/** Who must agree to a level: one of each party. Nobody need agree to what a teacher settles on the spot (A94). */
export const approvers: Readonly<Record<Level['approver'], ApproverRow>> = {
  classTeacher: { words: 'whoever deals with it', parties: [] },
  seniorLeader: {
    words: 'a senior leader who did not propose it',
    parties: [['seniorLeader', 'delegatedSeniorLeader', 'deputyHead', 'head']],
  },
  deputyHead: { words: 'the head or a deputy head', parties: [['deputyHead', 'head']] },
  head: { words: 'the head', parties: [['head']] },
  headAndGovernors: {
    words: 'the head and the chair of governors',
    parties: [['head'], ['chairOfGovernors']],
  },
}

/** Who may approve what they proposed themselves: above the head stands nobody who could at this level. */
const mayApproveOwn: readonly DesignatedRole[] = ['head']

/**
 * For which party the person decides. Refuses, in words, whoever belongs to none that is still asked, and whoever
 * proposed it, but for the head.
 */
export function partyFor(
  sanction: Pick<Sanction, 'approver' | 'proposedBy'>,
  person: { personId: string; roles: ReadonlySet<string> },
  decided: readonly { party: number; decidedBy: string }[],
): number {
  const { words, parties } = approvers[sanction.approver]
  const own = sanction.proposedBy === person.personId
  if (own && !mayApproveOwn.some((role) => person.roles.has(role))) {
    throw new Refused('You proposed this yourself. Somebody else has to approve or refuse it.')
  }
  if (decided.some(({ decidedBy }) => decidedBy === person.personId)) {
    throw new Refused('You have decided on this already. The other person it needs has to decide now.')
  }
  const party = parties.findIndex(
    (roles, at) => !decided.some((one) => one.party === at) && roles.some((role) => person.roles.has(role)),
  )
  if (party < 0) throw new Refused(`This needs ${words}.`)
  return party
}

/** The parties that have not decided yet. */
export function partiesLeft(
  approver: Level['approver'],
  decided: readonly { party: number }[],
): readonly (readonly DesignatedRole[])[] {
  return approvers[approver].parties.filter((_, at) => !decided.some(({ party }) => party === at))
}
