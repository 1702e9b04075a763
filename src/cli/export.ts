import { createInterface } from 'node:readline/promises'
import { exportSchool } from '#/app/export-school.ts'
import { asOperator, existingKeyring } from '#/app/operator-context.ts'
import { reachDatabases } from '#/app/reach-databases.ts'
import { Refused } from '#/kernel/refusal.ts'
import { readConfig } from '#/platform/config/config.ts'
import type { Command } from './command.ts'

export const command: Command = {
  does: 'Write everything of one school into a folder, with the code that its head gives you.',
  usage: 'export SCHOOL FOLDER',
  run: async ([slug, folder]) => {
    if (slug === undefined || folder === undefined)
      throw new Refused('Say which school and where to: export SCHOOL FOLDER')
    const config = readConfig(process.env)
    const keyring = await existingKeyring(config)
    const code = await askForCode()
    const { tables, rows, files, sealed } = await reachDatabases(config, (urls) =>
      asOperator(config, urls, keyring, (context) => exportSchool(context, config, { slug, folder, code })),
    )
    process.stdout.write(
      `${rows} rows of ${tables} tables, ${files} files; ${sealed} sealed files are listed only.\nCheck it with: node ${folder}/verify.mjs\n`,
    )
    return 0
  },
}

async function askForCode(): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return await lines.question('The one-time code from the school’s page “Export”:\n')
  } finally {
    lines.close()
  }
}
