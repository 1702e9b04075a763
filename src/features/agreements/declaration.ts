// Where a rule about social media does not fit somebody's life: what may be declared, and what a decision needs. Pure.

import { Refused } from '#/kernel/refusal.ts'

/** Rules that know an exception. `needsEnd`: what is allowed ends on a day, and is looked at again. */
export const rules = {
  pupilRelative: {
    words: 'Contact with a pupil who is a relative',
    hint: 'Your niece in year 5, your own child. Say who and by which service.',
    needsEnd: false,
    clauses: ['R76'],
  },
  formerPupil: {
    words: 'Contact with a former pupil under the age in the rules',
    hint: 'A former pupil whom you know from a club or the family. Say how you know them.',
    needsEnd: true,
    clauses: ['R77'],
  },
  otherName: {
    words: 'An account under another name',
    hint: 'A stage name, a maiden name. Say why it is not there to get round the rules.',
    needsEnd: false,
    clauses: ['R88'],
  },
  otherRole: {
    words: 'Another role that brings contact with pupils online',
    hint: 'A scout group, a choir, a sports club. Say which, and who else sees the messages.',
    needsEnd: true,
    clauses: ['R76'],
  },
} as const
export type Rule = keyof typeof rules
export const ruleNames = Object.keys(rules) as Rule[]

export const declarationStates = {
  waiting: { text: 'Waiting', means: 'Nobody has decided yet. Until then the rule holds.', colour: 'yellow' },
  allowed: {
    text: 'Allowed',
    means: 'The exception stands, until the day if there is one.',
    colour: 'green',
  },
  notAllowed: { text: 'Not allowed', means: 'The rule holds.', colour: 'red' },
} as const
export type DeclarationState = keyof typeof declarationStates

export type Declaration = {
  id: string
  personId: string
  rule: Rule
  what: string
  declaredAt: Date
  state: DeclarationState
  decidedBy: string | null
  decidedAt: Date | null
  decidedWhy: string | null
  endsOn: string | null
}

/** Whoever decides is not whoever declared, and decides once. */
export function requireDecidable(declaration: Declaration, deciderId: string): void {
  if (declaration.personId === deciderId) {
    throw new Refused('Nobody decides about their own exception. Ask the chair of governors.')
  }
  if (declaration.state !== 'waiting') throw new Refused('This was decided already. Reload the page.')
}
