// The child's form in three versions, by age. Each is data: its pages, its questions, what may be chosen. No word blames
// anybody, and a choice names the kind in the catalogue of misuse that grown-ups call it.

import type { PhaseKey } from '../schools/index.ts'
import { earlyVersion } from './child-version-early.ts'
import { juniorVersion } from './child-version-junior.ts'
import { secondaryVersion } from './child-version-secondary.ts'
import type { ChildVersion } from './child-words.ts'

export const childVersions = {
  early: earlyVersion,
  junior: juniorVersion,
  secondary: secondaryVersion,
} as const satisfies Record<string, ChildVersion>
export type ChildVersionKey = keyof typeof childVersions
export const childVersionKeys = Object.keys(childVersions) as ChildVersionKey[]

/** Whether a part of an address or a field names one of the three versions. */
export function isChildVersion(text: unknown): text is ChildVersionKey {
  return typeof text === 'string' && Object.hasOwn(childVersions, text)
}

/** Which version is for which part of a school. */
export const versionOfPhase: Readonly<Record<PhaseKey, ChildVersionKey>> = {
  earlyYears: 'early',
  keyStage1: 'early',
  keyStage2: 'junior',
  keyStage3: 'secondary',
  keyStage4: 'secondary',
  sixthForm: 'secondary',
}
