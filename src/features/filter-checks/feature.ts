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
    'filterChecks.tried': 'tried the filter on a device',
    'filterChecks.reviewBegun': 'began a review of filtering and monitoring',
    'filterChecks.reviewAnswered': 'answered questions of a review of filtering and monitoring',
    'filterChecks.actionAdded': 'added what has to be done because of a review',
    'filterChecks.actionDone': 'said how something was done that a review asked for',
    'filterChecks.reviewFinished': 'finished a review of filtering and monitoring',
    'filterChecks.reviewSigned': 'signed a review of filtering and monitoring',
    'filterChecks.logRead': 'read the log of checks of the filter',
    'filterChecks.logExported': 'exported the log of checks of the filter',
  },
  tables: [
    'filter_checks.test',
    'filter_checks.trial',
    'filter_checks.review',
    'filter_checks.review_action',
    'filter_checks.review_signature',
  ],
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
    {
      record: 'review of filtering and monitoring, with its actions and signatures',
      from: 'the day it was signed',
      keptForYears: 6,
      atTheEnd: 'review',
      requiredByLaw: false,
      source: 'What shows that a policy was kept is needed for as long as a claim may be made',
    },
  ],
  controls,
}
