import type { Running } from '#/app/launch.ts'

/** What a library left open, when everything else has ended, keeps nobody waiting for longer. */
const leftOpenMs = 5_000

/** Waits for Ctrl+C or the system's stop, which may come twice, and ends everything once. */
export function runUntilStopped(running: Pick<Running, 'stop'>): Promise<number> {
  return new Promise((resolve) => {
    let stopping = false
    const end = (code: number): void => {
      setTimeout(() => process.exit(code), leftOpenMs).unref()
      resolve(code)
    }
    const stop = (): void => {
      if (stopping) return
      stopping = true
      process.stdout.write('\nStopping.\n')
      running.stop().then(
        () => end(0),
        (error: unknown) => {
          process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
          end(1)
        },
      )
    }
    process.on('SIGINT', stop)
    process.on('SIGTERM', stop)
  })
}
