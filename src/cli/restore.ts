import { createInterface } from 'node:readline/promises'
import { openDatabases } from '#/app/databases.ts'
import { restore } from '#/app/restore.ts'
import { Refused } from '#/kernel/refusal.ts'
import { readConfig } from '#/platform/config/config.ts'
import type { Command } from './command.ts'

export const command: Command = {
  does: 'Put a backup into an empty database and an empty DATA_DIR.',
  usage: 'restore FILE',
  run: async ([path]) => {
    if (path === undefined) throw new Refused('Say which backup: restore FILE')
    const config = readConfig(process.env)
    const databases = await openDatabases(config)
    try {
      const { rows, files, filesGone, gaps } = await restore(config, databases.urls, path, askForKey)
      process.stdout.write(`Restored ${rows} rows and ${files} files.\n`)
      for (const file of filesGone) process.stdout.write(`Not in the backup: ${file}\n`)
      for (const { schoolId, after, upTo } of gaps)
        process.stdout.write(
          `School ${schoolId}: its audit trail now says that entries after ${after} were lost (anchored: ${upTo}).\n`,
        )
      process.stdout.write(
        'What was sealed after this backup was made is open again: run "backups", and seal it anew.\n',
      )
      return 0
    } finally {
      await databases.stop()
    }
  },
}

/** Asks on the terminal for the master key's paper. */
export async function askForKey(): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return await lines.question('There is no master key on this machine. Type it from the paper:\n')
  } finally {
    lines.close()
  }
}
