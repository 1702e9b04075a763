// What graphile-worker 0.18.0 gets wrong when the database goes, put right from outside.

import type { Runner } from 'graphile-worker'
import type pg from 'pg'

/** When the database goes while the queue gives a connection back, it gives it back twice: a rejection nobody could catch. */
export function releaseOnce(client: pg.PoolClient): void {
  type Release = pg.PoolClient['release']
  let once: Release = () => undefined
  const set = (release: Release): void => {
    let released = false
    once = (error) => {
      if (!released) release(error)
      released = true
    }
  }
  // The pool gives a connection a new `release` each time it gives it out.
  Object.defineProperty(client, 'release', { get: () => once, set })
}

const lastWords = ['pool:gracefulShutdown:complete', 'pool:forcefulShutdown:complete'] as const
const lastWordMs = 3_000

/**
 * With what it ended, an error or nothing. Where the queue failed to save what came of two jobs, one after the other, it miscounts
 * what it waits for (graphile-worker 0.18.0) and says that it has shut down, but never that it ended. Its timetable then goes on,
 * and would keep the process alive after its own stop: it is stopped here.
 */
export function endOf({
  promise,
  events,
  stop,
}: Pick<Runner, 'promise' | 'events' | 'stop'>): Promise<unknown> {
  const saidSo = new Promise<undefined>((resolve) => {
    const soon = (): void => {
      setTimeout(() => {
        // One that ended after all, or is stopping already, refuses.
        stop().catch(() => undefined)
        resolve(undefined)
      }, lastWordMs).unref()
    }
    for (const word of lastWords) events.once(word, soon)
  })
  return Promise.race([promise.catch((error: unknown) => error), saidSo])
}
