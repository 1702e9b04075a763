// A request to remove something. Whom one may ask, what follows from a no, and the moves are tables.

import { Refused } from '#/kernel/refusal.ts'
import type { Network } from './networks.ts'

export const whoms = {
  user: {
    words: 'Whoever put it there',
    means: 'A pupil or somebody else. Remind them of what they signed.',
  },
  staff: {
    words: 'A member of staff who put it there',
    means: 'Unless the LADO, the police or HR said not to speak about it.',
  },
  parent: { words: 'A parent', means: 'To remove it, or to close a child’s account that is under age.' },
  administrator: {
    words: 'The administrator of our site, blog or account',
    means: 'Also for comments on the school’s own pages.',
  },
  provider: { words: 'The network or provider', means: 'By its own way to report.' },
} as const
export type Whom = keyof typeof whoms
export const whomNames = Object.keys(whoms) as [Whom, ...Whom[]]

export const wantsWords = { remove: 'Remove it', closeAccount: 'Close the account' } as const
export type Wants = keyof typeof wantsWords

export const states = {
  asked: { text: 'Asked', means: 'They were asked. Nothing has come of it yet.', colour: 'yellow' },
  removed: { text: 'Removed', means: 'Somebody looked: it is gone.', colour: 'green' },
  refused: {
    text: 'Refused',
    means: 'They said no, or let the time pass. There is a next step.',
    colour: 'red',
  },
  withdrawn: { text: 'Withdrawn', means: 'It is not asked for any more.', colour: 'grey' },
} as const
export type State = keyof typeof states

export type TakedownRequest = {
  id: string
  incidentId: string
  whom: Whom
  wants: Wants
  network: Network | null
  place: string
  what: string
  personId: string | null
  nameThen: string | null
  underAge: boolean | null
  follows: string | null
  state: State
  askedAt: Date
  askedBy: string | null
  answerBy: Date
  overAt: Date | null
}

export const acts = {
  chase: { words: 'Asked again', from: 'asked', to: 'asked' },
  removed: { words: 'It is gone', from: 'asked', to: 'removed' },
  refused: { words: 'They said no, or did not answer', from: 'asked', to: 'refused' },
  withdraw: { words: 'No longer asked for', from: 'asked', to: 'withdrawn' },
} as const satisfies Record<string, { words: string; from: State; to: State }>
export type Act = keyof typeof acts
export const actNames = Object.keys(acts) as [Act, ...Act[]]

/** The state after the act. Refused, in words, once it is over. */
export function stateAfter(state: State, act: Act): State {
  if (acts[act].from === state) return acts[act].to
  throw new Refused(
    `This is in the state “${states[state].text}”: nothing more is recorded. Ask anew instead.`,
  )
}

type NextStep = { words: string; whom: Whom; wants: Wants }

/**
 * What follows from a no. From a user under age: the network closes the account (T145). From anyone else who put it
 * there: the administrator where the place is ours (B75), else the provider (B94). From a provider nobody is left to ask.
 */
export function nextStep({ whom, wants, underAge, network }: TakedownRequest): NextStep | null {
  if (
    (whom === 'user' || whom === 'parent') &&
    underAge === true &&
    (wants === 'remove' || whom === 'parent')
  ) {
    return {
      words: 'Ask the network to close the account: its owner is under age',
      whom: 'provider',
      wants: 'closeAccount',
    }
  }
  if (whom === 'provider') return null
  if (whom === 'administrator' || network !== null) {
    return { words: 'Ask the network or provider to remove it', whom: 'provider', wants: 'remove' }
  }
  return { words: 'Ask the administrator of the site to remove it', whom: 'administrator', wants: 'remove' }
}
