import type { Feature } from '#/platform/feature.ts'
import { controls } from './controls.ts'
import { agreementHeeds, agreementJobs } from './jobs.ts'
import { permissions } from './permissions.ts'
import { routes } from './routes.ts'
import { agreementSettings } from './settings.ts'

/** Its jobs that send mail need the way out, so app/ makes them. */
export { agreementMailJobs } from './jobs.ts'

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
    'agreements.nobodySignsRead': 'looked at the children for whom nobody may sign',
    'agreements.askRead': 'looked at somebody’s answer to an agreement',
    'agreements.signed': 'signed an agreement',
    'agreements.refused': 'did not agree to an agreement',
    'agreements.withdrawn': 'took an agreement back',
    'agreements.voided': 'put a mistaken answer to an agreement right',
    'agreements.notSure': 'was not sure about an agreement',
    'agreements.linkMade': 'made a one-time link for a parent',
    'agreements.linkNotMailed': 'could not send a parent’s one-time link by e-mail',
    'agreements.mailedAgain': 'sent one-time links by e-mail again',
    'agreements.linkTried': 'gave a wrong date of birth at a one-time link',
    'agreements.linkNotMine': 'said that a one-time link was not for them',
    'agreements.kioskOpened': 'let a class sign on a tablet',
    'agreements.kioskClosed': 'ended signing on a tablet',
    'agreements.hosted': 'answered for a visitor, who was asked to sign',
    'agreements.declared': 'declared an exception to the social media rules',
    'agreements.declarationsRead': 'looked at declared exceptions',
    'agreements.declarationDecided': 'decided about a declared exception',
    'agreements.classReminded': 'went through the rules with a class',
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
  heeds: agreementHeeds,
  navigation: [
    { text: 'Agreements', path: '/agreements', may: 'agreements.seeRounds', under: 'policy', order: 55 },
    { text: 'My agreements', path: '/agreements/mine', may: 'agreements.sign', under: 'yours', order: 56 },
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
