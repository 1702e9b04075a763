// The agreements that a school asks for: who signs each, and what it starts from. Pure.

import { createHash } from 'node:crypto'
import type { PersonKind } from '../people/index.ts'
import type { PhaseKey } from '../schools/index.ts'
import { governor, staff, visitor, volunteer } from './models/adults.ts'
import { homeSchool, parent } from './models/families.ts'
import type { AgreementText, Paragraph } from './models/model.ts'
import { pupilEarly, pupilKeyStage2, pupilSecondary } from './models/pupils.ts'
import { socialMedia } from './models/social-media.ts'

export type { AgreementText, Paragraph, Section } from './models/model.ts'

type AgreementRow = {
  words: string
  /** `pupil`: the child; `guardian`: each parent or carer who may sign, for each child; `adult`: people of these kinds. */
  signer: 'pupil' | 'guardian' | 'adult'
  kinds: readonly PersonKind[]
  /** Of pupils, or of guardians' children. Empty: every phase. */
  phases: readonly PhaseKey[]
  /** `pictures` is read by children who cannot read yet. */
  look: 'pictures' | 'words'
  model: AgreementText
}

export const agreements = {
  pupilEarly: {
    words: 'Pupils, early years and key stage 1',
    signer: 'pupil',
    kinds: ['pupil'],
    phases: ['earlyYears', 'keyStage1'],
    look: 'pictures',
    model: pupilEarly,
  },
  pupilKeyStage2: {
    words: 'Pupils, key stage 2',
    signer: 'pupil',
    kinds: ['pupil'],
    phases: ['keyStage2'],
    look: 'pictures',
    model: pupilKeyStage2,
  },
  pupilSecondary: {
    words: 'Pupils, key stage 3 and above',
    signer: 'pupil',
    kinds: ['pupil'],
    phases: ['keyStage3', 'keyStage4', 'sixthForm'],
    look: 'words',
    model: pupilSecondary,
  },
  parent: {
    words: 'Parents and carers',
    signer: 'guardian',
    kinds: ['guardian'],
    phases: [],
    look: 'words',
    model: parent,
  },
  homeSchool: {
    words: 'Home-school agreement',
    signer: 'guardian',
    kinds: ['guardian'],
    phases: [],
    look: 'words',
    model: homeSchool,
  },
  staff: {
    words: 'Staff',
    signer: 'adult',
    kinds: ['staff', 'supply'],
    phases: [],
    look: 'words',
    model: staff,
  },
  governor: {
    words: 'Governors',
    signer: 'adult',
    kinds: ['governor'],
    phases: [],
    look: 'words',
    model: governor,
  },
  volunteer: {
    words: 'Volunteers',
    signer: 'adult',
    kinds: ['volunteer'],
    phases: [],
    look: 'words',
    model: volunteer,
  },
  visitor: {
    words: 'Visitors and contractors',
    signer: 'adult',
    kinds: ['visitor', 'contractor'],
    phases: [],
    look: 'words',
    model: visitor,
  },
  socialMedia: {
    words: 'Social media rules',
    signer: 'adult',
    kinds: ['staff', 'supply', 'governor', 'volunteer'],
    phases: [],
    look: 'words',
    model: socialMedia,
  },
} as const satisfies Record<string, AgreementRow>

export type AgreementKey = keyof typeof agreements
export const agreementKeys = Object.keys(agreements) as AgreementKey[]

/** What the table says of one agreement: who signs, about whom, in which phases. */
export const agreementRow = (key: AgreementKey): AgreementRow => agreements[key]

/** Whether a part of an address names an agreement. */
export function isAgreementKey(text: string): text is AgreementKey {
  return Object.hasOwn(agreements, text)
}

/** What the school set, in the places that the model leaves open: `{minimumAge}`. */
export function fillModel(text: AgreementText, ages: Readonly<Record<string, number>>): AgreementText {
  const fill = (words: string): string =>
    words.replaceAll(/\{([a-zA-Z]+)\}/g, (whole, name: string) => String(ages[name] ?? whole))
  return {
    ...text,
    sections: text.sections.map((section) => ({
      ...section,
      paragraphs: section.paragraphs.map((one) => ({ ...one, text: fill(one.text) })),
    })),
  }
}

/** SHA-256 over exactly what is read and signed, in a fixed order. What carries which clause is not part of it. */
export function hashText({ title, introduction, sections, promise }: AgreementText): Buffer {
  const read = [
    title,
    introduction,
    sections.map(({ heading, paragraphs }) => [
      heading,
      paragraphs.map(({ text, picture }) => [text, picture ?? '']),
    ]),
    promise,
  ]
  return createHash('sha256').update(JSON.stringify(read)).digest()
}

/** Its first eight characters, as they stand at the foot of a paper form. */
export function shortFingerprint(sha256: Buffer): string {
  return sha256.toString('hex').slice(0, 8)
}

/** A fingerprint as people compare it: groups of eight, which a narrow screen can break. */
export function fingerprint(sha256: Buffer): string {
  return sha256.toString('hex').match(/.{8}/g)?.join(' ') ?? ''
}

/** Every paragraph, with its section's heading. */
export function paragraphsOf(text: AgreementText): (Paragraph & { heading: string })[] {
  return text.sections.flatMap(({ heading, paragraphs }) => paragraphs.map((one) => ({ ...one, heading })))
}

/** Clauses that the model carries and this text no longer does: what whoever approves has to know. */
export function clausesLost(key: AgreementKey, text: AgreementText): string[] {
  const kept = new Set(paragraphsOf(text).flatMap(({ clauses }) => clauses))
  const carried = paragraphsOf(agreements[key].model).flatMap(({ clauses }) => clauses)
  return [...new Set(carried)].filter((clause) => !kept.has(clause)).sort()
}

export const versionStates = {
  draft: { text: 'Draft', means: 'Being written. Nobody is asked to sign it.', colour: 'grey' },
  waiting: { text: 'Waiting for approval', means: 'Somebody who may approve it has it.', colour: 'yellow' },
  published: { text: 'In force', means: 'This is what people sign now.', colour: 'green' },
  replaced: {
    text: 'Replaced',
    means: 'Kept with its hash, because people have signed it.',
    colour: 'purple',
  },
} as const
export type VersionState = keyof typeof versionStates

export type Change = 'first' | 'minor' | 'signatures'

export type Version = {
  id: string
  schoolId: string
  agreement: AgreementKey
  number: number
  edition: number
  state: VersionState
  text: AgreementText
  sha256: Buffer
  change: Change
  why: string
  draftedBy: string | null
  draftedAt: Date
  revision: number
  approvedBy: string | null
  publishedAt: Date | null
}

/** The edition of a version that follows `before`: answers stand on unless the change asks for them anew. */
export function editionAfter(before: Pick<Version, 'edition'> | undefined, change: Change): number {
  if (before === undefined) return 1
  return change === 'minor' ? before.edition : before.edition + 1
}
