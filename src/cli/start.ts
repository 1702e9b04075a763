import { launch } from '#/app/launch.ts'
import { openFirstVisit } from '#/features/set-up/index.ts'
import { readConfig } from '#/platform/config/config.ts'
import { setUpLines } from './add-school.ts'
import type { Command } from './command.ts'
import { runUntilStopped } from './run-until-stopped.ts'

export const command: Command = {
  does: 'Start Schoolkeeper for a school (npm start).',
  usage: 'start',
  run: async () => {
    const config = readConfig(process.env)
    const running = await launch(config)
    // Asked before it says that it is ready: from then on nothing that befalls the database may end it.
    const code = await openFirstVisit(running.context).catch(async (error: unknown) => {
      await running.stop()
      throw error
    })
    process.stdout.write(`Schoolkeeper is ready on ${running.address}\n`)
    if (code !== null) process.stdout.write(setUpLines(config, code))
    return runUntilStopped(running)
  },
}
