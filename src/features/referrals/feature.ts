import type { Feature } from '#/platform/feature.ts'
import { heed } from '#/platform/happenings/happenings.ts'
import { opened, reclassified } from '../incidents/index.ts'
import { controls } from './controls.ts'
import { escalateJob } from './escalate-unanswered.ts'
import { countedByRoute } from './evidence-store.ts'
import { permissions } from './permissions.ts'
import { states } from './referral.ts'
import { referralRoutes } from './referral-routes.ts'
import { referralsPanel, routes } from './routes.ts'
import { referralSettings } from './settings.ts'
import { startDataClock } from './start-data-clock.ts'
import { referralsAround } from './store.ts'

export const referrals: Feature = {
  name: 'referrals',
  routes,
  permissions,
  events: {
    'referrals.listed': 'read the register of referrals',
    'referrals.read': 'read a referral',
    'referrals.exported': 'exported the register of referrals',
    'referrals.entered': 'entered a referral',
    'referrals.sent': 'recorded that a referral was made',
    'referrals.actRecorded': 'recorded what was done about a referral',
    'referrals.toldOwn': 'recorded a referral that they made themselves',
  },
  tables: ['referrals.referral', 'referrals.entry'],
  settings: referralSettings,
  jobs: [escalateJob],
  heeds: [heed(opened, startDataClock), heed(reclassified, startDataClock)],
  navigation: [
    { text: 'Referrals', path: '/referrals', may: 'referrals.read', under: 'concerns', order: 42 },
  ],
  panels: [referralsPanel],
  holds: [
    {
      what: 'Referrals about incidents in which the person stands',
      goesWithChild: true,
      read: async (tx, actor, personId) =>
        (await referralsAround(tx, actor, personId)).map((one) => ({
          at: one.sentAt ?? one.enteredAt,
          kind: 'referral',
          id: one.id,
          summary: `${one.routeWords}: ${states[one.state].text.toLowerCase()}`,
          path: `/referrals/${one.id}`,
        })),
    },
  ],
  figures: [
    {
      key: 'referrals.byRoute',
      caption: 'Referrals, by route',
      along: 'Route',
      unit: 'Referrals',
      read: async (tx, actor, from, to) => {
        const found = await countedByRoute(tx, actor, from, to)
        const known = referralRoutes.routes.map(({ name }) => name)
        const labels = [...new Set([...known, ...found.map(({ label }) => label)])]
        return labels.map((label) => ({ label, count: found.find((one) => one.label === label)?.count ?? 0 }))
      },
    },
  ],
  retention: [
    {
      record: 'Referral, with its answer',
      from: 'the pupil’s date of birth; where no pupil is concerned, the day it was answered',
      keptForYears: 25,
      atTheEnd: 'review',
      requiredByLaw: false,
      source: 'IRMS toolkit for schools: child protection files. Kept with the incident.',
    },
  ],
  controls,
}
