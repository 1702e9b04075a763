// Everybody who is answerable for something may look at the calendar. Who attests is decided practice by practice: the
// role that the calendar names, or whoever keeps the calendar.

import type { PermissionTable } from '#/platform/access/access.ts'
import { designatedRoles } from '../people/index.ts'

const keepers = ['head', 'deputyHead', 'dsl', 'coordinator', 'siro'] as const

export const permissions = {
  'practices.read': { roles: Object.keys(designatedRoles), words: 'read the calendar of practices' },
  'practices.attest': { roles: Object.keys(designatedRoles), words: 'attest a practice' },
  'practices.arrange': { roles: keepers, words: 'say who looks at a practice, and how often' },
} as const satisfies PermissionTable

/** May attest a practice in anybody's place: the calendar must not stand still because somebody is away. */
export const mayAttestForOthers: readonly string[] = ['head', 'coordinator']
