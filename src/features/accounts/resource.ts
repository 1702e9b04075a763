// A folder or system that somebody can reach, and who may. Pure.

import { Refused } from '#/kernel/refusal.ts'

export const resourceKinds = {
  folder: 'Shared folder',
  system: 'System',
  mailbox: 'Shared mailbox',
  equipment: 'Equipment',
} as const
export type ResourceKind = keyof typeof resourceKinds

export const sensitivities = {
  open: { words: 'Open to all staff', means: 'Nothing about people.' },
  restricted: { words: 'Restricted', means: 'Those whose work needs it.' },
  confidential: {
    words: 'Confidential',
    means: 'Named roles and people only, never all staff or all pupils.',
  },
} as const
export type Sensitivity = keyof typeof sensitivities

export const levels = { read: 'Read', change: 'Read and change', manage: 'Manage' } as const
export type Level = keyof typeof levels

export type Resource = {
  id: string
  name: string
  kind: ResourceKind
  holds: string
  sensitivity: Sensitivity
  ownerId: string
  presetBy: string | null
}

export type AccessRight = {
  id: string
  resourceId: string
  role: string | null
  personId: string | null
  level: Level
  why: string
  lastDay: string | null
  grantedAt: Date
}

/** Everybody of a kind: too many for what is confidential (R118). */
const wideRoles: readonly string[] = [
  'staff',
  'pupil',
  'supply',
  'volunteer',
  'governor',
  'guardian',
  'visitor',
]

/** Refuses, in words, a right that the sensitivity does not allow. */
export function requireFits({ sensitivity }: Pick<Resource, 'sensitivity'>, role: string | null): void {
  if (role === null || !wideRoles.includes(role)) return
  if (sensitivity === 'confidential') {
    throw new Refused('This is confidential: choose a role that few people hold, or one person.')
  }
  if (sensitivity === 'restricted' && role !== 'staff') {
    throw new Refused('This is restricted: it is for staff whose work needs it.')
  }
}
