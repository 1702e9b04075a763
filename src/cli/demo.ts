import { launch } from '#/app/launch.ts'
import { loadDemonstration } from '../../demo/load.ts'
import { printDemonstration } from '../../demo/print.ts'
import { demoRoutes } from '../../demo/routes.ts'
import type { Command } from './command.ts'
import { demoConfig } from './demo-places.ts'
import { runUntilStopped } from './run-until-stopped.ts'

export const command: Command = {
  does: 'Start the demonstration: five invented schools (npm run demo).',
  usage: 'demo',
  run: async () => {
    const config = demoConfig()
    const started = performance.now()
    const running = await launch(config, { load: loadDemonstration, routes: demoRoutes })
    process.stdout.write(printDemonstration(config, performance.now() - started))
    return runUntilStopped(running)
  },
}
