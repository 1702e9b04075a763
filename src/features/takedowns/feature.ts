import type { Feature } from '#/platform/feature.ts'
import { chaseJob } from './chase-overdue.ts'
import { controls } from './controls.ts'
import { countedByOutcome } from './evidence-store.ts'
import { permissions } from './permissions.ts'
import { states, whoms } from './request.ts'
import { routes, takedownsPanel } from './routes.ts'
import { takedownSettings } from './settings.ts'
import { requestsTo } from './store.ts'

export const takedowns: Feature = {
  name: 'takedowns',
  routes,
  permissions,
  events: {
    'takedowns.listed': 'read the register of removal requests',
    'takedowns.read': 'read a removal request',
    'takedowns.exported': 'exported the register of removal requests',
    'takedowns.asked': 'recorded that somebody was asked to remove something',
    'takedowns.answered': 'recorded what came of a removal request',
  },
  tables: ['takedowns.request', 'takedowns.entry'],
  settings: takedownSettings,
  jobs: [chaseJob],
  navigation: [
    { text: 'Removal requests', path: '/takedowns', may: 'takedowns.read', under: 'concerns', order: 47 },
  ],
  panels: [takedownsPanel],
  holds: [
    {
      what: 'What the person was asked to remove',
      goesWithChild: true,
      read: async (tx, actor, personId) =>
        (await requestsTo(tx, actor, personId)).map((one) => ({
          at: one.askedAt,
          kind: 'takedown',
          id: one.id,
          summary: `${whoms[one.whom].words} ${one.state === 'asked' ? 'was asked' : `was asked: ${states[one.state].text.toLowerCase()}`}`,
          path: `/takedowns/${one.id}`,
        })),
    },
  ],
  figures: [
    {
      key: 'takedowns.byOutcome',
      caption: 'Removal requests, by what came of them',
      along: 'Outcome',
      unit: 'Requests',
      read: async (tx, actor, from, to) => {
        const found = await countedByOutcome(tx, actor, from, to)
        return Object.entries(states).map(([state, { text }]) => ({
          label: text,
          count: found.find((one) => one.state === state)?.count ?? 0,
        }))
      },
    },
  ],
  retention: [
    {
      record: 'Removal request',
      from: 'the day the incident was closed',
      keptForYears: 6,
      atTheEnd: 'review',
      requiredByLaw: false,
      source: 'Limitation Act 1980, section 5. Kept with the incident where that is kept longer.',
    },
  ],
  controls,
}
