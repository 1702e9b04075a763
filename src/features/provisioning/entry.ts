// One account as its source says it, who it is here, and what is done about it. Pure.

import type { PersonKind } from '../people/index.ts'
import type { Brings } from './connection.ts'

/** All that we keep of an account. What else a source sends (addresses, telephones, passwords) is not kept. */
export type Said = {
  userName: string
  externalId: string | null
  givenName: string | null
  familyName: string | null
  displayName: string | null
  email: string | null
  title: string | null
  userType: string | null
  active: boolean
}

/** Details of a person's record that a source may write, by the name that each has in what it says. */
const details = {
  givenName: 'givenName',
  familyName: 'familyName',
  email: 'email',
  jobTitle: 'title',
} as const satisfies Record<string, keyof Said>
export type Detail = keyof typeof details
const detailNames = Object.keys(details) as Detail[]
export const detailWords: Readonly<Record<Detail, string>> = {
  givenName: 'Given name',
  familyName: 'Family name',
  email: 'E-mail address',
  jobTitle: 'Job title',
}

export type Written = Partial<Record<Detail, string>>

/** Why an account waits for a person of the school. */
export const waits = {
  adult: 'It is of an adult whom the school does not know. Adults are let in by a person.',
  kind: 'It does not say whether it is of a pupil or of an adult.',
  name: 'It has no given name or no family name.',
  several: 'More than one person here could be meant.',
  otherKind: 'It says pupil of an adult, or adult of a pupil.',
  left: 'The person has left the school.',
  role: 'It may be of somebody who holds a role here. A person says so, or not.',
} as const
export type WaitsFor = keyof typeof waits

export type Entry = {
  id: string
  connectionId: string
  said: Said
  personId: string | null
  waitsFor: WaitsFor | null
  written: Written
  closedAs: 'left' | 'access' | null
  closedAt: Date | null
  madeAt: Date
  changedAt: Date
  goneAt: Date | null
  revision: number
}

const pupilTypes = ['pupil', 'student', 'learner']
const staffTypes = ['staff', 'teacher', 'faculty', 'employee', 'member']

/** Whether an account is a pupil's or an adult's; null where it does not say. */
function kindOf({ userType }: Pick<Said, 'userType'>, brings: Brings): 'pupil' | 'staff' | null {
  if (brings === 'pupils') return 'pupil'
  if (brings === 'staff') return 'staff'
  const type = userType?.trim().toLowerCase() ?? ''
  if (pupilTypes.includes(type)) return 'pupil'
  return staffTypes.includes(type) ? 'staff' : null
}

/** Somebody here who may be meant. `known`: an earlier account of this connection was theirs. */
export type Candidate = { id: string; kind: PersonKind; leftOn: string | null; known: boolean }

export type Placing =
  | { does: 'joins' }
  | { does: 'isPerson'; personId: string }
  | { does: 'waits'; because: WaitsFor }

/** Who an account is: somebody here, a new pupil, or a question for a person. Nobody is guessed, no adult let in. */
export function place(
  said: Said,
  { brings, candidates, today }: { brings: Brings; candidates: readonly Candidate[]; today: string },
): Placing {
  const kind = kindOf(said, brings)
  const [found, ...more] = candidates
  if (found && more.length === 0) {
    if (kind !== null && (kind === 'pupil') !== (found.kind === 'pupil')) return waiting('otherKind')
    if (found.leftOn !== null && found.leftOn <= today) return waiting('left')
    return { does: 'isPerson', personId: found.id }
  }
  if (found) return waiting('several')
  if (kind === null) return waiting('kind')
  if (said.givenName === null || said.familyName === null) return waiting('name')
  return kind === 'pupil' ? { does: 'joins' } : waiting('adult')
}

const waiting = (because: WaitsFor): Placing => ({ does: 'waits', because })

export type OnRecord = Readonly<Record<Detail, string | null>>
export type Difference = { detail: Detail; here: string | null; there: string }

/** Where the record and the source say different things. What the source leaves empty is no difference. */
export function differences(said: Said, record: OnRecord): readonly Difference[] {
  return detailNames.flatMap((detail) => {
    const there = said[details[detail]]
    return there !== null && there !== record[detail] ? [{ detail, here: record[detail], there }] : []
  })
}

/** What of the differences may be written: what is empty here, and what we wrote ourselves and nobody changed since. */
export function mayWrite(found: readonly Difference[], written: Written): readonly Difference[] {
  return found.filter(({ detail, here }) => here === null || here === written[detail])
}
