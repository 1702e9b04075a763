import { backupAndMigrate } from '#/app/back-up.ts'
import { openDatabases } from '#/app/databases.ts'
import { keyringOf } from '#/app/keyring.ts'
import { readConfig } from '#/platform/config/config.ts'
import type { Command } from './command.ts'

export const command: Command = {
  does: 'Bring the database to this release, after a backup.',
  usage: 'migrate',
  run: async () => {
    const config = readConfig(process.env)
    const databases = await openDatabases(config)
    try {
      const { urls } = databases
      const { applied } = await backupAndMigrate(config, urls, await keyringOf(config, urls))
      process.stdout.write(applied.length === 0 ? 'Nothing to do.\n' : `Applied:\n${applied.join('\n')}\n`)
      return 0
    } finally {
      await databases.stop()
    }
  },
}
