import type { Feature } from '#/platform/feature.ts'
import { heed } from '#/platform/happenings/happenings.ts'
import { relativesKeptOut } from '../people/index.ts'
import { controls } from './controls.ts'
import { followRelatives } from './heed-relatives.ts'
import { permissions } from './permissions.ts'
import { routes } from './routes.ts'
import { complaintSettings } from './settings.ts'
import { findComplaint, trailRule } from './store.ts'

export const complaints: Feature = {
  name: 'complaints',
  routes,
  permissions,
  events: {
    'complaints.received': 'wrote a complaint down',
    'complaints.listed': 'read the list of complaints',
    'complaints.read': 'read a complaint',
    'complaints.moved': 'acknowledged, answered or passed on a complaint',
    'complaints.adviceAsked': 'asked for advice on a complaint',
  },
  tables: ['complaints.complaint', 'complaints.entry', 'complaints.adviser'],
  settings: complaintSettings,
  heeds: [heed(relativesKeptOut, followRelatives)],
  sights: [{ kind: 'complaint', find: findComplaint }],
  trailRules: [trailRule],
  navigation: [
    { text: 'Complaints', path: '/complaints', may: 'complaints.receive', under: 'concerns', order: 72 },
  ],
  retention: [
    {
      record: 'A complaint',
      from: 'the day it is answered',
      keptForYears: 6,
      atTheEnd: 'review',
      requiredByLaw: false,
      source:
        'The usual period in schools’ retention schedules; longer where a child protection file refers to it.',
    },
  ],
  controls,
}
