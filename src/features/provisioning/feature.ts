import type { Feature } from '#/platform/feature.ts'
import { controls } from './controls.ts'
import { closeMany } from './go-on.ts'
import { jobs } from './jobs.ts'
import { permissions } from './permissions.ts'
import { routes } from './routes.ts'
import { scim } from './routes-scim.ts'
import { provisioningSettings } from './settings.ts'

export const provisioning: Feature = {
  name: 'provisioning',
  routes,
  exchanges: [scim],
  permissions,
  events: {
    'provisioning.added': 'connected a system that says who has an account',
    'provisioning.tokenMade': 'made a token for a connected system',
    'provisioning.tokenEnded': 'ended a token of a connected system',
    'provisioning.ended': 'ended a connection',
    'provisioning.stopped': 'was stopped: it would have closed unusually many people',
    'provisioning.wentOn': 'let a stopped connection go on',
    'provisioning.tied': 'tied an account to a person',
    'provisioning.joined': 'had somebody join because of an account',
    'provisioning.detailsWritten': 'wrote details from an account into a person’s record',
    'provisioning.closed': 'closed a person’s access because their account was closed',
    'provisioning.reopened': 'gave back what ended when an account was closed',
    'provisioning.settled': 'said whose an account is',
    'provisioning.groupTied': 'said what a group means here',
    'provisioning.opened': 'looked at a connection and what came in',
    'provisioning.entryRead': 'looked at an account of a connected system',
    'provisioning.groupRead': 'looked at a group of a connected system',
  },
  tables: [
    'provisioning.connection',
    'provisioning.token',
    'provisioning.entry',
    'provisioning.source_group',
    'provisioning.group_member',
    'provisioning.deed',
  ],
  settings: provisioningSettings,
  jobs,
  navigation: [
    { text: 'Provisioning', path: '/provisioning', may: 'provisioning.open', under: 'network', order: 64 },
  ],
  twoPersonActions: [closeMany],
  retention: [
    {
      record: 'What another system sent about accounts, line by line',
      from: 'the day on which it came in',
      keptForYears: 1,
      atTheEnd: 'destroy',
      requiredByLaw: false,
      source: 'Long enough to explain a change; what it changed stays in the people’s own records.',
    },
  ],
  controls,
}
