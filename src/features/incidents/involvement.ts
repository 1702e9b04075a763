// People in an incident, each with a role of their own: one child can be both harmed and said to have harmed.

import { adultsOfTheSchool, type PersonKind } from '../people/index.ts'

export const parts = {
  allegedInstigator: { words: 'Alleged instigator', means: 'Said to have done it. Nothing is proven.' },
  victim: { words: 'Affected', means: 'It was done to them, or they may have come to harm.' },
  witness: { words: 'Witness', means: 'Saw it, heard it or was sent it.' },
  reporter: { words: 'Reporter', means: 'Told the school.' },
  other: { words: 'Otherwise concerned', means: 'It touches them in another way.' },
} as const
export type Part = keyof typeof parts
export const partNames = Object.keys(parts) as Part[]

/** Whom it is about: it is kept from them and from those close to them (decision S3). */
export const subjectParts: readonly Part[] = ['allegedInstigator', 'victim', 'other']

export type Involvement = {
  id: string
  incidentId: string
  personId: string | null
  described: string | null
  part: Part
  nameThen: string
  kindThen: string
  classThen: string | null
  outcome: string | null
  addedAt: Date
  addedBy: string | null
  removedAt: Date | null
  removedWhy: string | null
}

/** Works or volunteers here and is said to have done it: that is the case manager's alone (decisions S2 and S3). */
export function isAdultAccused(one: Pick<Involvement, 'part' | 'personId' | 'kindThen'>): boolean {
  const { part, personId, kindThen } = one
  return (
    part === 'allegedInstigator' && personId !== null && adultsOfTheSchool.includes(kindThen as PersonKind)
  )
}
