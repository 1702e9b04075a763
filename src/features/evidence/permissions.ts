// Who may do what with evidence of an incident that they can see. What they can see is the incident's row rule.

import type { PermissionTable } from '#/platform/access/access.ts'

const leads = ['dsl', 'deputyDsl', 'head', 'chairOfGovernors'] as const
const workers = [...leads, 'deputyHead', 'coordinator', 'delegatedSeniorLeader'] as const

export const permissions = {
  'evidence.read': { roles: workers, words: 'read the register of evidence' },
  'evidence.answer': { roles: workers, words: 'say whether something could be illegal' },
  'evidence.takeBack': {
    roles: ['dsl', 'deputyDsl'],
    words: 'say that it is less grave than was thought: that is for the safeguarding lead',
  },
  'evidence.keep': { roles: workers, words: 'keep evidence' },
  'evidence.keepWordsOfCrime': {
    roles: ['dsl', 'deputyDsl', 'head'],
    words:
      'keep or see a screenshot of words that may be a crime: that is for the safeguarding lead and the head',
  },
  'evidence.open': { roles: workers, words: 'open evidence' },
  'evidence.confiscate': { roles: workers, words: 'record that a device was taken in' },
  'evidence.askToView': {
    roles: ['dsl', 'deputyDsl'],
    words: 'ask to look at a picture: that is for the safeguarding lead, and only when there is no other way',
  },
  'evidence.decideViewing': {
    roles: ['head', 'chairOfGovernors'],
    words: 'decide whether a picture may be looked at: that is for the head',
  },
  'evidence.askForDeletion': {
    roles: ['dsl', 'deputyDsl'],
    words: 'ask a child to delete a picture: that is for the safeguarding lead',
  },
  'evidence.handOver': {
    roles: ['head', 'chairOfGovernors'],
    words: 'hand sealed evidence to the police: head and chair of governors do it together',
  },
  'evidence.destroyBackups': {
    roles: ['head', 'chairOfGovernors', 'dsl'],
    words: 'record that old backups were destroyed',
  },
} as const satisfies PermissionTable
