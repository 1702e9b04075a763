import type { Feature } from '#/platform/feature.ts'
import { controls } from './controls.ts'
import { permissions } from './permissions.ts'
import { routes } from './routes.ts'
import { siteRequestSettings } from './settings.ts'

export { siteRequestMailJobs } from './jobs.ts'

export const siteRequests: Feature = {
  name: 'site-requests',
  routes,
  permissions,
  events: {
    'siteRequests.asked': 'asked for a site',
    'siteRequests.reported': 'reported an unsuitable site',
    'siteRequests.listed': 'read which sites were asked for',
    'siteRequests.exported': 'exported which sites were asked for',
    'siteRequests.read': 'read a request for a site',
    'siteRequests.firstAgreed': 'agreed to open a site, as the first of two',
    'siteRequests.agreed': 'agreed to a request for a site',
    'siteRequests.refused': 'refused a request for a site',
    'siteRequests.providerTold': 'wrote to the filter provider',
    'siteRequests.providerNotTold': 'could not write to the filter provider',
    'siteRequests.providerActed': 'recorded what the filter provider did',
    'siteRequests.madeIncident': 'made an incident of a request for a site',
  },
  tables: ['site_requests.request'],
  settings: siteRequestSettings,
  navigation: [
    { text: 'Site requests', path: '/site-requests', may: 'siteRequests.read', under: 'network', order: 62 },
    { text: 'Ask for a site', path: '/ask-for-site', may: 'siteRequests.ask', under: 'yours', order: 64 },
  ],
  retention: [
    {
      record: 'request for a site, who asked and who decided',
      from: 'the day it was decided',
      keptForYears: 6,
      atTheEnd: 'destroy',
      requiredByLaw: false,
      source: 'Filtering and monitoring standards of the Department for Education: changes can be shown',
    },
  ],
  controls,
}
