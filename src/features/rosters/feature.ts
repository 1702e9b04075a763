import type { Feature } from '#/platform/feature.ts'
import { heed } from '#/platform/happenings/happenings.ts'
import { accessEnded, peopleLeft } from '../people/index.ts'
import { removeMany } from './confirm-import.ts'
import { controls } from './controls.ts'
import { askForLogons, askOfficeForLogons } from './declare-logons.ts'
import { jobs } from './jobs.ts'
import { rosterPermissions } from './permissions.ts'
import { routes } from './routes.ts'
import { rosterSettings } from './settings.ts'

export const rosters: Feature = {
  name: 'rosters',
  routes,
  permissions: rosterPermissions,
  events: {
    'rosters.sourceAdded': 'added a system that people are imported from',
    'rosters.columnsMapped': 'said what the columns of an import mean',
    'rosters.begun': 'began an import of people',
    'rosters.read': 'had the files of an import read and compared',
    'rosters.dropped': 'set an import aside',
    'rosters.confirmed': 'confirmed the changes of an import',
    'rosters.applied': 'made the changes of an import',
    'rosters.undoConfirmed': 'had an import undone',
    'rosters.undone': 'undid an import',
    'rosters.movePlanned': 'planned that a person moves',
    'rosters.moveWithdrawn': 'took back a planned move',
    'rosters.moved': 'moved a person to another class or made them something else here',
    'rosters.moveImpossible': 'could not make a planned move',
    'rosters.logonsDeclared': 'declared the logons of somebody who leaves',
    'rosters.logonClosed': 'closed a logon of somebody who leaves',
    'rosters.rightsTransferred': 'recorded that rights go to another school',
    'rosters.transferReceived': 'noted that another school has what was transferred',
  },
  tables: [
    'rosters.source',
    'rosters.import',
    'rosters.import_file',
    'rosters.problem',
    'rosters.staged',
    'rosters.link',
    'rosters.guardian_link',
    'rosters.change',
    'rosters.planned_move',
    'rosters.declaration',
    'rosters.declared_logon',
    'rosters.transfer',
  ],
  settings: rosterSettings,
  jobs,
  heeds: [heed(peopleLeft, askForLogons), heed(accessEnded, askOfficeForLogons)],
  navigation: [
    { text: 'Rosters', path: '/rosters', may: 'rosters.import', under: 'people', order: 52 },
    { text: 'Leavers', path: '/rosters/leavers', may: 'rosters.closeLogons', under: 'people', order: 53 },
  ],
  twoPersonActions: [removeMany],
  retention: [
    {
      record: 'What an import changed, and its files',
      from: 'the day of the import',
      keptForYears: 1,
      atTheEnd: 'destroy',
      requiredByLaw: false,
      source: 'Long enough to explain a record; what it changed stays in the people’s own records.',
    },
    {
      record: 'Logons that a leaver declared, and rights that went to another school',
      from: 'the day on which they left',
      keptForYears: 6,
      atTheEnd: 'review',
      requiredByLaw: false,
      source: 'The usual period for records of staff in schools’ retention schedules.',
    },
  ],
  controls,
}
