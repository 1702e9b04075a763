import type { Feature } from '#/platform/feature.ts'
import { heed } from '#/platform/happenings/happenings.ts'
import { moved } from '../incidents/index.ts'
import { controls } from './controls.ts'
import { endReading } from './dispatch.ts'
import { reportsPanel } from './panel-reports.ts'
import { permissions } from './permissions.ts'
import { routes } from './routes.ts'
import { reportSettings } from './settings.ts'
import { reportsHeldOn, trailRule } from './store.ts'

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
  heeds: [heed(moved, endReading)],
  tables: ['reports.report', 'reports.message'],
  settings: reportSettings,
  trailRules: [trailRule],
  panels: [reportsPanel],
  navigation: [
    { text: 'Report', path: '/report/staff', may: 'reports.sendAsStaff', under: 'concerns', order: 15 },
    { text: 'My reports', path: '/my-reports', may: 'reports.readOwn', under: 'yours', order: 70 },
  ],
  controls,
  retention: [
    {
      record: 'report',
      from: 'the end of the incident it led to',
      keptForYears: 25,
      atTheEnd: 'review',
      requiredByLaw: false,
      source: 'Kept as long as its incident',
    },
  ],
  holds: [
    {
      what: 'What the person told us',
      goesWithChild: false,
      read: async (tx, actor, personId) => {
        const told = await reportsHeldOn(tx, actor, personId)
        return told.map(({ id, receivedAt }) => ({
          at: receivedAt,
          kind: 'report',
          id,
          summary: 'Told the school of something',
          path: null,
        }))
      },
    },
  ],
}
