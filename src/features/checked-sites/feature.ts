import type { Feature } from '#/platform/feature.ts'
import { heed } from '#/platform/happenings/happenings.ts'
import { siteReported } from '../site-requests/index.ts'
import { controls } from './controls.ts'
import { jobs } from './jobs.ts'
import { permissions } from './permissions.ts'
import { routes } from './routes.ts'
import { checkedSiteSettings } from './settings.ts'
import { heedReport } from './take-out.ts'

export const checkedSites: Feature = {
  name: 'checked-sites',
  routes,
  permissions,
  events: {
    'checkedSites.listed': 'read which sites were checked',
    'checkedSites.exported': 'exported which sites were checked',
    'checkedSites.checked': 'checked a site for children',
    'checkedSites.foundUnsuitable': 'checked a site and found it not suitable',
    'checkedSites.takenOut': 'took out a checked site',
    'checkedSites.listMade': 'made a list of links',
    'checkedSites.listClosed': 'closed a list of links',
  },
  tables: ['checked_sites.site', 'checked_sites.site_check', 'checked_sites.link_list', 'checked_sites.link'],
  settings: checkedSiteSettings,
  jobs,
  heeds: [heed(siteReported, heedReport)],
  navigation: [
    { text: 'Checked sites', path: '/checked-sites', may: 'checkedSites.read', under: 'school', order: 63 },
    { text: 'Lists of links', path: '/link-lists', may: 'checkedSites.read', under: 'school', order: 64 },
  ],
  retention: [
    {
      record: 'check of a site, and lists of links',
      from: 'the end of the school year',
      keptForYears: 6,
      atTheEnd: 'destroy',
      requiredByLaw: false,
      source: 'What shows that a site was looked through is needed for as long as a claim may be made',
    },
  ],
  controls,
}
