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
    process.stdout.write(`Schoolkeeper is ready on ${running.address}\n`)
    const code = await openFirstVisit(running.context)
    if (code !== null) process.stdout.write(setUpLines(config, code))
    return runUntilStopped(running)
  },
}
