import type { Feature } from '#/platform/feature.ts'
import { controls } from './controls.ts'
import { jobs } from './jobs.ts'
import { permissions } from './permissions.ts'
import { failedCard, routes } from './routes.ts'
import { filterCheckSettings } from './settings.ts'

export { filterTestJobs } from './jobs.ts'

export const filterChecks: Feature = {
  name: 'filter-checks',
  routes,
  permissions,
  events: {
    'filterChecks.testAsked': 'asked for a test of the filter',
    'filterChecks.passed': 'tested the filter, and nothing came through',
    'filterChecks.failed': 'tested the filter, and it was not as agreed',
    'filterChecks.looked': 'tried the filter on a device',
    'filterChecks.logRead': 'read the log of checks of the filter',
    'filterChecks.logExported': 'exported the log of checks of the filter',
  },
  tables: ['filter_checks.test', 'filter_checks.look'],
  settings: filterCheckSettings,
  jobs,
  homeCards: [failedCard],
  navigation: [
    { text: 'Filter checks', path: '/filter-checks', may: 'filterChecks.read', under: 'network', order: 63 },
  ],
  retention: [
    {
      record: 'check of the filter, by itself or by hand',
      from: 'the day of the check',
      keptForYears: 6,
      atTheEnd: 'destroy',
      requiredByLaw: false,
      source: 'Filtering and monitoring standards of the Department for Education: checks are logged',
    },
  ],
  controls,
}
