import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { Refused } from '#/kernel/refusal.ts'

/** A power cut can leave the file empty; a start that has only just made it writes into it at once. */
const writtenWithinMs = 2_000

/**
 * Lets one process at a time start on a data folder, so that two first starts do not both create the database. Refuses
 * while another is starting; what a start that was killed left behind is taken over.
 */
export async function whileStarting<T>(lockFile: string, work: () => Promise<T>): Promise<T> {
  takeLock(lockFile)
  try {
    return await work()
  } finally {
    rmSync(lockFile, { force: true })
  }
}

function takeLock(lockFile: string): void {
  const ours = identify(process.pid)
  try {
    writeFileSync(lockFile, `${process.pid}\n${ours}`, { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    const [pid, identity] = readLock(lockFile)
    const isHeld =
      identity === undefined
        ? Date.now() - statSync(lockFile).mtimeMs < writtenWithinMs
        : identity === identify(Number(pid))
    if (isHeld)
      throw new Refused(
        `Schoolkeeper is just starting on this data folder (process ${pid}). Use that one, or try again.`,
      )
    rmSync(lockFile, { force: true })
    takeLock(lockFile)
  }
}

/** Of one that was given back in this moment, somebody who runs no more. */
function readLock(lockFile: string): string[] {
  try {
    return readFileSync(lockFile, 'utf8').split('\n')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    return ['0', 'nobody']
  }
}

/** Numbers of processes are used again; the moment a process started, and the boot it started in, are not. */
function identify(pid: number): string {
  try {
    const afterName = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1) ?? ''
    const startedAtTick = afterName.split(' ')[19]
    return `${startedAtTick} ${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}`
  } catch {
    return ''
  }
}
