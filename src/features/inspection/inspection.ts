// The noun: the school looks inside encrypted pages of some groups. Pure.

import { Refused } from '#/kernel/refusal.ts'
import type { ProfileKey } from '../filtering/index.ts'

export const inspectionStates = {
  proposed: {
    text: 'Proposed',
    means: 'Somebody else has to agree before anything changes.',
    colour: 'orange',
  },
  inForce: { text: 'On', means: 'Encrypted pages of these groups are looked into.', colour: 'blue' },
  refused: { text: 'Refused', means: 'It was never on.', colour: 'grey' },
  ended: { text: 'Ended', means: 'It was on, and is not any more.', colour: 'grey' },
} as const
export type InspectionState = keyof typeof inspectionStates

export type Inspection = {
  id: string
  profiles: readonly ProfileKey[]
  why: string
  state: InspectionState
  proposedAt: Date
  proposedBy: string
  decidedAt: Date | null
  decidedBy: string | null
  decidedWhy: string | null
  endedAt: Date | null
  endedBy: string | null
  endedWhy: string | null
}

/** Refuses, in words, what is decided already, and whoever proposed it: nobody turns it on alone. */
export function requireSecond({ state, proposedBy }: Inspection, personId: string): void {
  if (state !== 'proposed')
    throw new Refused('This was decided already. Reload the page to see what was said.')
  if (proposedBy === personId)
    throw new Refused('You proposed this yourself. Somebody else has to agree or refuse.')
}
