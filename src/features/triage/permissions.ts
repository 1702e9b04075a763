import type { PermissionTable } from '#/platform/access/access.ts'

const anyAdult = ['staff', 'governor', 'supply', 'volunteer', 'contractor'] as const

export const permissions = {
  'triage.answer': { roles: anyAdult, words: 'answer what is asked about an incident' },
  'triage.readFlows': { roles: anyAdult, words: 'look at the flows' },
  'triage.editFlows': {
    roles: ['dsl', 'head', 'coordinator', 'delegatedSeniorLeader'],
    words: 'change how the school handles incidents',
  },
  'triage.confirmFlows': {
    // The chair of governors confirms what the head proposed.
    roles: ['head', 'chairOfGovernors'],
    words: 'put a changed flow in force: that is for the head',
  },
} as const satisfies PermissionTable
