import { type BackupMade, makeBackup, noteBackup } from '#/platform/backup/backup.ts'
import type { Config, DatabaseUrls } from '#/platform/config/config.ts'
import type { Context } from '#/platform/context.ts'
import { migrationsOf } from '#/platform/database/migrate.ts'
import type { Keyring } from '#/platform/keys/keys.ts'
import { migrateAll, migrationsFolder } from './databases.ts'
import { asOperator, recordForAll } from './operator-context.ts'

/** Makes a backup in `BACKUP_DIR`, lists it, and puts it on record in every school's trail. */
export async function backUp(config: Config, urls: DatabaseUrls, keyring: Keyring): Promise<BackupMade> {
  const made = await makeBackup(partsOf(config, urls, keyring))
  await asOperator(config, urls, keyring, (context) => note(context, made))
  return made
}

export type Upgraded = { backup: BackupMade | undefined; applied: readonly string[] }

/**
 * Brings the database to this release (decision M16). One that an older release made is backed up first, so that the
 * release before can be started again; when the backup fails, nothing is migrated.
 */
export async function backupAndMigrate(
  config: Config,
  urls: DatabaseUrls,
  keyring: Keyring,
): Promise<Upgraded> {
  const { applied, waiting } = await migrationsOf(urls.owner, { folder: migrationsFolder })
  const isOlder = applied.length > 0 && waiting.length > 0
  const backup = isOlder ? await makeBackup(partsOf(config, urls, keyring)) : undefined
  const done = await migrateAll(urls)
  // The list and the trail may themselves be younger than the database was.
  if (backup) await asOperator(config, urls, keyring, (context) => note(context, backup))
  return { backup, applied: done }
}

async function note(context: Context, made: BackupMade): Promise<void> {
  await noteBackup(context.db, made)
  await recordForAll(context, { did: 'backups.made', detail: { fileName: made.fileName } })
}

function partsOf(config: Config, urls: DatabaseUrls, keyring: Keyring) {
  return {
    backupUrl: urls.backup,
    dataFolder: config.dataDir,
    anchorFolder: config.anchorDir,
    keyring,
    folder: config.backupDir,
  }
}
