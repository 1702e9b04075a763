import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { asOperator, existingKeyring } from '#/app/operator-context.ts'
import { reachDatabases } from '#/app/reach-databases.ts'
import { loadSealedList, removeSealedList } from '#/features/filtering/index.ts'
import { Refused } from '#/kernel/refusal.ts'
import { readConfig } from '#/platform/config/config.ts'
import type { Context } from '#/platform/context.ts'
import type { Command } from './command.ts'

export const command: Command = {
  does: 'Load a licensed list of illegal content (SHA-256, one a line), or take it away for all to see.',
  usage: 'sealed-list load FILE … | remove --why …',
  run: async (args) => {
    const said = await prepare(args)
    const config = readConfig(process.env)
    const keyring = await existingKeyring(config)
    const sentence = await reachDatabases(config, (urls) => asOperator(config, urls, keyring, said))
    process.stdout.write(`${sentence}\n`)
    return 0
  },
}

const options = {
  licence: { type: 'string', default: '' },
  issuer: { type: 'string', default: '' },
  reference: { type: 'string', default: '' },
  until: { type: 'string', default: '' },
  why: { type: 'string', default: '' },
} as const

/** What is to be done, once everything that was typed makes sense. */
export async function prepare(args: readonly string[]): Promise<(context: Context) => Promise<string>> {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
  const { licence, why, ...rest } = values
  const [deed, file] = positionals
  if (deed === 'remove') {
    return async (context) => {
      await removeSealedList(context, why)
      return 'The list was taken away. Illegal content is not blocked by it any more. Every school has it on record, and a task.'
    }
  }
  if (deed !== 'load' || file === undefined)
    throw new Refused(
      'Say sealed-list load FILE --licence NAME --issuer WHO --reference NUMBER --until YYYY-MM-DD, or sealed-list remove --why SENTENCE.',
    )
  const text = await readFile(file, 'utf8').catch(() => {
    throw new Refused(`The file ${file} cannot be read.`)
  })
  return async (context) => {
    const { entries } = await loadSealedList(context, text, { name: licence, ...rest })
    return `${entries} entries are loaded for every school. Nobody can open them.`
  }
}
