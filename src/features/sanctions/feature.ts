import { formatDate, londonDate } from '#/kernel/london-time.ts'
import type { Feature } from '#/platform/feature.ts'
import { controls } from './controls.ts'
import { endOnDateJob } from './end-on-date.ts'
import { countedByLevel } from './evidence-store.ts'
import { pupilLadders } from './ladders.ts'
import { permissions } from './permissions.ts'
import { routes, sanctionsPanel } from './routes.ts'
import { states } from './sanction.ts'
import { sanctionSettings } from './settings.ts'
import { stopNetwork } from './stop-network.ts'
import { sanctionsOn } from './store.ts'

const everyLevel = [
  ...new Set(Object.values(pupilLadders).flatMap(({ levels }) => levels.map(({ name }) => name))),
]

const heldAs = (of: 'pupil' | 'staff', what: string) => ({
  what,
  goesWithChild: of === 'pupil',
  read: async (...[tx, actor, personId]: Parameters<typeof sanctionsOn>) =>
    (await sanctionsOn(tx, actor, personId))
      .filter((one) => one.of === of)
      .map((one) => ({
        at: one.proposedAt,
        kind: 'sanction',
        id: one.id,
        summary: `${one.levelWords} (${states[one.state].text.toLowerCase()}, ${formatDate(londonDate(one.proposedAt))})`,
        path: `/sanctions/${one.id}`,
      })),
})

export const sanctions: Feature = {
  name: 'sanctions',
  routes,
  permissions,
  events: {
    'sanctions.listed': 'read the register of sanctions',
    'sanctions.read': 'read about a sanction',
    'sanctions.exported': 'exported the register of sanctions',
    'sanctions.proposed': 'proposed a sanction',
    'sanctions.approved': 'approved a sanction',
    'sanctions.refused': 'refused a sanction',
    'sanctions.started': 'stopped internet, e-mail or a tool for somebody',
    'sanctions.ended': 'gave back what a sanction stopped',
    'sanctions.ladderChanged': 'changed what may follow misuse',
    'sanctions.stepTaken': 'recorded what was done about a sanction',
  },
  tables: ['sanctions.sanction', 'sanctions.decision', 'sanctions.entry', 'sanctions.own_ladder'],
  settings: sanctionSettings,
  jobs: [endOnDateJob],
  heeds: stopNetwork,
  navigation: [
    { text: 'Sanctions', path: '/sanctions', may: 'sanctions.read', under: 'concerns', order: 45 },
  ],
  panels: [sanctionsPanel],
  holds: [heldAs('pupil', 'Sanctions and support'), heldAs('staff', 'Sanctions of an adult of the school')],
  figures: [
    {
      key: 'sanctions.byLevel',
      caption: 'Sanctions of pupils, by level',
      along: 'Level',
      unit: 'Sanctions',
      read: async (tx, actor, from, to) => {
        const found = await countedByLevel(tx, actor, from, to)
        const labels = [...new Set([...everyLevel, ...found.map(({ label }) => label)])]
        return labels.map((label) => ({ label, count: found.find((one) => one.label === label)?.count ?? 0 }))
      },
    },
  ],
  retention: [
    {
      record: 'Sanction of a pupil',
      from: 'the pupil’s date of birth',
      keptForYears: 25,
      atTheEnd: 'review',
      requiredByLaw: false,
      source: 'Kept with the incident that it follows.',
    },
    {
      record: 'Sanction of an adult of the school',
      from: 'the day on which it was over',
      keptForYears: 6,
      atTheEnd: 'review',
      requiredByLaw: false,
      source:
        'Limitation Act 1980, section 5. A warning is set aside earlier where the disciplinary policy says so.',
    },
  ],
  controls,
}
