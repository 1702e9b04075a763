// How much was decided and is not written down yet: one number in a file beside the visits, ten times a second. Whoever is
// killed leaves it behind, and the next engine that looks counts it as lost.

import { mkdirSync, writeFileSync } from 'node:fs'
import { readdir, readFile, rename, stat, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { newId } from '#/kernel/id.ts'

export type LeftBehind = {
  /** Writes the number where it has changed, and each second besides, so that others see that this one lives. Never waits. */
  keep: (waiting: number) => void
  /** Hands over what each engine left that was killed, once, whoever finds it first. */
  collect: (found: (lost: number) => void) => Promise<void>
  /** The end of an engine that ends in order; what could not be written down stays for the next. */
  end: (waiting: number) => Promise<void>
}

export const countEveryMs = 100
const showsLifeEveryMs = 1000
/** A file that nobody has touched for so long is of an engine that is no more. */
const deadAfterMs = 15_000
const collectEveryMs = 5000
const fileName = /^[0-9a-f-]{36}\.waiting$/
const fileMode = 0o600
const folderMode = 0o700

/** Begins a count of its own in the folder. `steadyMs` never jumps. */
export function openLeftBehind(folder: string, steadyMs: () => number): LeftBehind {
  const own = `${newId()}.waiting`
  const seen = new Map<string, { mtimeMs: number; sinceMs: number }>()
  let kept = -1
  let keptAtMs = Number.NEGATIVE_INFINITY
  let collectedAtMs = Number.NEGATIVE_INFINITY
  const isDead = async (name: string): Promise<boolean> => {
    const { mtimeMs } = await stat(join(folder, name))
    const before = seen.get(name)
    if (before?.mtimeMs === mtimeMs) return steadyMs() - before.sinceMs > deadAfterMs
    seen.set(name, { mtimeMs, sinceMs: steadyMs() })
    return false
  }
  const keep = (waiting: number): void => {
    if (waiting === kept && steadyMs() - keptAtMs < showsLifeEveryMs) return
    if (!writeNumber(folder, own, waiting)) return
    kept = waiting
    keptAtMs = steadyMs()
  }
  return {
    keep,
    collect: async (found) => {
      if (steadyMs() - collectedAtMs < collectEveryMs) return
      collectedAtMs = steadyMs()
      const names = (await readdir(folder).catch(() => [])).filter((name) => fileName.test(name))
      for (const gone of [...seen.keys()].filter((name) => !names.includes(name))) seen.delete(gone)
      for (const name of names) {
        if (name === own || !(await isDead(name).catch(() => false))) continue
        const lost = await claim(folder, name)
        if (lost !== undefined) await handOver(lost, found)
      }
    },
    end: async (waiting) => {
      if (waiting === 0) await unlink(join(folder, own)).catch(() => undefined)
      else keep(waiting)
    },
  }
}

type Claimed = { path: string; lost: number }

/** Undefined where another engine was quicker. */
async function claim(folder: string, name: string): Promise<Claimed | undefined> {
  const path = join(folder, `${newId()}.waiting`)
  try {
    await rename(join(folder, name), path)
    return { path, lost: Number.parseInt(await readFile(path, 'utf8'), 10) || 0 }
  } catch {
    return undefined
  }
}

/** It goes only when it stands in the number of whoever found it. */
async function handOver({ path, lost }: Claimed, found: (lost: number) => void): Promise<void> {
  if (lost > 0) found(lost)
  await unlink(path)
}

/** Always as long, so that it needs no room on a disk that is full. False where there is not even room for the first. */
function writeNumber(folder: string, name: string, waiting: number): boolean {
  const text = `${String(waiting).padStart(12, '0')}\n`
  for (const flag of ['r+', 'w']) {
    try {
      if (flag === 'w') mkdirSync(folder, { recursive: true, mode: folderMode })
      writeFileSync(join(folder, name), text, { flag, mode: fileMode })
      return true
    } catch {
      // The first time there is no such file, and perhaps no folder.
    }
  }
  return false
}
