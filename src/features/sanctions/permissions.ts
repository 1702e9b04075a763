// Who may do what. Which sanctions somebody sees is the incident’s row rule, and for adults the narrower one in store.ts.

import type { PermissionTable } from '#/platform/access/access.ts'

const workers = [
  'dsl',
  'deputyDsl',
  'head',
  'deputyHead',
  'chairOfGovernors',
  'coordinator',
  'delegatedSeniorLeader',
  'seniorLeader',
  'phaseLeader',
] as const

export const permissions = {
  'sanctions.read': { roles: workers, words: 'read the register of sanctions' },
  'sanctions.propose': { roles: [...workers, 'staff'], words: 'propose a sanction' },
  'sanctions.decide': {
    roles: ['head', 'deputyHead', 'delegatedSeniorLeader', 'seniorLeader', 'chairOfGovernors'],
    words: 'approve a sanction: that is for senior leaders',
  },
  'sanctions.work': { roles: workers, words: 'record what was done about a sanction' },
  'sanctions.lift': {
    roles: ['head', 'deputyHead', 'delegatedSeniorLeader', 'seniorLeader'],
    words: 'give back what a sanction stopped: that is for senior leaders',
  },
  'sanctions.changeLadders': {
    roles: ['head'],
    words: 'change what may follow misuse: that is for the head',
  },
  'sanctions.readLadders': {
    roles: ['pupil', 'staff', 'guardian', 'governor', 'volunteer', 'supply', 'contractor'],
    words: 'read what may follow misuse',
  },
} as const satisfies PermissionTable
