import type { Feature } from '#/platform/feature.ts'
import { controls } from './controls.ts'
import { followTimeJob } from './follow-time.ts'
import { heedPeople } from './heed-people.ts'
import { permissions } from './permissions.ts'
import { routes } from './routes.ts'
import { accountSettings } from './settings.ts'

export const accounts: Feature = {
  name: 'accounts',
  routes,
  permissions,
  events: {
    'accounts.listed': 'read the list of logons',
    'accounts.read': 'looked at somebody’s network',
    'accounts.held': 'stopped somebody’s network',
    'accounts.released': 'took away a reason for which somebody’s network was stopped',
    'accounts.exceptionGranted': 'let somebody on to the network without a signature',
    'accounts.exceptionEnded': 'ended an exception',
  },
  tables: ['accounts.account', 'accounts.hold', 'accounts.exception', 'accounts.standing'],
  settings: accountSettings,
  jobs: [followTimeJob],
  heeds: heedPeople,
  navigation: [{ text: 'Network logons', path: '/accounts', may: 'accounts.open', order: 62 }],
  controls,
}
