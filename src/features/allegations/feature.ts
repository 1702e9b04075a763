import type { Feature } from '#/platform/feature.ts'
import { heed } from '#/platform/happenings/happenings.ts'
import { opened as incidentOpened, reclassified } from '../incidents/index.ts'
import { relativesKeptOut } from '../people/index.ts'
import { controls } from './controls.ts'
import { findMatters, findSeen, heldOn } from './find-matters.ts'
import { followRelatives } from './heed-relatives.ts'
import { registerAdults } from './heed-report.ts'
import { permissions } from './permissions.ts'
import { routes } from './routes.ts'
import { allegationSettings } from './settings.ts'
import { trailRule } from './visible-store.ts'

export const allegations: Feature = {
  name: 'allegations',
  routes,
  permissions,
  events: {
    'allegations.opened': 'told of a concern about an adult',
    'allegations.welfareOpened': 'opened the child’s own concern',
    'allegations.listed': 'read the confidential register',
    'allegations.exported': 'exported the confidential register',
    'allegations.read': 'read a confidential matter',
    'allegations.weighed': 'weighed a confidential matter',
    'allegations.ladoConsulted': 'recorded the advice of the LADO',
    'allegations.stepRecorded': 'recorded a step in a confidential matter',
    'allegations.adultNamed': 'named the adult in a confidential matter',
    'allegations.outcomeRecorded': 'recorded the outcome of a confidential matter',
    'allegations.reviewed': 'reviewed a confidential matter',
    'allegations.adviserAsked': 'asked an HR adviser about a confidential matter',
    'allegations.adviserEnded': 'ended an adviser’s access to a confidential matter',
    'allegations.adviceGiven': 'advised on a confidential matter',
    'allegations.closed': 'closed a confidential matter',
  },
  tables: [
    'allegations.allegation',
    'allegations.child',
    'allegations.told',
    'allegations.consultation',
    'allegations.entry',
    'allegations.outcome',
    'allegations.adviser',
    'allegations.word',
  ],
  settings: allegationSettings,
  sights: [{ kind: 'allegation', find: findSeen }],
  trailRules: [trailRule],
  heeds: [
    heed(incidentOpened, registerAdults),
    heed(reclassified, registerAdults),
    heed(relativesKeptOut, followRelatives),
  ],
  navigation: [
    {
      text: 'Concern about an adult',
      path: '/staff-concerns/new',
      may: 'allegations.tell',
      under: 'concerns',
      order: 70,
    },
    {
      text: 'Confidential register',
      path: '/staff-concerns',
      may: 'allegations.manage',
      under: 'concerns',
      order: 71,
    },
    {
      text: 'Confidential advice',
      path: '/staff-concerns/asked',
      may: 'allegations.advise',
      under: 'concerns',
      order: 71,
    },
  ],
  search: [{ name: 'Confidential register', may: 'allegations.manage', find: findMatters }],
  holds: [{ what: 'Confidential matters', goesWithChild: false, read: heldOn }],
  retention: [
    {
      record: 'An allegation about an adult of the school',
      from: 'the day it is closed',
      keptForYears: 10,
      atTheEnd: 'review',
      requiredByLaw: false,
      source:
        'Keeping children safe in education, part four: until pension age, or ten years if that is longer. False and malicious allegations leave the staff file.',
    },
    {
      record: 'A low-level concern',
      from: 'the day the adult leaves',
      keptForYears: 6,
      atTheEnd: 'review',
      requiredByLaw: false,
      source: 'Keeping children safe in education, part four: at least until the adult leaves the school.',
    },
  ],
  controls,
}
