import { reachDatabases } from '#/app/reach-databases.ts'
import { beginSetUp } from '#/features/set-up/index.ts'
import { systemClock } from '#/kernel/clock.ts'
import { type Config, readConfig } from '#/platform/config/config.ts'
import { openDatabase } from '#/platform/database/database.ts'
import type { Command } from './command.ts'

export const command: Command = {
  does: 'Print a one-time code to set up another school of the trust.',
  usage: 'add-school',
  run: async () => {
    const config = readConfig(process.env)
    const code = await reachDatabases(config, async (urls) => {
      const db = openDatabase(urls.app)
      return beginSetUp({ db, clock: systemClock }).finally(() => db.destroy())
    })
    process.stdout.write(setUpLines(config, code))
    return 0
  },
}

/** Where the set-up is and what opens it. It answers this machine alone. */
export function setUpLines({ port, tls }: Pick<Config, 'port' | 'tls'>, code: string): string {
  return `To set up a school, open ${tls ? 'https' : 'http'}://localhost:${port}/set-up on this machine.\nOne-time code: ${code}\n`
}
