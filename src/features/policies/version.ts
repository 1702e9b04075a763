// A version of a policy: its states and moves as tables, and the hash that ties approvals and signature to its text.

import { createHash } from 'node:crypto'
import { Refused } from '#/kernel/refusal.ts'
import type { DesignatedRole } from '../people/index.ts'
import type { Step } from './approval.ts'
import type { Group } from './policy.ts'

export const states = {
  draft: { text: 'Being written', means: 'Only those who write it can see it.', colour: 'grey' },
  comments: {
    text: 'Open for comments',
    means: 'The groups that are asked can read it and say what they think.',
    colour: 'blue',
  },
  approving: { text: 'Being approved', means: 'Its text is fixed while it is decided on.', colour: 'yellow' },
  signing: {
    text: 'Waiting for the signature',
    means: 'It is approved. The chair of governors signs it.',
    colour: 'yellow',
  },
  adopted: { text: 'In force', means: 'It was adopted, and applies.', colour: 'green' },
  replaced: { text: 'Replaced', means: 'A later version took its place. It is kept.', colour: 'grey' },
  withdrawn: {
    text: 'Given up',
    means: 'It was given up before it was adopted. It is kept.',
    colour: 'grey',
  },
} as const
export type State = keyof typeof states
export const openStates: readonly State[] = ['draft', 'comments', 'approving', 'signing']

export const cameFromWords = {
  model: 'a model policy',
  word: 'a Word file',
  empty: 'an empty page',
  version: 'the version before it',
} as const
export type CameFrom = keyof typeof cameFromWords

export type Version = {
  id: string
  policyId: string
  number: number
  state: State
  cameFrom: CameFrom
  title: string
  scope: string
  owner: DesignatedRole
  appliesFrom: string | null
  changeNote: string | null
  groups: readonly Group[]
  commentsUntil: string | null
  route: readonly Step[]
  attempt: number
  hash: Buffer | null
  adoptedOn: string | null
  publishedAt: Date | null
  madeAt: Date
  revision: number
}

export type Paragraph = {
  id: string
  key: string
  heading: string
  number: string
  text: string
  printed: string | null
  clauses: readonly string[]
  revision: number
}

/** What may be done with a version, from which states, to which. */
const moves = {
  openComments: { from: ['draft'], to: 'comments' },
  closeComments: { from: ['comments'], to: 'draft' },
  sendForApproval: { from: ['draft'], to: 'approving' },
  sendBack: { from: ['approving', 'signing'], to: 'draft' },
  askForSignature: { from: ['approving'], to: 'signing' },
  adopt: { from: ['approving', 'signing'], to: 'adopted' },
  replace: { from: ['adopted'], to: 'replaced' },
  giveUp: { from: ['draft', 'comments'], to: 'withdrawn' },
} as const satisfies Record<string, { from: readonly State[]; to: State }>
export type Move = keyof typeof moves

/** The state after the move. Refused, in words, from any other state than the table's. */
export function stateAfter(state: State, move: Move): State {
  const { from, to }: { from: readonly State[]; to: State } = moves[move]
  if (from.includes(state)) return to
  throw new Refused(
    `This version is in the state “${states[state].text}”, so that cannot be done now. Look at it again.`,
  )
}

/** Refuses to change a text that is fixed: it is what people are deciding on, or agreed to. */
export function requireChangeable({ state }: Pick<Version, 'state'>): void {
  if (state === 'draft' || state === 'comments') return
  throw new Refused('The text of this version is fixed. Send it back first, or begin a new version.')
}

type Numbered = { heading: string; number: string }

/** Numbers paragraphs by their headings, in their order: 1.1, 1.2, 2.1. */
export function numbered<T extends Pick<Paragraph, 'heading'>>(paragraphs: readonly T[]): (T & Numbered)[] {
  let section = 0
  let within = 0
  let heading: string | null = null
  return paragraphs.map((paragraph) => {
    if (paragraph.heading !== heading) {
      section += 1
      within = 0
      heading = paragraph.heading
    }
    within += 1
    return { ...paragraph, number: `${section}.${within}` }
  })
}

/** The paragraphs under their headings. */
export function inSections<T extends Pick<Paragraph, 'heading'>>(
  paragraphs: readonly T[],
): { heading: string; paragraphs: T[] }[] {
  const sections: { heading: string; paragraphs: T[] }[] = []
  for (const paragraph of paragraphs) {
    const last = sections.at(-1)
    if (last?.heading === paragraph.heading) last.paragraphs.push(paragraph)
    else sections.push({ heading: paragraph.heading, paragraphs: [paragraph] })
  }
  return sections
}

/** SHA-256 of everything that somebody approves or signs, in an encoding that no two texts share (JSON). */
export function hashOf(
  version: Pick<Version, 'number' | 'title' | 'scope' | 'owner' | 'appliesFrom'>,
  paragraphs: readonly Pick<Paragraph, 'heading' | 'number' | 'text' | 'printed'>[],
): Buffer {
  const { number, title, scope, owner, appliesFrom } = version
  const lines = paragraphs.map((one) => [one.number, one.heading, one.printed ?? one.text])
  const text = JSON.stringify(['schoolkeeper policy 1', number, title, scope, owner, appliesFrom, lines])
  return createHash('sha256').update(text).digest()
}

/** The start of a hash, for people to compare: "3f2a 9c01 77de 4b10". */
export function fingerprint(hash: Buffer): string {
  return (hash.toString('hex').slice(0, 16).match(/.{4}/g) ?? []).join(' ')
}

/** The first day that is so many months later: 31 January and one month is 28 February. */
export function monthsLater(date: string, months: number): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  const first = new Date(Date.UTC(year, month - 1 + months, 1))
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate()
  first.setUTCDate(Math.min(day, last))
  return first.toISOString().slice(0, 10)
}
