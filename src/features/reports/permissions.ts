import type { PermissionTable } from '#/platform/access/access.ts'

const everybody = [
  'pupil',
  'staff',
  'guardian',
  'governor',
  'volunteer',
  'supply',
  'contractor',
  'visitor',
] as const

export const permissions = {
  'reports.send': {
    roles: everybody,
    kinds: ['classSession', 'anonymous'],
    words: 'send a report from here',
  },
  'reports.sendAsStaff': {
    roles: ['staff', 'governor', 'volunteer', 'supply', 'contractor'],
    words: 'use the form for staff',
  },
  'reports.readOwn': {
    roles: everybody,
    words: 'read reports here: a class’s device sends them and shows none',
  },
  'reports.answer': {
    roles: [
      'dsl',
      'deputyDsl',
      'head',
      'deputyHead',
      'coordinator',
      'delegatedSeniorLeader',
      'siro',
      'chairOfGovernors',
    ],
    words: 'answer whoever reported this',
  },
} as const satisfies PermissionTable
