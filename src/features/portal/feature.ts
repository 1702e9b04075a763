import type { Feature } from '#/platform/feature.ts'
import { controls } from './controls.ts'
import { followWhoIsHere } from './follow-who-is-here.ts'
import { jobs } from './jobs.ts'
import { permissions } from './permissions.ts'
import { routes } from './routes.ts'
import { portalSettings } from './settings.ts'

export const portal: Feature = {
  name: 'portal',
  routes,
  permissions,
  events: { 'portal.askedWhoWasAt': 'asked who was at an address of the network' },
  tables: ['portal.stay'],
  settings: portalSettings,
  jobs,
  heeds: followWhoIsHere,
  navigation: [
    { text: 'This device', path: '/this-device', may: 'accounts.own', under: 'yours', order: 64 },
    {
      text: 'Who was at an address',
      path: '/who-was-at',
      may: 'portal.askWhoWasAt',
      under: 'network',
      order: 72,
    },
  ],
  retention: [
    {
      record: 'Who was at which address of the network',
      from: 'the end of the stay',
      keptForYears: 1,
      atTheEnd: 'destroy',
      requiredByLaw: false,
      source: 'As long as records of the network’s use that it explains.',
    },
  ],
  controls,
}
