import type { Feature } from '#/platform/feature.ts'
import { controls } from './controls.ts'
import { dutyEvents, dutyPermissions } from './duty.ts'
import { leavingHeeds } from './end-with-leaving.ts'
import { jobs } from './jobs.ts'
import { peoplePermissions } from './permissions.ts'
import { routes } from './routes.ts'
import { peopleSettings } from './settings.ts'

export const people: Feature = {
  name: 'people',
  routes,
  permissions: { ...peoplePermissions, ...dutyPermissions },
  events: {
    ...dutyEvents,
    'people.opened': 'looked at a person’s record',
    'people.found': 'looked people up by name',
    'people.exported': 'took a list of people away as a file',
    'people.restrictionRead': 'read a court order or restriction',
    'people.joined': 'added a person',
    'people.changed': 'changed a person’s record',
    'people.left': 'noted that a person leaves',
    'people.accessEnded': 'ended all access of somebody who leaves',
    'people.cameBack': 'noted that somebody came back or stays after all',
    'people.kindAdded': 'noted that a person is something else here besides',
    'people.kindEnded': 'ended that a person is something else here besides',
    'people.contactWishSaved': 'noted how a parent or carer would rather be reached',
    'people.addressFoundWrong': 'noted that what was sent to somebody did not arrive',
    'people.addressPutRight': 'put somebody’s address right',
    'people.classJoined': 'put a person into a class',
    'people.classLeft': 'took a person out of a class',
    'people.relativeDeclared': 'declared two people related',
    'people.relativeWithdrawn': 'took back that two people are related',
    'people.guardianSaved': 'noted what a parent or carer may do and know',
    'people.guardianEnded': 'ended that an adult is a child’s parent or carer here',
    'people.designationAsked': 'asked for a role that two people grant',
    'people.designationRefused': 'refused a role that was asked for',
    'people.designated': 'gave a role',
    'people.designationEnded': 'ended a role',
  },
  tables: [
    'people.person',
    'people.class_member',
    'people.added_kind',
    'people.guardianship',
    'people.relation',
    'people.designation',
    'people.designation_request',
    'people.duty',
    'people.wrong_address',
  ],
  publishes: ['people.class_member', 'people.named', 'people.on_roll', 'people.guardian_of'],
  settings: peopleSettings,
  heeds: leavingHeeds,
  jobs,
  navigation: [
    { text: 'People', path: '/people', may: 'people.open', under: 'people', order: 50 },
    { text: 'Who is who', path: '/who-is-who', may: 'people.seeWhoIsWho', under: 'people', order: 60 },
    { text: 'Sign-ins', path: '/sign-ins', may: 'people.seeSignIns', under: 'people', order: 65 },
  ],
  controls,
}
