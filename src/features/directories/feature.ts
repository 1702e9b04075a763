import type { Feature } from '#/platform/feature.ts'
import { controls } from './controls.ts'
import { jobs } from './follow-accounts.ts'
import { heedAccounts } from './heed-accounts.ts'
import { permissions } from './permissions.ts'
import { routes } from './routes.ts'
import { directorySettings } from './settings.ts'

export const directories: Feature = {
  name: 'directories',
  routes,
  permissions,
  events: {
    'directories.added': 'noted a directory of the school',
    'directories.changed': 'changed how a directory is connected',
    'directories.planned': 'made a plan of what would be written to a directory',
    'directories.planAgreed': 'agreed to a plan for a directory',
    'directories.planWritten': 'wrote a plan to a directory',
    'directories.differenceSettled': 'settled what was changed by hand in a directory',
    'directories.unlocked': 'unlocked a logon after wrong passwords',
    'directories.read': 'looked at what was written to a directory',
  },
  tables: [
    'directories.connection',
    'directories.entry',
    'directories.waiting',
    'directories.plan',
    'directories.plan_line',
    'directories.drift',
    'directories.deed',
  ],
  settings: directorySettings,
  jobs,
  heeds: heedAccounts,
  navigation: [
    { text: 'Directories', path: '/directories', may: 'directories.open', under: 'network', order: 64 },
  ],
  controls,
}
