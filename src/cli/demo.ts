import { launch } from '#/app/launch.ts'
import { readConfig } from '#/platform/config/config.ts'
import { loadDemonstration } from '../../demo/load.ts'
import { printDemonstration } from '../../demo/print.ts'
import { demoRoutes } from '../../demo/routes.ts'
import type { Command } from './command.ts'
import { runUntilStopped } from './run-until-stopped.ts'

/** The demonstration keeps its own folders, so that it can be thrown away and never meets a school's records. */
const ownPlaces = {
  DATA_DIR: 'data/demo',
  ANCHOR_DIR: 'anchors/demo',
  BACKUP_DIR: 'backups/demo',
  SCHOOLKEEPER_KEY_FILE: 'keys/demo.key',
}

export const command: Command = {
  does: 'Start the demonstration: five invented schools (npm run demo).',
  usage: 'demo',
  run: async () => {
    const config = readConfig({ ...ownPlaces, ...process.env })
    const started = performance.now()
    const running = await launch(config, { load: loadDemonstration, routes: demoRoutes })
    process.stdout.write(printDemonstration(running.address, performance.now() - started))
    return runUntilStopped(running)
  },
}
