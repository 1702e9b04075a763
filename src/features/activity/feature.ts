import type { Feature } from '#/platform/feature.ts'
import { openAdultsDayAction } from './ask-about-adult.ts'
import { findConcern, trailRule } from './concern-store.ts'
import { controls } from './controls.ts'
import { jobs } from './jobs.ts'
import { trailRule as lookTrailRule } from './look-store.ts'
import { permissions } from './permissions.ts'
import { routes } from './routes.ts'
import { activitySettings } from './settings.ts'

export const activity: Feature = {
  name: 'activity',
  routes,
  permissions,
  events: {
    'activity.raised': 'told the safeguarding lead what the filter blocked',
    'activity.concernsListed': 'read what the filter tells the safeguarding lead',
    'activity.concernRead': 'read one thing that the filter tells the safeguarding lead',
    'activity.lookedAt': 'said what came of something that the filter blocked',
    'activity.madeIncident': 'made an incident of something that the filter blocked',
    'activity.looked': 'asked for one day of a child or device on the network',
    'activity.adultAsked': 'asked a second person to open one day of an adult on the network',
    'activity.adultOpened': 'opened one day of an adult on the network, together with a second person',
    'activity.dayRead': 'looked at one day of somebody, or of a device, on the network',
    'activity.lookRead': 'read who looked at one day, and why',
    'activity.looksListed': 'read who looked at whose day',
    'activity.numbersRead': 'read what was blocked, in numbers',
    'activity.weekMade': 'made the weekly report of the filter',
    'activity.weekRead': 'read a weekly report of the filter',
    'activity.weekExported': 'exported a weekly report of the filter',
  },
  tables: [
    'activity.visit',
    'activity.attempt',
    'activity.taken',
    'activity.concern',
    'activity.look',
    'activity.opening',
    'activity.week',
  ],
  settings: activitySettings,
  jobs,
  sights: [{ kind: 'filterConcern', find: findConcern }],
  trailRules: [trailRule, lookTrailRule],
  twoPersonActions: [openAdultsDayAction],
  navigation: [
    { text: 'What was blocked', path: '/activity', may: 'activity.readNumbers', under: 'network', order: 63 },
    {
      text: 'An adult’s day',
      path: '/activity/adult',
      may: 'activity.askAboutAdult',
      under: 'network',
      order: 64,
    },
  ],
  retention: [
    {
      record: 'what the safeguarding lead looked at because of the filter, and what came of it',
      from: 'the day it happened',
      keptForYears: 6,
      atTheEnd: 'review',
      requiredByLaw: false,
      source: 'As other records of safeguarding that led to no file of the child',
    },
    {
      record: 'look at one child’s, adult’s or device’s day: who, when and why',
      from: 'the day of the look',
      keptForYears: 6,
      atTheEnd: 'destroy',
      requiredByLaw: false,
      source: 'Whoever looks must be able to account for it',
    },
    {
      record: 'weekly report of the filter, in numbers',
      from: 'the week it is about',
      keptForYears: 6,
      atTheEnd: 'destroy',
      requiredByLaw: false,
      source: 'Filtering and monitoring standards of the Department for Education: reports can be shown',
    },
  ],
  controls,
}
