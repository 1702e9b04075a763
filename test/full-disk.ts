import { execFileSync } from 'node:child_process'

/** The system refuses this process, and those that it starts, longer files meanwhile, much as a full disk does. */
export async function withRoomFor<T>(sizeBytes: number, work: () => Promise<T>): Promise<T> {
  const limit = (soft: string) => execFileSync('prlimit', ['--pid', String(process.pid), `--fsize=${soft}:`])
  limit(String(sizeBytes))
  try {
    return await work()
  } finally {
    limit('unlimited')
  }
}
