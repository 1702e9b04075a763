import { asOperator, existingKeyring, recordForAll } from '#/app/operator-context.ts'
import { reachDatabases } from '#/app/reach-databases.ts'
import type { Config, DatabaseUrls } from '#/platform/config/config.ts'
import { readConfig } from '#/platform/config/config.ts'
import { openDatabase } from '#/platform/database/database.ts'
import { openKeyring, type Rotated, rotateKey } from '#/platform/keys/keys.ts'
import type { Command } from './command.ts'

export const command: Command = {
  does: 'Replace the master key. Killed in the middle, it is finished by running it again.',
  usage: 'rotate-key',
  run: async () => {
    const config = readConfig(process.env)
    await existingKeyring(config)
    const { printed, schoolKeys } = await reachDatabases(config, (urls) => rotate(config, urls))
    process.stdout.write(
      `The master key was replaced; ${schoolKeys} keys of schools are wrapped by the new one.\nPrint it, and keep it in the safe:\n\n  ${printed}\n\n` +
        'Keep the old paper as long as there are backups from before: only it opens them.\n',
    )
    return 0
  },
}

async function rotate(config: Config, urls: DatabaseUrls): Promise<Rotated> {
  const file = { path: config.keyFile, apartFrom: [config.dataDir, config.backupDir] }
  const db = openDatabase(urls.owner, { connections: 1 })
  try {
    const rotated = await rotateKey(db, file)
    await asOperator(config, urls, await openKeyring(file), (context) =>
      recordForAll(context, { did: 'keys.masterKeyReplaced', detail: { schoolKeys: rotated.schoolKeys } }),
    )
    return rotated
  } finally {
    await db.destroy()
  }
}
