// A policy of the school: who is asked for comments, and who it may be read by before it is in force.

import type { PersonKind } from '../people/index.ts'

export type Policy = {
  id: string
  slug: string
  title: string
  model: string | null
  reviewDueOn: string | null
  madeAt: Date
}

export type Linked = { id: string; title: string; keptAt: string | null }

/** Groups of the school's community that a school may ask for comments. */
export const groups = {
  staff: { words: 'Staff', kinds: ['staff', 'supply', 'volunteer'] },
  governors: { words: 'Governors', kinds: ['governor'] },
  parents: { words: 'Parents and carers', kinds: ['guardian'] },
  pupils: { words: 'Pupils’ council', kinds: ['pupil'] },
} as const satisfies Record<string, { words: string; kinds: readonly PersonKind[] }>
export type Group = keyof typeof groups
export const groupNames = Object.keys(groups) as [Group, ...Group[]]

/** The group that somebody belongs to by what they are; null for contractors and visitors. */
export function groupOf(roles: ReadonlySet<string>): Group | null {
  return groupNames.find((group) => groups[group].kinds.some((kind) => roles.has(kind))) ?? null
}

/** How a group may be taken through a policy, and where it is made known (B151). */
export const ways = {
  assembly: 'An assembly or a lesson',
  staffMeeting: 'A staff or team meeting',
  governorsMeeting: 'A governors’ meeting',
  parentsMeeting: 'A parents’ evening, workshop or event',
  newsletter: 'The weekly or half-termly newsletter',
  display: 'A display in the entrance',
  annualReport: 'The head’s or the governors’ annual report',
} as const
export type Way = keyof typeof ways
export const wayNames = Object.keys(ways) as [Way, ...Way[]]

/** Those who may be told of a policy in one of the ways. */
export const audiences = {
  staff: 'Staff',
  governors: 'Governors',
  parents: 'Parents and carers',
  pupils: 'Pupils',
  public: 'Everybody',
} as const
export type Audience = keyof typeof audiences
export const audienceNames = Object.keys(audiences) as [Audience, ...Audience[]]

/** An address for a title: "Online safety policy" is `online-safety-policy`. */
export function slugOf(title: string): string {
  const plain = title.normalize('NFKD').toLowerCase()
  return plain
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replaceAll(/^-|-$/g, '')
}
