import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Plan, Timing } from './open-loop.ts'

/**
 * Sends the load from a process of its own, so that measuring costs the server nothing. It ends sooner when `work` does.
 * Refuses answers that failed.
 */
export function measure(plan: Plan, work?: Promise<unknown>): Promise<readonly Timing[]> {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(new URL('send-load.ts', import.meta.url)))
    child.once('error', reject)
    child.once('message', (timings: readonly Timing[]) => {
      child.disconnect()
      const failed = timings.find(({ status }) => status !== 200)
      if (failed) reject(new Error(`${failed.name} answered ${failed.status}`))
      else resolve(timings)
    })
    child.send(plan)
    const end = () => child.connected && child.send('over')
    work?.then(end, end)
  })
}
