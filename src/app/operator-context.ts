import { allSchoolIds } from '#/features/schools/index.ts'
import { systemClock } from '#/kernel/clock.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { type Deed, record } from '#/platform/audit/trail.ts'
import type { Config, DatabaseUrls } from '#/platform/config/config.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { openDatabase } from '#/platform/database/database.ts'
import { type Keyring, openKeyring } from '#/platform/keys/keys.ts'
import { createLog } from '#/platform/log/log.ts'
import { collect } from './contributions.ts'
import { features } from './features.ts'

/** The master key that is here. Unlike a start, a command never makes one: it would not open what there is. */
export function existingKeyring(config: Config): Promise<Keyring> {
  return openKeyring({ path: config.keyFile, apartFrom: [config.dataDir, config.backupDir] })
}

/** A context for the operator's commands: whoever runs the server has a kind of actor, and no role that reads a record (X8). */
export async function asOperator<T>(
  config: Config,
  urls: DatabaseUrls,
  keyring: Keyring,
  work: (context: Context) => Promise<T>,
): Promise<T> {
  const db = openDatabase(urls.app, { connections: 2 })
  try {
    const log = createLog({ level: config.logLevel })
    const vault = { dataFolder: config.dataDir, keyring }
    return await work({ db, clock: systemClock, log, vault, ...collect(features) })
  } finally {
    await db.destroy()
  }
}

/** Whoever runs the server, at one school. Holds no role, so that no record opens (decision X8). */
export const operatorActor = (schoolId: string): Actor => ({ kind: 'operator', schoolId })

/** Puts a deed of the operator on record in the trail of every school: what is done to all is done to each. */
export async function recordForAll(context: Context, deed: Deed): Promise<void> {
  for (const schoolId of await allSchoolIds(context.db)) {
    await inTransaction(context, operatorActor(schoolId), async (tx) => record(tx, deed))
  }
}
