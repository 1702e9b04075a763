import type { Feature } from '#/platform/feature.ts'
import { controls } from './controls.ts'
import { reportsPanel } from './panel-reports.ts'
import { permissions } from './permissions.ts'
import { routes } from './routes.ts'
import { reportSettings } from './settings.ts'

export const reports: Feature = {
  name: 'reports',
  routes,
  permissions,
  events: {
    'reports.received': 'told the school of something',
    'reports.answered': 'wrote an answer for the reporter',
    'reports.reporterWrote': 'wrote again about a report',
    'reports.read': 'read what a reporter told us',
  },
  tables: ['reports.report', 'reports.message'],
  settings: reportSettings,
  panels: [reportsPanel],
  navigation: [
    { text: 'Report', path: '/report/staff', may: 'reports.sendAsStaff', order: 15 },
    { text: 'My reports', path: '/my-reports', may: 'reports.readOwn', order: 70 },
  ],
  controls,
}
