import type { PermissionTable } from '#/platform/access/access.ts'

const adults = ['staff', 'supply', 'governor', 'volunteer', 'contractor'] as const
/** Who sees and records for the whole school. Everybody else of the staff does for their own classes. */
export const wholeSchool = [
  'head',
  'deputyHead',
  'dsl',
  'deputyDsl',
  'coordinator',
  'businessManager',
  'office',
] as const

export const permissions: PermissionTable = {
  'agreements.sign': { roles: [...adults, 'guardian', 'pupil', 'visitor'], words: 'sign agreements here' },
  'agreements.readTexts': {
    roles: [...wholeSchool, 'staff', 'governor'],
    words: 'read the agreements’ texts and versions',
  },
  'agreements.draft': {
    roles: ['head', 'deputyHead', 'dsl', 'coordinator', 'businessManager', 'office'],
    words: 'write the text of an agreement',
  },
  'agreements.approve': { roles: ['head', 'chairOfGovernors'], words: 'approve the text of an agreement' },
  'agreements.seeRounds': { roles: ['staff', 'supply'], words: 'see who has signed' },
  'agreements.runRounds': { roles: [...wholeSchool], words: 'ask people to sign' },
  'agreements.recordForOthers': {
    roles: ['staff', 'supply'],
    words: 'record what somebody else signed or said',
  },
  'agreements.makeLinks': { roles: ['staff', 'supply'], words: 'make one-time links for parents' },
  'agreements.openKiosk': { roles: ['staff', 'supply'], words: 'let a class sign on a tablet' },
  'agreements.declare': {
    roles: ['staff', 'supply', 'governor', 'volunteer'],
    words: 'declare an exception to the social media rules',
  },
  'agreements.decideDeclarations': {
    roles: ['head', 'chairOfGovernors'],
    words: 'decide about declared exceptions',
  },
  'agreements.hostVisitors': { roles: ['staff'], words: 'answer for a visitor' },
  'agreements.remindClass': { roles: ['staff', 'supply'], words: 'go through the rules with a class' },
}
