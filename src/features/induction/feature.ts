import type { Feature } from '#/platform/feature.ts'
import { heed } from '#/platform/happenings/happenings.ts'
import { kindAdded, peopleJoined } from '../people/index.ts'
import { controls } from './controls.ts'
import { startBesides, startInduction } from './follow-checklist.ts'
import { jobs } from './jobs.ts'
import { inductionPermissions } from './permissions.ts'
import { routes } from './routes.ts'
import { inductionSettings } from './settings.ts'

export const induction: Feature = {
  name: 'induction',
  routes,
  permissions: inductionPermissions,
  events: {
    'induction.stepDone': 'did a step of their induction',
    'induction.confirmed': 'confirmed somebody’s induction',
    'induction.guestKept': 'wrote down a guest',
    'induction.guestEnded': 'ended a guest’s time here',
    'induction.contractKept': 'recorded a firm that works for the school',
    'induction.deficiencyNoted': 'recorded what a firm did not do as it should',
  },
  tables: ['induction.item', 'induction.guest', 'induction.contract', 'induction.deficiency'],
  settings: inductionSettings,
  jobs,
  heeds: [heed(peopleJoined, startInduction), heed(kindAdded, startBesides)],
  navigation: [
    { text: 'Induction', path: '/induction', may: 'induction.confirm', under: 'people', order: 54 },
    { text: 'Guests', path: '/guests', may: 'induction.keepGuests', under: 'people', order: 55 },
    { text: 'Contracts', path: '/contracts', may: 'induction.keepContracts', under: 'people', order: 56 },
  ],
  retention: [
    {
      record: 'An induction',
      from: 'the day on which they leave',
      keptForYears: 6,
      atTheEnd: 'review',
      requiredByLaw: false,
      source: 'The usual period for records of staff in schools’ retention schedules.',
    },
    {
      record: 'A guest',
      from: 'their last day',
      keptForYears: 6,
      atTheEnd: 'review',
      requiredByLaw: false,
      source: 'The usual period for visitors’ books, so that misuse can be traced.',
    },
    {
      record: 'A contract and what was wrong with it',
      from: 'the end of the contract',
      keptForYears: 6,
      atTheEnd: 'destroy',
      requiredByLaw: false,
      source: 'The period in which a claim can be brought.',
    },
  ],
  controls,
}
