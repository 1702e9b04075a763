import type { Feature } from '#/platform/feature.ts'
import { heed } from '#/platform/happenings/happenings.ts'
import { moved, reclassified } from '../incidents/index.ts'
import { controls } from './controls.ts'
import { countedByKind } from './evidence-store.ts'
import { heedDuplicate } from './heed-duplicate.ts'
import { heedReclassified } from './heed-reclassified.ts'
import { holds } from './holds.ts'
import { figuredKinds } from './item.ts'
import { evidencePanel } from './panel-evidence.ts'
import { permissions } from './permissions.ts'
import { routes } from './routes.ts'
import { evidenceSettings } from './settings.ts'

export const evidence: Feature = {
  name: 'evidence',
  routes,
  permissions,
  events: {
    'evidence.listed': 'read the register of evidence',
    'evidence.read': 'read about evidence',
    'evidence.answered': 'answered whether it could be illegal',
    'evidence.sealed': 'sealed the files of an incident',
    'evidence.entered': 'entered evidence that lies at the school',
    'evidence.fileKept': 'kept a file as evidence',
    'evidence.viewed': 'opened a file of evidence',
    'evidence.exported': 'exported the manifest of evidence',
    'evidence.custodyRecorded': 'recorded who had evidence in hand',
    'evidence.takenIn': 'recorded that a thing was taken in',
    'evidence.askedFor': 'recorded that a member of staff did not hand a thing over',
    'evidence.handOverAsked': 'asked to hand sealed evidence to the police',
    'evidence.handedToPolice': 'opened sealed evidence with both halves, for the police',
    'evidence.backupsDestroyed': 'recorded that old backups were destroyed',
    'evidence.viewingAsked': 'asked whether a picture may be looked at',
    'evidence.viewingApproved': 'approved that a picture is looked at',
    'evidence.viewingRefused': 'refused that a picture is looked at',
    'evidence.viewingNoted': 'recorded that a picture was looked at with approval',
    'evidence.deletionAsked': 'recorded that a child was asked to delete a picture',
    'evidence.deletionConfirmed': 'recorded that a child confirmed a deletion',
    'evidence.stepTaken': 'recorded a step to find out who did it, or to help',
  },
  tables: [
    'evidence.answer',
    'evidence.item',
    'evidence.confiscation',
    'evidence.custody',
    'evidence.view',
    'evidence.old_backup',
    'evidence.hand_over',
    'evidence.viewing',
    'evidence.deletion',
    'evidence.step_taken',
  ],
  settings: evidenceSettings,
  heeds: [heed(reclassified, heedReclassified), heed(moved, heedDuplicate)],
  navigation: [{ text: 'Evidence', path: '/evidence', may: 'evidence.read', under: 'concerns', order: 40 }],
  panels: [evidencePanel],
  holds,
  figures: [
    {
      key: 'evidence.byKind',
      caption: 'Evidence, by what was kept',
      along: 'What was kept',
      unit: 'Pieces',
      read: async (tx, actor, from, to) => {
        const found = await countedByKind(tx, actor, from, to)
        return Object.entries(figuredKinds).map(([kind, label]) => ({
          label,
          count: found.find((one) => one.kind === kind)?.count ?? 0,
        }))
      },
    },
  ],
  retention: [
    {
      record: 'Evidence, with its chain of custody and who looked at it',
      from: 'the day the incident was closed',
      keptForYears: 6,
      atTheEnd: 'review',
      requiredByLaw: false,
      source: 'The time in which a claim may be brought; longer where a child may claim later.',
    },
    {
      record: 'Sealed files',
      from: 'the day the file was sealed',
      keptForYears: 'permanent',
      atTheEnd: 'review',
      requiredByLaw: false,
      source: 'Kept until the police say in writing that they need it no more.',
    },
  ],
  controls,
}
