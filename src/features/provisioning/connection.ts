// A system that tells us of accounts: what it is, how it stands, and what its words mean. Pure.

import type { Status } from '#/platform/web/components/records.ts'

export const sources = {
  entra: { words: 'Microsoft Entra', where: 'Enterprise applications, Provisioning, Automatic' },
  google: { words: 'Google Workspace', where: 'Apps, Web and mobile apps, Auto-provisioning' },
  other: { words: 'Another system that speaks SCIM 2.0', where: 'Wherever it asks for a SCIM address' },
} as const
export type Source = keyof typeof sources

/** Whose accounts come. Where both do, the account's own userType tells them apart. */
export const brought = {
  pupils: 'Pupils only',
  staff: 'Members of staff only',
  both: 'Pupils and staff, told apart by the userType of each account',
} as const
export type Brings = keyof typeof brought

export const connectionStates = {
  open: { text: 'Open', means: 'What the system sends is taken in.', colour: 'green' },
  stopped: {
    text: 'Stopped',
    means: 'It would have closed unusually many people. Nothing is taken in until two people agree.',
    colour: 'red',
  },
  ended: {
    text: 'Ended',
    means: 'None of its tokens is valid. Nobody left because of that.',
    colour: 'grey',
  },
} as const satisfies Record<string, Status>
export type ConnectionState = keyof typeof connectionStates

export type Connection = {
  id: string
  name: string
  source: Source
  brings: Brings
  state: ConnectionState
  madeAt: Date
  stoppedAt: Date | null
  mayCloseUntil: Date | null
}

export type Token = {
  id: string
  madeAt: Date
  madeBy: string | null
  expiresAt: Date
  lastUsedAt: Date | null
  endedAt: Date | null
}

/** A token in force. */
export const isValid = ({ expiresAt, endedAt }: Pick<Token, 'expiresAt' | 'endedAt'>, now: Date): boolean =>
  endedAt === null && now < expiresAt

/** One in use and the one that replaces it. */
export const mostTokens = 2
export const tokenLastsDays = 365
/** Entra asks every 40 minutes, Google every few hours. */
export const silentAfterDays = 4

/** What a group of the source means here. No group gives a role: somebody is told, and decides. */
export const meanings = {
  nothing: 'Nothing here',
  class: 'A class: pupils in the group are pupils of the class',
  tells: 'The head is told whenever it changes, and decides about roles',
} as const
export type GroupMeans = keyof typeof meanings

export type SourceGroup = {
  id: string
  name: string
  externalId: string | null
  means: GroupMeans
  classId: string | null
  madeAt: Date
  changedAt: Date
  revision: number
}

export const askedWords = {
  create: 'New account',
  replace: 'Whole account',
  change: 'Change of an account',
  remove: 'Account removed',
  groupCreate: 'New group',
  groupReplace: 'Whole group',
  groupChange: 'Change of a group',
  groupRemove: 'Group removed',
} as const
export type Asked = keyof typeof askedWords

export const outcomes = {
  done: { text: 'Done', means: 'It was taken in.', colour: 'green' },
  same: { text: 'Nothing new', means: 'It said what we knew.', colour: 'grey' },
  waits: { text: 'Waits for a person', means: 'Somebody of the school has to decide.', colour: 'yellow' },
  refused: { text: 'Refused', means: 'Nothing was changed. The sentence says why.', colour: 'red' },
} as const satisfies Record<string, Status>
export type Outcome = keyof typeof outcomes
