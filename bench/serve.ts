// The server process of a bench: nothing but the product, and the floor page that pages are measured against.

import { type Demonstration, launch } from '#/app/launch.ts'
import { readConfig } from '#/platform/config/config.ts'
import { loadDemonstration } from '../demo/load.ts'
import { demoRoutes } from '../demo/routes.ts'
import { demoSchools } from '../demo/schools.ts'
import { benchClock } from './clock.ts'
import { floor } from './floor.ts'

export type Ask = 'memory' | 'stop'
/** What the server loads before it answers: nothing, the demonstration, or a month of one of its schools. */
export type Records = keyof typeof loads

const loads = {
  none: async () => undefined,
  demonstration: loadDemonstration,
  oneMonth: (context, parts) =>
    loadDemonstration(context, parts, {
      schools: demoSchools.slice(0, 1),
      lastDay: '2026-11-20',
      firstDay: '2026-10-20',
    }),
} as const satisfies Record<string, Demonstration['load']>

const records = process.argv[2] as Records
const running = await launch(
  readConfig(process.env),
  { routes: demoRoutes, features: [floor], load: loads[records] },
  benchClock(process.env),
)
process.send?.({})

// A bench that is killed takes its server with it; after a `stop` there is nothing left to end.
process.once('disconnect', running.stop)
process.on('message', async (ask: Ask) => {
  if (ask === 'memory')
    process.send?.({
      memoryBytes: process.memoryUsage().rss,
      peakBytes: process.resourceUsage().maxRSS * 1024,
    })
  else {
    await running.stop()
    process.send?.({})
    process.disconnect()
  }
})
