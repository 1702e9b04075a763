// A version of the rules: proposed by one person, decided by another. Pure.

import { Refused } from '#/kernel/refusal.ts'
import type { Rules } from './profile.ts'

export type Version = {
  id: string
  number: number
  rules: Rules
  why: string
  state: VersionState
  proposedAt: Date
  proposedBy: string
  decidedAt: Date | null
  decidedBy: string | null
  decidedWhy: string | null
}

export const versionStates = {
  proposed: { text: 'Proposed', means: 'Somebody else has to agree before it counts.', colour: 'orange' },
  inForce: { text: 'In force', means: 'The filter does as it says.', colour: 'green' },
  refused: { text: 'Refused', means: 'It never counted. The reason is on record.', colour: 'grey' },
  replaced: { text: 'Replaced', means: 'It counted until the next one did.', colour: 'grey' },
} as const
export type VersionState = keyof typeof versionStates

/** Refuses, in words, a version that is decided already, and whoever proposed it: nobody changes the filter alone. */
export function requireMayDecide({ state, proposedBy }: Version, personId: string): void {
  if (state !== 'proposed') {
    throw new Refused('Somebody has decided this already. Reload the page to see what was said.')
  }
  if (proposedBy === personId) {
    throw new Refused('You proposed this yourself. Somebody else has to agree or refuse.')
  }
}
