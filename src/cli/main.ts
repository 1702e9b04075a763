// The operator's tool, and what `npm start` and `npm run demo` call. One file per command.

import { Refused } from '#/kernel/refusal.ts'
import type { Command } from './command.ts'

/** In the order of the list that is printed. Loaded when called, so that each starts fast. */
const commands: Readonly<Record<string, () => Promise<{ command: Command }>>> = {
  start: () => import('./start.ts'),
  demo: () => import('./demo.ts'),
  'add-school': () => import('./add-school.ts'),
  coverage: () => import('./coverage.ts'),
  migrate: () => import('./migrate.ts'),
  'verify-audit': () => import('./verify-audit.ts'),
  backup: () => import('./backup.ts'),
  backups: () => import('./backups.ts'),
  restore: () => import('./restore.ts'),
  'restore-key': () => import('./restore-key.ts'),
  export: () => import('./export.ts'),
  'rotate-key': () => import('./rotate-key.ts'),
  'compile-lists': () => import('./compile-lists.ts'),
  'filter-list': () => import('./filter-list.ts'),
  'sealed-list': () => import('./sealed-list.ts'),
  zone: () => import('./zone.ts'),
  proxy: () => import('./pass-web.ts'),
  'squid-helper': () => import('./answer-squid.ts'),
  dns: () => import('./answer-dns.ts'),
  'new-feature': () => import('./new-feature.ts'),
}

async function main([name, ...args]: readonly string[]): Promise<number> {
  const load = name === undefined ? undefined : commands[name]
  if (!load) return printCommands(name)
  const { command } = await load()
  try {
    return await command.run(args)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    process.stderr.write(`${error.message}\n`)
    return 1
  }
}

async function printCommands(wrong: string | undefined): Promise<number> {
  if (wrong !== undefined) process.stderr.write(`There is no command "${wrong}".\n\n`)
  process.stdout.write('npm run schoolkeeper -- COMMAND\n\n')
  for (const load of Object.values(commands)) {
    const { command } = await load()
    process.stdout.write(`  ${command.usage}\n      ${command.does}\n`)
  }
  return wrong === undefined ? 0 : 2
}

process.exitCode = await main(process.argv.slice(2))
