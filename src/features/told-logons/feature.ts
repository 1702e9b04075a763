import type { Feature } from '#/platform/feature.ts'
import { controls } from './controls.ts'
import { endWithAccount } from './end-with-account.ts'
import { networkExchange } from './exchange.ts'
import { permissions } from './permissions.ts'
import { routes } from './routes.ts'
import { toldLogonSettings } from './settings.ts'

export const toldLogons: Feature = {
  name: 'told-logons',
  routes,
  exchanges: [networkExchange],
  permissions,
  events: {
    'toldLogons.tellerMade': 'let a system of the school tell who logged on where',
    'toldLogons.tellerEnded': 'ended that a system tells who logged on where',
    'toldLogons.began': 'told that somebody logged on to the network',
    'toldLogons.ended': 'told that somebody logged off the network',
  },
  tables: ['told_logons.teller', 'told_logons.logon', 'told_logons.lease'],
  settings: toldLogonSettings,
  heeds: endWithAccount,
  navigation: [
    {
      text: 'Who logged on where',
      path: '/told-logons',
      may: 'toldLogons.open',
      under: 'network',
      order: 74,
    },
  ],
  retention: [
    {
      record: 'Who logged on at which address of the network, as its systems told it',
      from: 'the end of the logon',
      keptForYears: 1,
      atTheEnd: 'destroy',
      requiredByLaw: false,
      source: 'As long as records of the network’s use that it explains.',
    },
  ],
  controls,
}
