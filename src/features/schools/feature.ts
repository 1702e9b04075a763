import type { Feature } from '#/platform/feature.ts'
import { settingEvents } from '#/platform/settings/save-setting.ts'
import { controls } from './controls.ts'
import { schoolPermissions } from './permissions.ts'
import { rootRoutes, routes } from './routes.ts'

export const schools: Feature = {
  name: 'schools',
  routes,
  rootRoutes,
  permissions: schoolPermissions,
  events: {
    ...settingEvents,
    'schools.added': 'added the school',
    'schools.changed': 'changed the school’s details',
    'schools.termsChanged': 'changed the term dates',
    'schools.dayClosed': 'marked a day as closed',
    'schools.dayOpened': 'marked a day as open again',
    'schools.classAdded': 'added a class',
    'schools.classEnded': 'ended a class',
    'schools.contactChanged': 'changed an entry of the contact directory',
  },
  tables: [
    'schools.trust',
    'schools.school',
    'schools.phase',
    'schools.class',
    'schools.term',
    'schools.closed_day',
    'schools.contact',
  ],
  publishes: ['schools.class'],
  navigation: [
    { text: 'Contacts', path: '/contacts', may: 'schools.seeContacts', under: 'school', order: 70 },
    { text: 'School', path: '/school', may: 'schools.open', under: 'school', order: 85 },
  ],
  controls,
}
