import type { Feature } from '#/platform/feature.ts'
import { controls } from './controls.ts'
import { rootRoutes } from './routes.ts'

export const setUp: Feature = {
  name: 'set-up',
  routes: [],
  rootRoutes,
  permissions: {},
  events: { 'setUp.finished': 'finished the first set-up' },
  tables: ['set_up.draft'],
  controls,
}
