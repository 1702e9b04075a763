import type { Feature } from '#/platform/feature.ts'
import { heed } from '#/platform/happenings/happenings.ts'
import { siteReported } from '../site-requests/index.ts'
import { controls } from './controls.ts'
import { heedReport } from './heed-report.ts'
import { jobs } from './jobs.ts'
import { permissions } from './permissions.ts'
import { routes } from './routes.ts'
import { toolSettings } from './settings.ts'

export const tools: Feature = {
  name: 'tools',
  routes,
  permissions,
  events: {
    'tools.listed': 'read which tools were assessed',
    'tools.exported': 'exported which tools were assessed',
    'tools.proposed': 'proposed a tool',
    'tools.assessed': 'assessed a tool',
    'tools.approved': 'approved a tool',
    'tools.refused': 'refused a tool',
    'tools.withdrawn': 'withdrew the approval of a tool',
    'tools.planned': 'planned a project of a class',
    'tools.projectAgreed': 'agreed to a project of a class',
    'tools.projectRefused': 'refused a project of a class',
  },
  tables: ['tools.tool', 'tools.assessment', 'tools.decision', 'tools.project'],
  settings: toolSettings,
  jobs,
  heeds: [heed(siteReported, heedReport)],
  navigation: [
    { text: 'Tools', path: '/tools', may: 'tools.read', under: 'school', order: 65 },
    { text: 'Projects', path: '/projects', may: 'tools.read', under: 'school', order: 66 },
    { text: 'Approved tools', path: '/approved-tools', may: 'tools.readList', under: 'yours', order: 65 },
  ],
  retention: [
    {
      record: 'assessment of a tool, and what was decided',
      from: 'the end of its last approval',
      keptForYears: 6,
      atTheEnd: 'destroy',
      requiredByLaw: false,
      source: 'What shows that a tool was looked at is needed for as long as a claim may be made',
    },
    {
      record: 'project of a class',
      from: 'its last day',
      keptForYears: 6,
      atTheEnd: 'destroy',
      requiredByLaw: false,
      source: 'What shows how pupils were kept safe is needed for as long as a claim may be made',
    },
  ],
  controls,
}
