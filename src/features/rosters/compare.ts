// What a file changes about one person. Pure.

import type { MembershipRow, PersonKind } from '../people/index.ts'
import { changes, type WhatChanges } from './import.ts'

export type Detail = 'givenName' | 'familyName' | 'knownAs' | 'dateOfBirth' | 'email' | 'jobTitle'
const detailNames: readonly Detail[] = [
  'givenName',
  'familyName',
  'knownAs',
  'dateOfBirth',
  'email',
  'jobTitle',
]

type ClassPart = Pick<MembershipRow, 'classId' | 'part'>

export type StagedPerson = {
  code: string
  gone: boolean
  fields: Partial<Record<Detail | 'kind' | 'startsOn' | 'endsOn', string | null>>
  ours: string | null
  /** Of whom we do not know: the names of those here who have the same address, and are none of the files'. */
  sharesAddress: string | null
  here:
    | (Record<Detail, string | null> & {
        kind: PersonKind
        leftOn: string | null
        /** Their leaving came from this source, or they were taken in by an import of it that was undone. */
        leftBySource: boolean
        revision: number
      })
    | null
  /** Classes of the file that they are in, and that they are taken out of. */
  wanted: readonly ClassPart[]
  dropped: readonly string[]
  /** Classes that they are in here; `ofSource` says that the class came from this source. */
  classes: readonly (ClassPart & { ofSource: boolean })[]
}

export type PlannedChange = {
  step: number
  what: WhatChanges
  personId: string
  otherId: string | null
  name: string
  before: Readonly<Record<string, unknown>>
  after: Readonly<Record<string, unknown>>
  state?: 'kept'
  why?: string
}

/** The day, how files of this kind are meant, and an id for who is new. */
export type Comparing = { today: string; mode: 'bulk' | 'delta'; newId: () => string }

/** Every change of one person. What a file leaves empty it does not empty here. */
export function compare(staged: StagedPerson, comparing: Comparing): readonly PlannedChange[] {
  const { here, ours, fields } = staged
  const endsOn = fields.endsOn ?? null
  const gone = staged.gone || (endsOn !== null && endsOn < comparing.today)
  if (here === null || ours === null) return gone || !fields.kind ? [] : [joiner(staged, comparing)]
  if (isAcross(fields.kind, here.kind)) return []
  const change = changeOf(ours, `${here.knownAs ?? here.givenName} ${here.familyName}`)
  if (gone) return leaver(here, endsOn ?? comparing.today, change)
  return stays(staged, here, comparing, change)
}

/** A child here and an adult in the file, or the other way round: it is said as a problem, and nothing is done. */
function isAcross(kind: string | null | undefined, here: PersonKind): boolean {
  return kind != null && (kind === 'pupil') !== (here === 'pupil')
}

function stays(
  staged: StagedPerson,
  here: NonNullable<StagedPerson['here']>,
  comparing: Comparing,
  change: Change,
): PlannedChange[] {
  const { today } = comparing
  // A last day that lies ahead was noted by somebody who knew more than the file.
  if (here.leftOn !== null && here.leftOn <= today) {
    const { kind, leftOn, revision } = here
    const back = change('returns', { leftOn, revision }, { kind, from: today, classes: staged.wanted })
    return [kind === 'pupil' || here.leftBySource ? back : { ...back, state: 'kept', why: notedByPerson }]
  }
  const { endsOn } = staged.fields
  return [
    ...details(staged, here, change),
    ...moves(staged, here, comparing, change),
    ...(endsOn ? leaver(here, endsOn, change) : []),
  ]
}

/** Whoever was dismissed stands in a system's files for weeks: no file opens to an adult what a person has closed. */
const notedByPerson =
  'The leaving did not come from these files. If they are here again, say so on their own page.'

function leaver(here: NonNullable<StagedPerson['here']>, lastDay: string, change: Change): PlannedChange[] {
  return here.leftOn === null ? [change('leaves', { kind: here.kind, leftOn: null }, { lastDay })] : []
}

type Change = (
  what: WhatChanges,
  before: PlannedChange['before'],
  after: PlannedChange['after'],
) => PlannedChange

const changeOf =
  (personId: string, name: string): Change =>
  (what, before, after) => ({ step: changes[what].step, what, personId, otherId: null, name, before, after })

const sameAddress = (names: string) =>
  `Has the same e-mail address as ${names}, on record already, and is taken for somebody else. If they are one person, set this import aside, put the name and date of birth right on their page, and begin again.`

function joiner(
  { code, fields, wanted, sharesAddress }: StagedPerson,
  { today, newId }: Comparing,
): PlannedChange {
  const details = Object.fromEntries(detailNames.map((name) => [name, fields[name] ?? null]))
  const startsOn = fields.startsOn ?? today
  const name = `${fields.knownAs ?? fields.givenName} ${fields.familyName}`
  // A kindergarten's year of birth as a starting day would be wrong by years: nobody joins before the day of the import.
  const joinedOn = startsOn > today ? startsOn : today
  const after = { ...details, kind: fields.kind, externalId: code, joinedOn, classes: wanted }
  const joins = changeOf(newId(), name)('joins', {}, after)
  return sharesAddress === null ? joins : { ...joins, why: sameAddress(sharesAddress) }
}

function details(
  { fields }: StagedPerson,
  here: NonNullable<StagedPerson['here']>,
  change: Change,
): PlannedChange[] {
  const different = detailNames.filter((name) => (fields[name] ?? '') !== '' && fields[name] !== here[name])
  if (different.length === 0) return []
  const pick = (from: Partial<Record<Detail, string | null>>) =>
    Object.fromEntries(different.map((name) => [name, from[name] ?? null]))
  const all = Object.fromEntries(detailNames.map((name) => [name, here[name]]))
  return [change('details', { ...all, revision: here.revision }, pick(fields))]
}

/** A supply teacher or a volunteer may become staff; everybody else stays what they are until a person says otherwise. */
const becomesStaff: readonly PersonKind[] = ['supply', 'volunteer', 'contractor']

function moves(
  { fields, wanted, dropped, classes }: StagedPerson,
  here: NonNullable<StagedPerson['here']>,
  { mode }: Comparing,
  change: Change,
): PlannedChange[] {
  const isIn = (list: readonly ClassPart[], one: ClassPart) =>
    list.some(({ classId }) => classId === one.classId)
  const joins = wanted.filter((one) => !isIn(classes, one))
  const leaves = classes
    .filter((one) => (mode === 'bulk' ? one.ofSource && !isIn(wanted, one) : dropped.includes(one.classId)))
    .map(({ classId, part }) => ({ classId, part }))
  const toKind = fields.kind === 'staff' && becomesStaff.includes(here.kind) ? { toKind: 'staff' } : {}
  if (joins.length + leaves.length === 0 && !('toKind' in toKind)) return []
  return [change('moves', { kind: here.kind, leaves }, { joins, ...toKind })]
}
