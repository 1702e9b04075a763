import { existsSync } from 'node:fs'
import { Refused } from '#/kernel/refusal.ts'
import type { Config, DatabaseUrls } from '#/platform/config/config.ts'
import { openDatabase } from '#/platform/database/database.ts'
import {
  createMasterKey,
  type Keyring,
  masterKeyIdIn,
  masterKeyNamed,
  openKeyring,
} from '#/platform/keys/keys.ts'

/**
 * The master key of this machine. The first start makes it and prints it once: it is to be kept on paper. Refuses, in words, to
 * make one, or to take another, where a database holds what an earlier one wrapped.
 */
export async function keyringOf(
  config: Config,
  urls: Pick<DatabaseUrls, 'owner'>,
  say: (text: string) => void = (text) => void process.stdout.write(text),
): Promise<Keyring> {
  const file = { path: config.keyFile, apartFrom: [config.dataDir, config.backupDir] }
  const inUse = await masterKeyInUse(urls)
  if (!existsSync(config.keyFile)) {
    if (inUse !== null)
      throw new Refused(
        `There is no master key at ${config.keyFile}, and this database needs the one that it was made with. Set SCHOOLKEEPER_KEY_FILE to where it lies, or put it back from its paper: npm run schoolkeeper -- restore-key`,
      )
    const printed = await createMasterKey(file)
    say(
      `\nA new master key was made at ${config.keyFile}.\nWrite it down, or print it, and keep it in the safe: without it, evidence and second factors are lost.\n\n  ${printed}\n\n`,
    )
  }
  const keyring = await openKeyring(file)
  if (inUse !== null) await masterKeyNamed(keyring, inUse)
  return keyring
}

/** Which master key the database needs; null where it holds nothing yet. */
export async function masterKeyInUse({ owner }: Pick<DatabaseUrls, 'owner'>): Promise<string | null> {
  const db = openDatabase(owner, { connections: 1 })
  return masterKeyIdIn(db).finally(() => db.destroy())
}
