import type { Feature } from '#/platform/feature.ts'
import { controls } from './controls.ts'
import { routes } from './routes.ts'

/** Who may propose and decide is who may for rules of the filter: `filtering` says so. */
export const inspection: Feature = {
  name: 'inspection',
  routes,
  permissions: {},
  // Named before this was a feature of its own; the trail keeps its words for good.
  events: {
    'filtering.inspectionProposed': 'proposed to look inside encrypted pages',
    'filtering.inspectionAgreed': 'agreed to look inside encrypted pages',
    'filtering.inspectionRefused': 'refused to look inside encrypted pages',
    'filtering.inspectionEnded': 'ended looking inside encrypted pages',
  },
  tables: ['inspection.proposal'],
  controls,
}
