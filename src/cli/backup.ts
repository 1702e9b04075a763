import { join } from 'node:path'
import { backUp } from '#/app/back-up.ts'
import { existingKeyring } from '#/app/operator-context.ts'
import { reachDatabases } from '#/app/reach-databases.ts'
import { readConfig } from '#/platform/config/config.ts'
import type { Command } from './command.ts'

export const command: Command = {
  does: 'Write one encrypted backup of everything into BACKUP_DIR, while Schoolkeeper runs or not.',
  usage: 'backup',
  run: async () => {
    const config = readConfig(process.env)
    const keyring = await existingKeyring(config)
    const made = await reachDatabases(config, (urls) => backUp(config, urls, keyring))
    process.stdout.write(
      `${join(config.backupDir, made.fileName)}\n${made.rows} rows, ${made.files} files, ${made.sizeBytes} bytes, as of ${made.takenAt.toISOString()}.\n` +
        `It opens with the master key ${made.masterKeyId}: keep that paper as long as this backup.\n`,
    )
    for (const file of made.filesGone)
      process.stdout.write(`Not in it, because it was sealed or destroyed meanwhile: ${file}\n`)
    return 0
  },
}
