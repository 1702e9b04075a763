// The server process of the web bench: nothing but the product, and the floor page that it is measured against.

import { launch } from '#/app/launch.ts'
import { readConfig } from '#/platform/config/config.ts'
import { floor } from './floor.ts'

export type Ask = 'memory' | 'stop'

const running = await launch(readConfig(process.env), {
  routes: () => [],
  features: [floor],
  load: async () => undefined,
})
process.send?.({})

// A bench that is killed takes its server with it; after a `stop` there is nothing left to end.
process.once('disconnect', running.stop)
process.on('message', async (ask: Ask) => {
  if (ask === 'memory') process.send?.({ memoryBytes: process.memoryUsage().rss })
  else {
    await running.stop()
    process.send?.({})
    process.disconnect()
  }
})
