import type { Feature } from '#/platform/feature.ts'
import { agePasswordsJob } from './age-passwords.ts'
import { reviewAccessJob } from './ask-reviews.ts'
import { controls } from './controls.ts'
import { followTimeJob } from './follow-time.ts'
import { giveAllJob } from './give-accounts.ts'
import { closeOverJob } from './give-temporary.ts'
import { heedPeople } from './heed-people.ts'
import { permissions } from './permissions.ts'
import { routes } from './routes.ts'
import { accountSettings } from './settings.ts'

export const accounts: Feature = {
  name: 'accounts',
  routes,
  permissions,
  events: {
    'accounts.listed': 'read the list of logons',
    'accounts.read': 'looked at somebody’s network',
    'accounts.opened': 'gave a logon',
    'accounts.openedMany': 'gave many people a logon',
    'accounts.closed': 'closed a logon for good',
    'accounts.ownerChanged': 'made somebody else answer for a logon',
    'accounts.passwordGiven': 'gave somebody a new password on a slip',
    'accounts.passwordChosen': 'chose a network password',
    'accounts.passwordExpired': 'asked for a new password because it was too old',
    'accounts.passwordDisclosed': 'recorded that a password was told to ICT support',
    'accounts.compromiseReported': 'reported that a password may be known to others',
    'accounts.seatingOpened': 'opened a lesson and noted who sits where',
    'accounts.seatsChanged': 'noted who came, went or moved',
    'accounts.seatingEnded': 'ended a lesson',
    'accounts.seatingRead': 'read who sat where',
    'accounts.askedWhoSat': 'asked who was at a device',
    'accounts.resourceAdded': 'put a folder or system on the list',
    'accounts.rightGranted': 'let a role or a person reach something',
    'accounts.rightsEnded': 'took away rights to something',
    'accounts.accessConfirmed': 'confirmed who can reach something',
    'accounts.accessImplemented': 'noted that a system is set as its list says',
    'accounts.accessRead': 'looked at who can reach what',
    'accounts.held': 'stopped somebody’s network',
    'accounts.released': 'took away a reason for which somebody’s network was stopped',
    'accounts.exceptionGranted': 'let somebody on to the network without a signature',
    'accounts.exceptionEnded': 'ended an exception',
  },
  tables: [
    'accounts.account',
    'accounts.hold',
    'accounts.exception',
    'accounts.standing',
    'accounts.password',
    'accounts.disclosure',
    'accounts.seating',
    'accounts.seat',
    'accounts.resource',
    'accounts.access_right',
    'accounts.access_review',
  ],
  publishes: ['accounts.logon'],
  settings: accountSettings,
  jobs: [followTimeJob, giveAllJob, closeOverJob, agePasswordsJob, reviewAccessJob],
  heeds: heedPeople,
  navigation: [
    { text: 'Network logons', path: '/accounts', may: 'accounts.open', under: 'network', order: 62 },
    { text: 'My network logon', path: '/my-logon', may: 'accounts.own', under: 'yours', order: 63 },
    {
      text: 'Who sat where',
      path: '/who-sat-where',
      may: 'accounts.openSeating',
      under: 'network',
      order: 71,
    },
    { text: 'Who can reach what', path: '/access', may: 'accounts.seeAccess', under: 'network', order: 64 },
  ],
  retention: [
    {
      record: 'Who sat where',
      from: 'the lesson',
      keptForYears: 1,
      atTheEnd: 'destroy',
      requiredByLaw: false,
      source: 'As long as records of the network’s use that it explains.',
    },
    {
      record: 'Logons, and why they were stopped',
      from: 'the day on which the person leaves',
      keptForYears: 6,
      atTheEnd: 'destroy',
      requiredByLaw: false,
      source: 'Limitation Act 1980, section 5: what a logon did may be asked about for as long.',
    },
  ],
  controls,
}
