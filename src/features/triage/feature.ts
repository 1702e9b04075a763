import type { Feature } from '#/platform/feature.ts'
import { heed } from '#/platform/happenings/happenings.ts'
import { moved, opened, personAdded, personRemoved, reclassified } from '../incidents/index.ts'
import { beginTriage, followPassing, followPeople, followState } from './begin-triage.ts'
import { controls } from './controls.ts'
import { endedByEntries } from './end-by-entry.ts'
import { owedBeforeEnd, whatToDoNow } from './panel-now.ts'
import { permissions } from './permissions.ts'
import { routes } from './routes.ts'
import { stepWords } from './say-step.ts'
import { seeAdult } from './see-adult.ts'
import { triageSettings } from './settings.ts'

export const triage: Feature = {
  name: 'triage',
  routes,
  permissions,
  events: {
    'triage.answered': 'answered what is asked about an incident',
    'triage.stepEnded': 'made the entry that a step asks for, which ended it',
    'triage.read': 'read what is asked and answered about an incident',
    'triage.flowCopied': 'made the school’s own copy of a flow',
    'triage.flowEdited': 'changed a draft of a flow',
    'triage.flowDiscarded': 'discarded a draft of a flow',
    'triage.flowProposed': 'proposed a changed flow',
    'triage.flowConfirmed': 'put a changed flow in force',
    'triage.flowRefused': 'refused a changed flow',
  },
  tables: ['triage.reply', 'triage.step', 'triage.flow_version'],
  settings: triageSettings,
  heeds: [
    heed(opened, beginTriage),
    heed(personAdded, seeAdult),
    heed(personAdded, followPeople),
    heed(personRemoved, followPeople),
    heed(reclassified, followPassing),
    heed(moved, followState),
    ...endedByEntries,
  ],
  navigation: [{ text: 'Flows', path: '/flows', may: 'triage.editFlows', under: 'school', order: 70 }],
  panels: [whatToDoNow, owedBeforeEnd],
  taskWords: [stepWords],
  controls,
  retention: [
    {
      record: 'Answers and steps of an incident',
      from: 'as the incident they belong to',
      keptForYears: 25,
      atTheEnd: 'review',
      requiredByLaw: false,
      source:
        'They are the incident’s own record of what was decided and why, and are kept as long as it is.',
    },
    {
      record: 'A school’s own flows',
      from: 'the day on which a later version replaced it',
      keptForYears: 'permanent',
      atTheEnd: 'archive',
      requiredByLaw: false,
      source: 'Answers name the flow and version under which they were given.',
    },
  ],
}
