import type { Running } from '#/app/launch.ts'

/** Waits for Ctrl+C or the system's stop, which may come twice, and ends everything once. */
export function runUntilStopped(running: Pick<Running, 'stop'>): Promise<number> {
  return new Promise((resolve) => {
    let stopping = false
    const stop = (): void => {
      if (stopping) return
      stopping = true
      process.stdout.write('\nStopping.\n')
      running.stop().then(
        () => resolve(0),
        (error: unknown) => {
          process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
          resolve(1)
        },
      )
    }
    process.on('SIGINT', stop)
    process.on('SIGTERM', stop)
  })
}
