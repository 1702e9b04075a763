import type { Feature } from '#/platform/feature.ts'
import { controls } from './controls.ts'
import { agreementJobs } from './jobs.ts'
import { permissions } from './permissions.ts'
import { routes } from './routes.ts'
import { agreementSettings } from './settings.ts'

export const agreements: Feature = {
  name: 'agreements',
  routes,
  permissions,
  events: {
    'agreements.drafted': 'wrote the text of an agreement',
    'agreements.submitted': 'sent the text of an agreement for approval',
    'agreements.sentBack': 'sent the text of an agreement back',
    'agreements.published': 'approved the text of an agreement',
    'agreements.roundStarted': 'asked people to sign an agreement',
    'agreements.roundEnded': 'ended a round of signatures',
    'agreements.roundRead': 'looked at who has signed',
    'agreements.askRead': 'looked at somebody’s answer to an agreement',
    'agreements.signed': 'signed an agreement',
    'agreements.refused': 'did not agree to an agreement',
    'agreements.withdrawn': 'took an agreement back',
    'agreements.voided': 'put a mistaken answer to an agreement right',
  },
  tables: [
    'agreements.version',
    'agreements.round',
    'agreements.ask',
    'agreements.signature',
    'agreements.link',
    'agreements.kiosk',
    'agreements.declaration',
    'agreements.reminder',
  ],
  settings: agreementSettings,
  jobs: agreementJobs,
  navigation: [
    { text: 'Agreements', path: '/agreements', may: 'agreements.seeRounds', order: 55 },
    { text: 'My agreements', path: '/agreements/mine', may: 'agreements.sign', order: 56 },
  ],
  retention: [
    {
      record: 'A signed agreement, with its text',
      from: 'the day the person leaves the school',
      keptForYears: 7,
      atTheEnd: 'review',
      requiredByLaw: false,
      source:
        'The usual period in schools’ retention schedules for signed agreements; longer where a safeguarding file refers to it.',
    },
  ],
  controls,
}
