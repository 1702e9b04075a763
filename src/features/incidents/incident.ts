// An incident: something happened online, or may have, that the school must answer for. Its states and moves are a table.

import { Refused } from '#/kernel/refusal.ts'
import type { Sensitive } from '#/kernel/sensitive.ts'
import type { Permission } from '#/platform/access/access.ts'

export type Incident = {
  id: string
  schoolId: string
  reference: string
  register: RegisterName
  kind: string
  catalogueVersion: number
  state: State
  happenedAt: Date | null
  happenedPrecision: Precision
  outOfHours: boolean | null
  happenedWhere: Where
  onlineService: string | null
  toldAt: Date
  description: Sensitive
  serious: boolean | null
  persistent: boolean | null
  safeguarding: boolean
  possibleChildImage: boolean
  restricted: boolean
  nobodyInvolved: boolean
  nextDueAt: Date | null
  duplicateOf: string | null
  openedBy: string | null
  openedAt: Date
  closedAt: Date | null
  revision: number
}

/** Whose matter it is. `adult` is for the case manager alone: what an adult of the school may have done. */
export const registers = {
  pupil: 'Pupils',
  staffVictim: 'Staff as targets',
  technical: 'Technical',
  adult: 'An adult of the school',
} as const
export type RegisterName = keyof typeof registers

/**
 * The registers in which something told twice may stand. What concerns an adult of the school has its own readers, so it is
 * one matter only with what stands there too.
 */
export function registersOfOneMatter(register: RegisterName): RegisterName[] {
  return (Object.keys(registers) as RegisterName[]).filter(
    (other) => (other === 'adult') === (register === 'adult'),
  )
}

export const precisions = {
  exact: 'At this time',
  about: 'At about this time',
  day: 'On this day, time not known',
  unknown: 'Not known',
} as const
export type Precision = keyof typeof precisions

export const places = {
  inSchool: 'In school',
  outOfSchool: 'Out of school',
  both: 'In and out of school',
  unknown: 'Not known',
} as const
export type Where = keyof typeof places

type TagColour = 'blue' | 'green' | 'grey' | 'orange' | 'purple' | 'red' | 'turquoise' | 'yellow'
type StateRow = { words: string; means: string; colour: TagColour; over: boolean }

/** Every state with the line that stands beside it wherever it is shown. `over`: nothing is owed any more. */
export const states = {
  new: { words: 'New', means: 'Written down. Nobody has opened it yet.', colour: 'red', over: false },
  firstQuestions: {
    words: 'First questions',
    means: 'Somebody has opened it. The four safety questions are not answered yet.',
    colour: 'orange',
    over: false,
  },
  inProgress: {
    words: 'In progress',
    means: 'The safety questions are answered and the school is working on it.',
    colour: 'blue',
    over: false,
  },
  waiting: {
    words: 'Waiting for others',
    means: 'The next step is somebody else’s: police, social care, a provider, a family.',
    colour: 'yellow',
    over: false,
  },
  readyToClose: {
    words: 'Ready to close',
    means: 'All steps are done or not needed. Somebody has to look at the whole and close it.',
    colour: 'turquoise',
    over: false,
  },
  closed: {
    words: 'Closed',
    means: 'Done. What was done, who was told and what will change is on record.',
    colour: 'green',
    over: true,
  },
  duplicate: {
    words: 'Duplicate',
    means: 'The same thing was reported before. The work goes on in the other incident.',
    colour: 'grey',
    over: true,
  },
  notOnlineSafety: {
    words: 'Not online safety',
    means: 'Not a matter for this register. The reason, and who has it now, are on record.',
    colour: 'grey',
    over: true,
  },
  reopened: {
    words: 'Reopened',
    means: 'Something new came up after it was over. It is being looked at again.',
    colour: 'purple',
    over: false,
  },
} as const satisfies Record<string, StateRow>
export type State = keyof typeof states
export const stateNames = Object.keys(states) as State[]
export const openStateNames = stateNames.filter((state) => !states[state].over)

type ActionRow = { label: string; may: Permission; mustSay: string | null }

/** What one does with an incident: who may, and what has to be said ("…" in the label of the text field). */
export const actions = {
  begin: { label: 'Start on it', may: 'incidents.work', mustSay: null },
  answerFirstQuestions: {
    label: 'First questions answered',
    may: 'incidents.work',
    mustSay: null,
  },
  wait: {
    label: 'Wait for others',
    may: 'incidents.work',
    mustSay: 'Whom are you waiting for, and for what?',
  },
  goOn: { label: 'Go on with it', may: 'incidents.work', mustSay: null },
  finish: { label: 'Mark as ready to close', may: 'incidents.work', mustSay: null },
  close: { label: 'Close', may: 'incidents.close', mustSay: 'What was done?' },
  markDuplicate: {
    label: 'Mark as a duplicate',
    may: 'incidents.work',
    mustSay: 'How do you know that it is the same?',
  },
  setAside: {
    label: 'Not an online safety matter',
    may: 'incidents.setAside',
    mustSay: 'Why not, and who looks after it now?',
  },
  reopen: { label: 'Reopen', may: 'incidents.reopen', mustSay: 'Why does it have to be looked at again?' },
} as const satisfies Record<string, ActionRow>
export type Action = keyof typeof actions
export const actionNames = Object.keys(actions) as Action[]

type Moves = Readonly<Partial<Record<Action, State>>>

const unasked: Moves = { markDuplicate: 'duplicate' }
const asked: Moves = { ...unasked, setAside: 'notOnlineSafety' }

/**
 * From each state, what may be done and where it leads. Nothing closes, and nothing is set aside as no online safety matter,
 * before the four safety questions are answered.
 */
export const moves: Readonly<Record<State, Moves>> = {
  new: { begin: 'firstQuestions', answerFirstQuestions: 'inProgress', ...unasked },
  firstQuestions: { answerFirstQuestions: 'inProgress', ...unasked },
  inProgress: { wait: 'waiting', finish: 'readyToClose', close: 'closed', ...asked },
  waiting: { goOn: 'inProgress', finish: 'readyToClose', ...asked },
  readyToClose: { goOn: 'inProgress', wait: 'waiting', close: 'closed', ...asked },
  closed: { reopen: 'reopened' },
  duplicate: { reopen: 'reopened' },
  notOnlineSafety: { reopen: 'reopened' },
  reopened: { begin: 'firstQuestions', answerFirstQuestions: 'inProgress', ...unasked },
}

/** The incident in the state that the action leads to. Refused, in words, when the table has no such move. */
export function move(incident: Incident, action: Action, at: Date): Incident {
  const to = moves[incident.state][action]
  if (to === undefined) throw new Refused(cannot(incident.state, action))
  const over = states[to].over
  return {
    ...incident,
    state: to,
    closedAt: over ? at : null,
    nextDueAt: over ? null : incident.nextDueAt,
    duplicateOf: to === 'duplicate' ? incident.duplicateOf : null,
  }
}

/** Whether the four safety questions come first now: nobody is sanctioned or asked to remove anything before they are answered. */
export function owesFirstQuestions(state: State): boolean {
  return moves[state].answerFirstQuestions !== undefined
}

/** What may be done in this state, in the order of the table. */
export function actionsIn(state: State): Action[] {
  return actionNames.filter((action) => moves[state][action] !== undefined)
}

function cannot(state: State, action: Action): string {
  if (action === 'close' && !states[state].over) {
    return `This incident is in the state “${states[state].words}”. It can be closed once the safety questions are answered and nothing is waited for.`
  }
  return `This incident is in the state “${states[state].words}”, in which “${actions[action].label}” is not possible. Reload the page to see what is.`
}
