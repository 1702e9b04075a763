import { launch } from '#/app/launch.ts'
import { readConfig } from '#/platform/config/config.ts'
import type { Command } from './command.ts'
import { runUntilStopped } from './run-until-stopped.ts'

export const command: Command = {
  does: 'Start Schoolkeeper for a school (npm start).',
  usage: 'start',
  run: async () => {
    const running = await launch(readConfig(process.env))
    process.stdout.write(`Schoolkeeper is ready on ${running.address}\n`)
    return runUntilStopped(running)
  },
}
