import type { PermissionTable } from '#/platform/access/access.ts'

export const permissions: PermissionTable = {
  'tasks.own': {
    roles: ['staff', 'governor', 'supply', 'volunteer', 'contractor'],
    words: 'have a list of tasks',
  },
  'tasks.passOn': {
    roles: ['head', 'deputyHead', 'dsl', 'deputyDsl', 'coordinator', 'businessManager', 'office'],
    words: 'pass on the tasks of somebody who leaves',
  },
  'tasks.readMail': { roles: ['head', 'dsl', 'deputyDsl'], words: 'read the list of e-mails that were sent' },
  'tasks.readJobs': { roles: ['head', 'dsl', 'deputyDsl'], words: 'see what runs by itself' },
}
