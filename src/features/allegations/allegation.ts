// What an adult of the school may have done to a child, or a lesser worry about how they act. States, what may be done
// in each, and the words of an outcome are tables; nothing here touches the adult before the LADO has advised.

import { randomInt } from 'node:crypto'
import { Refused } from '#/kernel/refusal.ts'
import type { Sensitive } from '#/kernel/sensitive.ts'

export type Allegation = {
  id: string
  schoolId: string
  reference: string
  state: State
  /** Null when nobody at the school may decide. */
  caseManager: CaseManager | null
  adultId: string | null
  adultDescribed: string | null
  adultNameThen: string
  adultKindThen: string
  account: Sensitive | null
  happenedOn: string | null
  danger: boolean
  selfReport: boolean
  incidentId: string | null
  welfareIncidentId: string | null
  limbs: readonly Limb[]
  threshold: 'met' | 'below' | null
  ladoDueAt: Date
  openedAt: Date
  openedBy: string | null
  closedAt: Date | null
}

export const caseManagers = { head: 'Head teacher', chairOfGovernors: 'Chair of governors' } as const
export type CaseManager = keyof typeof caseManagers

/** The harm threshold of Keeping children safe in education, part four: one of these is enough. */
export const limbs = {
  harmed: 'Behaved in a way that has harmed a child, or may have harmed a child',
  possibleOffence: 'Possibly committed a criminal offence against a child, or related to a child',
  mayPoseRisk: 'Behaved towards a child in a way that suggests a risk of harm to children',
  mayNotBeSuitable:
    'Behaved, at school or elsewhere, in a way that suggests not being suitable to work with children',
} as const
export type Limb = keyof typeof limbs
export const limbNames = Object.keys(limbs) as Limb[]

type StateRow = {
  words: string
  means: string
  colour: 'blue' | 'green' | 'grey' | 'orange' | 'purple' | 'red' | 'turquoise' | 'yellow'
  register: 'allegation' | 'lowLevel' | 'undecided'
  over: boolean
}

export const states = {
  new: {
    words: 'To be weighed',
    means: 'Somebody told the school. Nobody has weighed it against the harm threshold yet.',
    colour: 'red',
    register: 'undecided',
    over: false,
  },
  consultLado: {
    words: 'Consult the LADO',
    means: 'The threshold may be met. The LADO is asked before anybody speaks with the adult.',
    colour: 'red',
    register: 'allegation',
    over: false,
  },
  othersLead: {
    words: 'Others lead',
    means: 'The LADO has advised; the police or social care go first. The school does what they ask.',
    colour: 'purple',
    register: 'allegation',
    over: false,
  },
  schoolInvestigates: {
    words: 'School investigates',
    means: 'The LADO has advised that the school may find out what happened.',
    colour: 'blue',
    register: 'allegation',
    over: false,
  },
  lowLevel: {
    words: 'Low-level concern',
    means:
      'Below the threshold, and not in line with the code of conduct. To be reviewed by the case manager.',
    colour: 'yellow',
    register: 'lowLevel',
    over: false,
  },
  reviewed: {
    words: 'Reviewed',
    means: 'A low-level concern that was looked at, alone and with earlier ones. It stays in the register.',
    colour: 'green',
    register: 'lowLevel',
    over: true,
  },
  concluded: {
    words: 'Outcome recorded',
    means: 'The outcome, the referrals considered and the staff file are on record. It can be closed.',
    colour: 'turquoise',
    register: 'allegation',
    over: false,
  },
  closed: {
    words: 'Closed',
    means: 'Done. New information opens it again, with the LADO.',
    colour: 'green',
    register: 'allegation',
    over: true,
  },
  outside: {
    words: 'Decided outside the school',
    means: 'Nobody at the school may decide this. The LADO and the local authority do.',
    colour: 'purple',
    register: 'allegation',
    over: false,
  },
} as const satisfies Record<string, StateRow>
export type State = keyof typeof states
export const stateNames = Object.keys(states) as State[]

export const actions = {
  judgeMet: 'The threshold may be met',
  judgeBelow: 'Below the threshold',
  othersLead: 'The LADO: others lead',
  schoolInvestigates: 'The LADO: the school may investigate',
  belowThreshold: 'The LADO: below the threshold',
  review: 'Review',
  conclude: 'Record the outcome',
  close: 'Close',
} as const
export type Action = keyof typeof actions

/** From each state, what leads where. Once the threshold may be met, only the LADO can say that it is not. */
export const moves: Readonly<Record<State, Readonly<Partial<Record<Action, State>>>>> = {
  new: { judgeMet: 'consultLado', judgeBelow: 'lowLevel' },
  consultLado: {
    othersLead: 'othersLead',
    schoolInvestigates: 'schoolInvestigates',
    belowThreshold: 'lowLevel',
  },
  othersLead: {
    othersLead: 'othersLead',
    schoolInvestigates: 'schoolInvestigates',
    belowThreshold: 'lowLevel',
    conclude: 'concluded',
  },
  schoolInvestigates: {
    othersLead: 'othersLead',
    schoolInvestigates: 'schoolInvestigates',
    belowThreshold: 'lowLevel',
    conclude: 'concluded',
  },
  lowLevel: { review: 'reviewed', judgeMet: 'consultLado' },
  reviewed: { review: 'reviewed', judgeMet: 'consultLado' },
  concluded: { close: 'closed', judgeMet: 'consultLado' },
  closed: { judgeMet: 'consultLado' },
  outside: {},
}

/** The matter in the state that the action leads to. Refused, in words, where the table has no such move. */
export function move(allegation: Allegation, action: Action, at: Date): Allegation {
  const to = moves[allegation.state][action]
  if (to === undefined) {
    throw new Refused(
      allegation.state === 'consultLado'
        ? 'The LADO has to be consulted first. Ring, then record the reference, the name and the advice.'
        : `This is in the state “${states[allegation.state].words}”, in which “${actions[action]}” is not possible. Reload the page to see what is.`,
    )
  }
  return { ...allegation, state: to, closedAt: to === 'closed' || to === 'reviewed' ? at : null }
}

type StepRow = {
  words: string
  /** It touches the adult or could warn them: not before the LADO has advised, or below the threshold. How the ban is said. */
  afterLado: string | null
}

/** What the case manager does and writes down. The database refuses the `afterLado` ones too, should this be forgotten. */
export const steps = {
  childMadeSafe: { words: 'Made sure that the child is safe', afterLado: null },
  policeTold: { words: 'Told the police', afterLado: null },
  socialCareTold: { words: 'Told children’s social care', afterLado: null },
  hrAsked: { words: 'Asked human resources for advice', afterLado: null },
  evidenceKept: { words: 'Kept evidence as it is', afterLado: null },
  parentsTold: { words: 'Told the child’s parents', afterLado: 'Telling the child’s parents' },
  adultTold: { words: 'Told the adult', afterLado: 'Telling the adult' },
  witnessInterviewed: { words: 'Interviewed a witness', afterLado: 'Interviewing a witness' },
  adultInterviewed: { words: 'Interviewed the adult', afterLado: 'Interviewing the adult' },
  adultSuspended: {
    words: 'Suspended the adult, or moved them away from children',
    afterLado: 'Suspending the adult, or moving them in a way that tells them',
  },
  adultSupported: { words: 'Offered the adult support', afterLado: 'Offering the adult support' },
  note: { words: 'Something else worth keeping', afterLado: null },
} as const satisfies Record<string, StepRow>
export type Step = keyof typeof steps
export const stepNames = Object.keys(steps) as Step[]

/** Why the step must not be taken yet, as a sentence; null when it may. `adultMayBeTold` is the LADO's latest word on it. */
export function notYet(
  allegation: Pick<Allegation, 'state' | 'threshold'>,
  step: Step,
  adultMayBeTold: boolean | null,
): string | null {
  if (steps[step].afterLado === null) return null
  if (allegation.state === 'new')
    return 'Weigh it against the threshold first. Until then nobody speaks with the adult.'
  if (allegation.state === 'outside')
    return 'The LADO and the local authority decide about this, not the school.'
  if (allegation.threshold === 'below') return null
  if (adultMayBeTold === null || allegation.state === 'consultLado')
    return 'Consult the LADO first. Until then nobody tells or interviews the adult.'
  return adultMayBeTold
    ? null
    : 'The LADO advised that the adult must not know yet. Ask again, and record the new advice.'
}

const letters = '23456789ABCDEFGHJKMNPQRSTVWXYZ'

/** A reference that says nothing about when, or how many. */
export function drawReference(): string {
  return `C-${Array.from({ length: 8 }, () => letters[randomInt(letters.length)]).join('')}`
}
