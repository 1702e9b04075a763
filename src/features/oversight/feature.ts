import type { Feature } from '#/platform/feature.ts'
import { controls } from './controls.ts'
import { permissions } from './permissions.ts'
import { routes } from './routes.ts'
import { incidentSearch } from './search-store.ts'

export const oversight: Feature = {
  name: 'oversight',
  routes,
  permissions,
  events: {
    'oversight.boardRead': 'looked at the board',
    'oversight.workListRead': 'read the work list',
    'oversight.searched': 'searched the records',
    'oversight.foundBySearch': 'was shown the record by a search',
    'oversight.chronologyRead': 'read the chronology of a person',
    'oversight.readInChronology': 'was shown the record in a chronology',
    'oversight.summaryMade': 'made the summary for another school',
    'oversight.recordSent': 'recorded that a child’s record was sent to another school',
    'oversight.receiptNoted': 'noted that another school has a child’s record',
    'oversight.reportMade': 'made the termly report',
    'oversight.reportRead': 'read a termly report',
    'oversight.trailCounted': 'read the numbers of the audit trail',
  },
  tables: ['oversight.report', 'oversight.transfer'],
  navigation: [
    { text: 'At a glance', path: '/board', may: 'oversight.readBoard', under: 'concerns', order: 14 },
    { text: 'Work list', path: '/work-list', may: 'oversight.readWorkList', under: 'concerns', order: 16 },
    { text: 'Search', path: '/search', may: 'oversight.search', under: 'concerns', order: 70 },
    {
      text: 'Termly reports',
      path: '/termly-reports',
      may: 'oversight.readReports',
      under: 'policy',
      order: 72,
    },
    {
      text: 'How much is on record',
      path: '/trail-counts',
      may: 'oversight.readTrailCounts',
      under: 'policy',
      order: 73,
    },
  ],
  search: [incidentSearch],
  retention: [
    {
      record: 'termly report to governors',
      from: 'the end of the term it is about',
      keptForYears: 'permanent',
      atTheEnd: 'archive',
      requiredByLaw: false,
      source: 'Minutes and reports of governors are kept for good',
    },
    {
      record: 'transfer of a child’s safeguarding record',
      from: 'the day of the receipt',
      keptForYears: 1,
      atTheEnd: 'review',
      requiredByLaw: false,
      source: 'Keeping children safe in education: keep what shows that it went',
    },
  ],
  controls,
}
