import { readFileSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'

/** A PostgreSQL that runs on a cluster, and the Schoolkeeper that asked for it (undefined: its watcher is gone). */
export type RunningPostmaster = {
  pid: number
  ready: boolean
  askedForBy: number | undefined
  /** Where it listens. Whoever looks for it may have temporary files elsewhere than whoever started it. */
  socketFolder: string
}

export const watcherFile = 'watch-postgres.sh'

/**
 * What runs on this cluster now. The processes are asked, not the file alone: after a power cut its number may belong
 * to some other program.
 */
export function findPostmaster(cluster: string): RunningPostmaster | undefined {
  const lines = readLines(join(cluster, 'postmaster.pid'))
  const pid = Number(lines[0])
  if (!Number.isInteger(pid) || pid < 1 || workingFolder(pid) !== cluster) return undefined
  const socketFolder = lines[4]?.trim() ?? ''
  return { pid, ready: lines[7]?.trim() === 'ready', askedForBy: readWatcherOf(pid), socketFolder }
}

/**
 * Whether the process runs, also when it is somebody else's. One that has ended and whom nobody buried does not: in a
 * container whose first process is not an init, such entries stay for good.
 */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
  return !/^State:\s*[ZX]/m.test(readLines(`/proc/${pid}/status`).join('\n'))
}

function readLines(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n')
  } catch {
    return []
  }
}

function workingFolder(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`)
  } catch {
    return undefined
  }
}

/** The watcher is PostgreSQL's parent: `sh -c SCRIPT watch-postgres.sh PID …`, where PID is whom it watches. */
function readWatcherOf(pid: number): number | undefined {
  const parent = /^PPid:\s*(\d+)$/m.exec(readLines(`/proc/${pid}/status`).join('\n'))?.[1]
  const [, , , name, watched] = readLines(`/proc/${parent}/cmdline`).join('\n').split('\0')
  return name === watcherFile ? Number(watched) : undefined
}
