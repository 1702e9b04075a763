import type { Feature } from '#/platform/feature.ts'
import { controls } from './controls.ts'
import { jobs } from './jobs.ts'
import { permissions } from './permissions.ts'
import { routes } from './routes.ts'

export const coverage: Feature = {
  name: 'coverage',
  routes,
  permissions,
  events: {
    'coverage.dayKept': 'kept how the policy stood on the day',
    'coverage.outsideConfirmed': 'confirmed whether a system outside does what a control asks',
  },
  tables: ['coverage.state_change', 'coverage.day', 'coverage.confirmation'],
  navigation: [
    { text: 'What we promise', path: '/coverage', may: 'coverage.read', under: 'policy', order: 76 },
  ],
  jobs,
  retention: [
    {
      record: 'how the policy stood, day by day',
      from: 'the day',
      keptForYears: 6,
      atTheEnd: 'review',
      requiredByLaw: false,
      source: 'What shows that a policy was kept is needed for as long as a claim may be made',
    },
  ],
  controls,
}
