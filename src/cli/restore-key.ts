import { existsSync } from 'node:fs'
import { postgresFolder } from '#/app/databases.ts'
import { masterKeyInUse } from '#/app/keyring.ts'
import { reachDatabases } from '#/app/reach-databases.ts'
import { type Config, readConfig } from '#/platform/config/config.ts'
import { restoreMasterKey } from '#/platform/keys/keys.ts'
import type { Command } from './command.ts'
import { askForKey } from './restore.ts'

export const command: Command = {
  does: 'Put the master key back from its paper, where its file is lost or the machine is new.',
  usage: 'restore-key',
  run: async () => {
    const config = readConfig(process.env)
    const needed = await neededHere(config)
    await restoreMasterKey(
      { path: config.keyFile, apartFrom: [config.dataDir, config.backupDir] },
      await askForKey(),
      needed,
    )
    process.stdout.write(`The master key lies at ${config.keyFile} again.\n`)
    return 0
  },
}

/** On a new machine there is no database to ask, and none is made for it. */
async function neededHere(config: Config): Promise<string | null> {
  if (!config.database && !existsSync(postgresFolder(config))) return null
  return reachDatabases(config, masterKeyInUse)
}
