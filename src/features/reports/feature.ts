import type { Feature } from '#/platform/feature.ts'
import { permissions } from './permissions.ts'
import { reportSettings } from './settings.ts'

export const reports: Feature = {
  name: 'reports',
  routes: [],
  permissions,
  events: {
    'reports.received': 'told the school of something',
    'reports.answered': 'wrote an answer for the reporter',
    'reports.reporterWrote': 'wrote again about a report',
    'reports.read': 'read what a reporter told us',
  },
  tables: ['reports.report', 'reports.message'],
  settings: reportSettings,
}
