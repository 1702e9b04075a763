import { reachDatabases } from '#/app/reach-databases.ts'
import { type Verdict, verifyAudit } from '#/platform/audit/verify-audit.ts'
import { readConfig } from '#/platform/config/config.ts'
import type { Command } from './command.ts'

export const command: Command = {
  does: 'Check the audit trail of every school; exit code 1 if anything was tampered with.',
  usage: 'verify-audit',
  run: async () => {
    const config = readConfig(process.env)
    const verdicts = await reachDatabases(config, (urls) => verifyAudit(urls.backup, config.anchorDir))
    for (const verdict of verdicts) process.stdout.write(verdictText(verdict))
    if (verdicts.length === 0) process.stdout.write('No school has an audit trail yet.\n')
    return verdicts.some(({ findings }) => findings.length > 0) ? 1 : 0
  },
}

/** A verdict as lines: first what was counted, then each gap that was declared, then each finding. */
function verdictText({ schoolId, entries, unchained, anchors, gaps, findings }: Verdict): string {
  const lines = [
    `School ${schoolId}: ${entries} entries, ${unchained} reads not chained yet, ${anchors} anchors.`,
    ...gaps.map(
      ({ after, upTo, at }) =>
        `  Declared: a backup was restored on ${at.toISOString()}. Entries after ${after} were lost, as far as the anchors go up to ${upTo}.`,
    ),
    ...findings.map(({ sentence }) => `  FOUND: ${sentence}`),
    ...(findings.length === 0
      ? ['  Nothing was changed, removed, inserted, reordered, cut off or sealed anew.']
      : []),
    ...(anchors === 0
      ? ['  Without anchors a trail that was cut off or sealed anew as a whole looks whole.']
      : []),
  ]
  return `${lines.join('\n')}\n`
}
