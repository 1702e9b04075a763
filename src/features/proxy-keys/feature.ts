import type { Feature } from '#/platform/feature.ts'
import { controls } from './controls.ts'
import { endKeysOfDisabled } from './end-key.ts'
import { permissions } from './permissions.ts'
import { routes } from './routes.ts'
import { proxyKeySettings } from './settings.ts'

export const proxyKeys: Feature = {
  name: 'proxy-keys',
  routes,
  permissions,
  events: {
    'proxyKeys.made': 'made a key for the proxy',
    'proxyKeys.ended': 'ended a key for the proxy',
  },
  tables: ['proxy_keys.key'],
  settings: proxyKeySettings,
  controls,
  heeds: [endKeysOfDisabled],
  navigation: [
    {
      text: 'Keys for the proxy',
      path: '/proxy-keys/all',
      may: 'proxyKeys.endAny',
      under: 'network',
      order: 73,
    },
  ],
  retention: [
    {
      record: 'Whose keys for the proxy there were',
      from: 'the end of the key',
      keptForYears: 1,
      atTheEnd: 'destroy',
      requiredByLaw: false,
      source: 'As long as records of the network’s use that it explains.',
    },
  ],
}
