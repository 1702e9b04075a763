import { existsSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { Refused } from '#/kernel/refusal.ts'
import { readAnchors, schoolsAnchored } from '#/platform/audit/anchors.ts'
import { anchorChains } from '#/platform/audit/keep-anchors.ts'
import { record } from '#/platform/audit/trail.ts'
import { gapDeclared } from '#/platform/audit/verify-audit.ts'
import {
  type Beginning,
  noteBackup,
  type Restored,
  readArchiveLine,
  restoreBackup,
} from '#/platform/backup/backup.ts'
import type { Config, DatabaseUrls } from '#/platform/config/config.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { migrate, migrateJobs, migrationsOf } from '#/platform/database/migrate.ts'
import { masterKeyNamed, openKeyring, restoreMasterKey } from '#/platform/keys/keys.ts'
import { migrateAll, migrationsFolder } from './databases.ts'
import { asOperator, operatorActor } from './operator-context.ts'

/** What of each school's trail is lost: what was written after the backup, as far as the anchors know. */
export type Gap = { schoolId: string; after: number; upTo: number }

/**
 * Restores a backup on an empty machine. Where there is no master key yet, `askForKey` gives the printed one as typed.
 * An older release's backup is migrated afterwards. Each school's trail says what was lost.
 */
export async function restore(
  config: Config,
  urls: DatabaseUrls,
  path: string,
  askForKey: () => Promise<string>,
): Promise<Restored & { gaps: readonly Gap[] }> {
  const line = await readArchiveLine(path)
  const keyFile = { path: config.keyFile, apartFrom: [config.dataDir, config.backupDir] }
  if (!existsSync(keyFile.path)) await restoreMasterKey(keyFile, await askForKey())
  const keyring = await openKeyring(keyFile)
  const restored = await restoreBackup({
    path,
    master: await masterKeyNamed(keyring, line.masterKey),
    ownerUrl: urls.owner,
    jobsUrl: urls.jobs,
    dataFolder: config.dataDir,
    anchorFolder: config.anchorDir,
    prepare: (beginning) => prepare(urls, beginning),
  })
  await migrateAll(urls)
  return asOperator(config, urls, keyring, async (context) => {
    await noteBackup(context.db, {
      id: line.id,
      fileName: basename(path),
      takenAt: new Date(line.madeAt),
      masterKeyId: line.masterKey,
      sizeBytes: (await stat(path)).size,
    })
    return { ...restored, gaps: await declareGaps(context, config.anchorDir, restored.beginning) }
  })
}

/** Makes the tables as they were when the backup was made, so that its rows fit. */
async function prepare(urls: DatabaseUrls, { migrations }: Beginning): Promise<void> {
  const last = migrations.at(-1)?.name ?? ''
  const before = await migrationsOf(urls.owner, { folder: migrationsFolder })
  const all = [...before.applied, ...before.waiting]
  if (before.applied.length > migrations.length || all[migrations.length - 1] !== last) {
    throw new Refused(
      `This backup ends with the migration ${last}, and this database or this release has others. Restore into a new database, with the release that made the backup or a later one.`,
    )
  }
  await migrate(urls.owner, { folder: migrationsFolder, upTo: last })
  await migrateJobs(urls.jobs)
}

async function declareGaps(context: Context, anchorFolder: string, { chains }: Beginning): Promise<Gap[]> {
  const restored = new Map(chains.map(({ schoolId, entries }) => [schoolId, entries]))
  const schoolIds = [...new Set([...restored.keys(), ...(await schoolsAnchored(anchorFolder))])]
  const gaps: Gap[] = []
  for (const schoolId of schoolIds) {
    const after = restored.get(schoolId) ?? 0
    const { anchors } = await readAnchors(anchorFolder, schoolId)
    const upTo = anchors.reduce((most, { entries }) => Math.max(most, entries), after)
    const until = new Date(
      anchors.reduce((latest, { at }) => Math.max(latest, at.getTime()), 0),
    ).toISOString()
    await inTransaction(context, operatorActor(schoolId), async (tx) => {
      record(tx, { did: gapDeclared, detail: { after, upTo, until } })
    })
    gaps.push({ schoolId, after, upTo })
  }
  await anchorChains(context, anchorFolder, { schoolIds, anchored: new Map(), all: true })
  return gaps
}
