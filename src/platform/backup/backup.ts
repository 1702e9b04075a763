// The door: what the rest of Schoolkeeper may use of backups.

export { type ArchiveLine, readArchiveLine } from './archive.ts'
export { type BackupMade, type BackupParts, makeBackup } from './make-backup.ts'
export type { Beginning } from './manifest.ts'
export { type Restored, type RestoreParts, restoreBackup } from './restore-backup.ts'
export {
  backupsHoldingSealed,
  backupsKept,
  type HoldsSealed,
  noteBackup,
  noteBackupDestroyed,
} from './store.ts'

/** What backups write into the audit trail, as people read it. */
export const backupEvents = {
  'backups.made': 'made a backup',
  'backups.destroyed': 'said that every copy of a backup is destroyed',
} as const
