import { migrateAll, openDatabases } from '#/app/databases.ts'
import { readConfig } from '#/platform/config/config.ts'
import type { Command } from './command.ts'

export const command: Command = {
  does: 'Bring the database to this release.',
  usage: 'migrate',
  run: async () => {
    const databases = await openDatabases(readConfig(process.env))
    try {
      const applied = await migrateAll(databases.urls)
      process.stdout.write(applied.length === 0 ? 'Nothing to do.\n' : `Applied:\n${applied.join('\n')}\n`)
      return 0
    } finally {
      await databases.stop()
    }
  },
}
