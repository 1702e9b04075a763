import { coverageOf, type SchoolCoverage } from '#/app/coverage-of.ts'
import { reachDatabases } from '#/app/reach-databases.ts'
import { Refused } from '#/kernel/refusal.ts'
import { loadDemonstration } from '../../demo/load.ts'
import type { Command } from './command.ts'
import { demoConfig } from './demo-places.ts'

export const command: Command = {
  does: 'Say of each demonstration school which clauses of its policy run (npm run coverage).',
  usage: 'coverage [--json]',
  run: async (words) => {
    const asJson = words.includes('--json')
    if (words.some((word) => word !== '--json')) throw new Refused('Say coverage, or coverage --json.')
    const config = demoConfig()
    const schools = await reachDatabases(config, (urls) => coverageOf(config, urls, loadDemonstration))
    process.stdout.write(asJson ? `${JSON.stringify({ schools })}\n` : inWords(schools))
    return 0
  },
}

const columns = ['School', 'Clauses', 'Running', 'Attention', 'Not set up', 'Not built'] as const

function inWords(schools: readonly SchoolCoverage[]): string {
  const rows = schools.map(({ code, name, total, running, attention, notSetUp, notBuilt }) =>
    [`${code} ${name}`, total, running, attention, notSetUp, notBuilt].map(String),
  )
  const widths = columns.map((heading, column) =>
    Math.max(heading.length, ...rows.map((row) => row[column]?.length ?? 0)),
  )
  const line = (cells: readonly string[]): string =>
    cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  ')
  return `${[line(columns), ...rows.map(line)].join('\n')}\n`
}
