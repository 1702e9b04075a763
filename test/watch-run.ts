// A run of the tests that takes far too long is ended here, and says in what it was: whoever ends it from outside learns
// nothing but that it took too long.

import { readdirSync, readFileSync } from 'node:fs'

/** What runs below a process that began a test file for each. */
type RunningFile = { pid: number; file: string; forSeconds: number }

/** The test files that the children of this process are running. */
export function runningFiles(parent: number): RunningFile[] {
  const upSeconds = Number(read('/proc/uptime').split(' ')[0])
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap((entry) => {
      const { ppid, startedAtTick } = readStat(entry)
      const file = read(`/proc/${entry}/cmdline`)
        .split('\0')
        .findLast((word) => word.endsWith('.test.ts'))
      if (ppid !== parent || !file) return []
      return [
        { pid: Number(entry), file, forSeconds: Math.round(upSeconds - startedAtTick / ticksPerSecond) },
      ]
    })
}

/** The kernel's own unit in /proc on every Linux that Node runs on. */
const ticksPerSecond = 100

/** They stand after the name in brackets, which may hold anything. */
function readStat(pid: string): { ppid: number; startedAtTick: number } {
  const fields = (read(`/proc/${pid}/stat`).split(') ').at(-1) ?? '').split(' ')
  return { ppid: Number(fields[1]), startedAtTick: Number(fields[19]) }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

/** Kills a run, and what its files run, when it has taken this long; `say` is told what it was in. Returns what calls that off. */
export function endAfter(maxMs: number, runner: number, say: (line: string) => void): () => void {
  const timer = setTimeout(() => {
    const files = runningFiles(runner)
    process.kill(runner, 'SIGKILL')
    for (const { pid } of files) process.kill(pid, 'SIGTERM')
    const ran = files.map(({ file, forSeconds }) => `${file} for ${forSeconds} s`).join(', ')
    say(`The tests did not end within ${maxMs / 60_000} minutes. What ran then: ${ran || 'no file'}.`)
  }, maxMs)
  return () => clearTimeout(timer)
}
