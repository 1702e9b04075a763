import { compileIndex, readFolder, type Skipped, writeIndex } from '#/engines/filter/index.ts'
import { Refused } from '#/kernel/refusal.ts'
import type { Command } from './command.ts'

export const command: Command = {
  does: 'Make an index of a folder of lists (squidGuard’s layout, hosts, AdGuard, dnsmasq, RPZ).',
  usage: 'compile-lists FOLDER FILE',
  run: async ([folder, file]) => {
    if (folder === undefined || file === undefined)
      throw new Refused('Say the folder of lists, then the file to write.')
    const lists = await readFolder(folder)
    if (lists.length === 0) throw new Refused(`There is no list in ${folder} that Schoolkeeper can read.`)
    const { index, counts } = compileIndex(lists)
    await writeIndex(file, index)
    for (const { path, skipped } of lists) process.stdout.write(skippedText(path, skipped))
    process.stdout.write(
      `${counts.namesRead} names read, ${counts.namesKept} kept, the others are said by a parent or twice; ` +
        `${counts.exceptions} exceptions, ${counts.urlsKept} addresses, ${counts.expressions} expressions, ${index.categories.length} categories: ${index.categories.join(', ')}.\n`,
    )
    return 0
  },
}

function skippedText(path: string, skipped: Skipped): string {
  return [...skipped]
    .map(
      ([why, { lines, first }]) =>
        `${path}: ${lines} skipped, because each ${why} (line ${first.map(({ line }) => line).join(', ')}${lines > first.length ? ' …' : ''})\n`,
    )
    .join('')
}
