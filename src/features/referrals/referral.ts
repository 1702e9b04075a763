// A referral: due, sent, answered; chased and escalated while no answer comes. The moves are a table.

import { Refused } from '#/kernel/refusal.ts'

export type Referral = {
  id: string
  incidentId: string | null
  forLeads: boolean
  route: string
  routeVersion: number
  routeWords: string
  state: State
  why: string
  dueAt: Date | null
  dueClock: 'hours' | 'workingDays' | 'schoolDays' | null
  consent: Consent | null
  consentWhy: string | null
  method: Method | null
  sentAt: Date | null
  namedPerson: string | null
  reference: string | null
  answerDueAt: Date | null
  answeredAt: Date | null
  answer: string | null
  enteredAt: Date
  enteredBy: string | null
}

export const states = {
  due: { text: 'To be made', means: 'It was decided. Nobody outside knows yet.', colour: 'red' },
  sent: {
    text: 'Waiting for an answer',
    means: 'They know. Their answer is not here yet.',
    colour: 'yellow',
  },
  escalated: {
    text: 'Escalated',
    means: 'No answer came, or not the right one: it was taken further.',
    colour: 'orange',
  },
  answered: { text: 'Answered', means: 'Their answer is on record, or none is waited for.', colour: 'green' },
  notNeeded: { text: 'Not needed', means: 'It was not made. The reason is on record.', colour: 'grey' },
} as const
export type State = keyof typeof states

export const methods = {
  phone: 'By phone',
  form: 'By their form',
  email: 'By e-mail',
  inPerson: 'In person',
} as const
export type Method = keyof typeof methods
export const methodNames = Object.keys(methods) as [Method, ...Method[]]

export const consents = {
  given: 'The parents, or the person, agreed',
  refused: 'They were asked and did not agree',
  notSought: 'They were not asked',
} as const
export type Consent = keyof typeof consents
export const consentNames = Object.keys(consents) as [Consent, ...Consent[]]

type ActRow = { words: string; from: readonly State[]; to: State }

/** What is done about a referral. Sending has a form of its own. */
export const acts = {
  send: { words: 'Made', from: ['due'], to: 'sent' },
  chase: { words: 'Asked again for an answer', from: ['sent'], to: 'sent' },
  escalate: { words: 'Taken further', from: ['sent'], to: 'escalated' },
  answer: { words: 'Answer received', from: ['sent', 'escalated'], to: 'answered' },
  drop: { words: 'Not needed', from: ['due'], to: 'notNeeded' },
} as const satisfies Record<string, ActRow>
export type Act = keyof typeof acts
export const actNames = Object.keys(acts) as [Act, ...Act[]]

/** What may be recorded in the state, in the order of the table. */
export function actsIn(state: State): Act[] {
  return actNames.filter((act) => (acts[act] as ActRow).from.includes(state))
}

/** The state after the act. Refused, in words, where the table has no such move. */
export function stateAfter(state: State, act: Act): State {
  const { words, from, to }: ActRow = acts[act]
  if (from.includes(state)) return to
  throw new Refused(
    `This referral is in the state “${states[state].text}”, in which “${words}” is not possible. Reload the page to see what is.`,
  )
}
