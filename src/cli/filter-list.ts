import { parseArgs } from 'node:util'
import { asOperator, existingKeyring } from '#/app/operator-context.ts'
import { reachDatabases } from '#/app/reach-databases.ts'
import { holdsInWords, loadCategoryList, removeCategoryList } from '#/features/filtering/index.ts'
import { Refused } from '#/kernel/refusal.ts'
import { readConfig } from '#/platform/config/config.ts'
import type { Context } from '#/platform/context.ts'
import type { Command } from './command.ts'

export const command: Command = {
  does: 'Load a list of your own for a category of the filter (any format of lists, or a folder of UT1), or take it away.',
  usage: 'filter-list load CATEGORY FILE | remove CATEGORY --why SENTENCE',
  run: async (args) => {
    const said = prepare(args)
    const config = readConfig(process.env)
    const keyring = await existingKeyring(config)
    const sentence = await reachDatabases(config, (urls) => asOperator(config, urls, keyring, said))
    process.stdout.write(`${sentence}\n`)
    return 0
  },
}

/** What is to be done, once everything that was typed makes sense. */
export function prepare(args: readonly string[]): (context: Context) => Promise<string> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { why: { type: 'string', default: '' } },
    allowPositionals: true,
  })
  const [deed, category, file] = positionals
  if (deed === 'remove' && category !== undefined) {
    return async (context) => {
      await removeCategoryList(context, category, values.why)
      return 'The list was taken away. Every school has it on record, and a task.'
    }
  }
  if (deed !== 'load' || category === undefined || file === undefined)
    throw new Refused('Say filter-list load CATEGORY FILE, or filter-list remove CATEGORY --why SENTENCE.')
  return async (context) => {
    const { names, brought } = await loadCategoryList(context, category, file)
    const unused = (brought?.skipped ?? []).reduce((sum, { lines }) => sum + lines, 0)
    const pages =
      (brought?.urls ?? 0) > 0
        ? ' Pages of encrypted sites are seen only where the filter looks inside; names always.'
        : ''
    return `Loaded for every school: ${holdsInWords(names, brought)}. Lines that were not used: ${unused}. A running server takes the list within a minute.${pages}`
  }
}
