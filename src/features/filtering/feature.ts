import type { Feature } from '#/platform/feature.ts'
import { controls } from './controls.ts'
import { jobs } from './jobs.ts'
import { permissions } from './permissions.ts'
import { routes } from './routes.ts'
import { filteringSettings } from './settings.ts'
import { stopInternet } from './stop-internet.ts'

export { authorityJobs } from './jobs.ts'

export const filtering: Feature = {
  name: 'filtering',
  routes,
  permissions,
  events: {
    'filtering.proposed': 'proposed other rules for the filter',
    'filtering.agreed': 'agreed to rules of the filter',
    'filtering.refused': 'refused rules of the filter',
    'filtering.siteOpened': 'opened a site',
    'filtering.siteBlocked': 'blocked a site',
    'filtering.siteEnded': 'took a site off the school’s own list',
    'filtering.placed': 'gave somebody other rules of the filter',
    'filtering.unplaced': 'gave somebody the rules of their class or work again',
    'filtering.placingsRead': 'read who has other rules of the filter',
    'filtering.fetched': 'fetched the filter’s lists',
    'filtering.listLoaded': 'loaded a list of the filter from a file',
    'filtering.listNotKept':
      'could not keep a list of the filter that was loaded from a file, so the one before stays',
    'filtering.listRemoved': 'took a list of the filter away that was loaded from a file',
    'filtering.sealedLoaded': 'loaded the licensed list of illegal content',
    'filtering.sealedRemoved': 'took the licensed list of illegal content away',
    'filtering.zoneTaken': 'downloaded the filter’s rules as a zone',
    'filtering.authorityMade': 'made the school’s own certificate authority',
    'filtering.published': 'handed the filter’s rules to the engines',
  },
  tables: [
    'filtering.inspected',
    'filtering.authority',
    'filtering.version',
    'filtering.own_site',
    'filtering.stopped',
    'filtering.placing',
    'filtering.state',
    'filtering.engine',
    'filtering.fetch',
  ],
  settings: filteringSettings,
  jobs,
  heeds: stopInternet,
  navigation: [{ text: 'Filter', path: '/filtering', may: 'filtering.open', under: 'network', order: 61 }],
  retention: [
    {
      record: 'change of the filter, who asked for it and who agreed',
      from: 'the day it stopped to count',
      keptForYears: 6,
      atTheEnd: 'review',
      requiredByLaw: false,
      source: 'Filtering and monitoring standards of the Department for Education: changes can be shown',
    },
  ],
  controls,
}
