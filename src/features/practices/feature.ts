import type { Feature } from '#/platform/feature.ts'
import { controls } from './controls.ts'
import { jobs } from './jobs.ts'
import { permissions } from './permissions.ts'
import { routes } from './routes.ts'
import { practiceSettings } from './settings.ts'

export const practices: Feature = {
  name: 'practices',
  routes,
  permissions,
  events: {
    'practices.adopted': 'put practices into the calendar',
    'practices.arranged': 'changed who looks at a practice, or how often',
    'practices.attested': 'attested a practice',
  },
  tables: ['practices.arrangement', 'practices.attestation'],
  navigation: [{ text: 'Practices', path: '/practices', may: 'practices.read', under: 'policy', order: 78 }],
  settings: practiceSettings,
  jobs,
  retention: [
    {
      record: 'attestation of a practice, with its proof',
      from: 'the end of the school year it is about',
      keptForYears: 6,
      atTheEnd: 'review',
      requiredByLaw: false,
      source: 'What shows that a policy was kept is needed for as long as a claim may be made',
    },
  ],
  controls,
}
