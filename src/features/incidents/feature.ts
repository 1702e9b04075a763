import type { Feature } from '#/platform/feature.ts'
import { controls } from './controls.ts'
import { relativeHeeds } from './heed-relatives.ts'
import { incidentsHeldOn } from './held-store.ts'
import { dutyHeeds, endDutyAccessJob } from './let-in-on-duty.ts'
import { unopenedCard } from './panel-unopened.ts'
import { permissions } from './permissions.ts'
import { routes } from './routes.ts'
import { incidentSettings } from './settings.ts'
import { findIncident } from './store.ts'
import { taskWords, trailRule } from './visible-store.ts'

export const incidents: Feature = {
  name: 'incidents',
  routes,
  permissions,
  events: {
    'incidents.opened': 'wrote an incident down',
    'incidents.read': 'read an incident',
    'incidents.listed': 'read the incident log',
    'incidents.exported': 'exported the incident log',
    'incidents.begin': 'started on the incident',
    'incidents.answerFirstQuestions': 'answered the first questions',
    'incidents.wait': 'marked the incident as waiting for others',
    'incidents.goOn': 'went on with the incident',
    'incidents.finish': 'marked the incident as ready to close',
    'incidents.close': 'closed the incident',
    'incidents.markDuplicate': 'marked the incident as a duplicate',
    'incidents.saidNotSame': 'said that two incidents are not the same',
    'incidents.setAside': 'set the incident aside as not online safety',
    'incidents.reopen': 'reopened the incident',
    'incidents.personAdded': 'added a person to the incident',
    'incidents.personRemoved': 'took a person out of the incident',
    'incidents.nobodyInvolved': 'recorded that nobody was involved',
    'incidents.outcomeWritten': 'wrote what came of it for a person',
    'incidents.addendumWritten': 'added to the incident',
    'incidents.factsChanged': 'changed facts of the incident',
    'incidents.reclassified': 'changed the kind of incident',
    'incidents.accessGiven': 'let a person see the incident',
    'incidents.accessEnded': 'ended a person’s access to the incident',
    'incidents.released': 'let somebody see an incident again whom the reporter did not mean',
    'incidents.tellingDecided': 'decided whether parents may be told',
    'incidents.parentsInformed': 'recorded that a parent was told',
    'incidents.itAsked': 'asked IT support for help',
    'incidents.slipDone': 'did what IT support was asked for',
    'incidents.slipRead': 'read what IT support was asked for',
  },
  tables: [
    'incidents.incident',
    'incidents.reference_count',
    'incidents.involvement',
    'incidents.not_approachable',
    'incidents.release',
    'incidents.not_same',
    'incidents.access',
    'incidents.addendum',
    'incidents.event',
    'incidents.closing',
    'incidents.telling_decision',
    'incidents.parents_informed',
    'incidents.technical_slip',
    'incidents.word',
  ],
  publishes: ['incidents.register_line', 'incidents.part', 'incidents.search_word'],
  settings: incidentSettings,
  heeds: [...dutyHeeds, ...relativeHeeds],
  jobs: [endDutyAccessJob],
  homeCards: [unopenedCard],
  sights: [{ kind: 'incident', find: findIncident }],
  trailRules: [trailRule],
  taskWords: [taskWords],
  navigation: [
    { text: 'Incidents', path: '/incidents', may: 'incidents.readLog', under: 'concerns', order: 20 },
    {
      text: 'Technical slips',
      path: '/technical-slips',
      may: 'incidents.doSlip',
      under: 'network',
      order: 60,
    },
  ],
  controls,
  retention: [
    {
      record: 'incident about a pupil',
      from: 'the pupil’s date of birth',
      keptForYears: 25,
      atTheEnd: 'review',
      requiredByLaw: false,
      source: 'IRMS toolkit for schools: child protection files',
    },
    {
      record: 'incident in which staff are targets, and technical incidents',
      from: 'the day it was closed',
      keptForYears: 6,
      atTheEnd: 'review',
      requiredByLaw: false,
      source: 'Limitation Act 1980, section 5',
    },
  ],
  holds: [
    {
      what: 'Incident',
      goesWithChild: true,
      read: incidentsHeldOn,
    },
  ],
}
