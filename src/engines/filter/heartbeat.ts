// Each engine writes beside the snapshot that it lives, what it has taken and when it last answered: it needs no database for
// that, and pages that say so need no engine.

import { mkdir, readdir, readFile, rename, stat, unlink, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'
import type { LoadedSnapshot } from './snapshot-file.ts'

const heartbeat = z.object({
  engine: z.enum(['dns', 'proxy', 'squid']),
  /** ADDRESS:PORT; of Squid's helpers the name of their machine. */
  at: z.string(),
  /** Which of several at one place it is: Squid starts as many helpers as it needs. Null where there is one. */
  helper: z.number().nullable().default(null),
  beatAtMs: z.number(),
  answeredAtMs: z.number().nullable(),
  /** When it began, which is as long as it counts; null from an engine of an earlier release. */
  beganAtMs: z.number().nullable().default(null),
  snapshotMadeAtMs: z.number(),
  signedInMadeAtMs: z.number().nullable(),
  /** How often its threads were started again since it began. */
  startedAgain: z.number().default(0),
  /** Of each school, the number of the state that it has taken. */
  versions: z.record(z.string(), z.number()),
})
export type Heartbeat = z.infer<typeof heartbeat>

const beatMs = 2000
const forgottenAfterMs = 7 * 24 * 3600_000
/** A helper that was killed took nothing away; one that lives writes again at once. */
const leftAfterMs = 60_000
const folderOf = (path: string): string => join(dirname(path), 'heartbeats')

/** Writes one every two seconds, and says it once when that fails. Returns the end, which takes the file away. */
export function keepHeartbeat(
  path: string,
  { engine, at, helper = null }: Pick<Heartbeat, 'engine' | 'at'> & Partial<Pick<Heartbeat, 'helper'>>,
  parts: {
    serving: () => LoadedSnapshot
    answeredAtMs: () => number | null
    startedAgain?: (() => number) | undefined
    onTrouble: (sentence: string) => void
  },
): () => Promise<void> {
  const name = `${engine}-${at.replaceAll(/[^0-9a-z.]/gi, '-')}`
  const file = join(folderOf(path), helper === null ? `${name}.json` : `${name}-of-${helper}.json`)
  const beganAtMs = Date.now()
  let isTold = false
  const beat = async (): Promise<void> => {
    const { snapshot, signedIn } = parts.serving()
    const text = JSON.stringify({
      engine,
      at,
      helper,
      beatAtMs: Date.now(),
      answeredAtMs: parts.answeredAtMs(),
      beganAtMs,
      snapshotMadeAtMs: snapshot.madeAtMs,
      signedInMadeAtMs: signedIn?.madeAtMs ?? null,
      startedAgain: parts.startedAgain?.() ?? 0,
      versions: Object.fromEntries(
        snapshot.schools.flatMap(({ school, version }) => (version === undefined ? [] : [[school, version]])),
      ),
    } satisfies Heartbeat)
    try {
      await mkdir(dirname(file), { recursive: true })
      await writeFile(`${file}.new`, text)
      await rename(`${file}.new`, file)
    } catch {
      if (!isTold) parts.onTrouble('Pages cannot say that this engine runs: its heartbeat cannot be written.')
      isTold = true
    }
  }
  let work = helper === null ? beat() : takeAwayLeft(file, helper).then(beat)
  const beating = setInterval(() => {
    work = work.then(beat)
  }, beatMs)
  beating.unref()
  return async () => {
    clearInterval(beating)
    await work
    await unlink(file).catch(() => undefined)
  }
}

/** Files of helpers of the same place that have written nothing for a while. What cannot be taken away stays. */
async function takeAwayLeft(file: string, helper: number): Promise<void> {
  const folder = dirname(file)
  const theirs = basename(file, `${helper}.json`)
  const names = await readdir(folder).catch(() => [])
  for (const name of names.filter((one) => one.startsWith(theirs))) {
    const left = join(folder, name)
    const written = await stat(left).catch(() => null)
    if (written && Date.now() - written.mtimeMs > leftAfterMs) await unlink(left).catch(() => undefined)
  }
}

/** The heartbeats of the last week, newest first. What cannot be read is left out. */
export async function readHeartbeats(path: string, nowMs: number): Promise<Heartbeat[]> {
  const names = await readdir(folderOf(path)).catch(() => [])
  const read = await Promise.all(
    names.filter((name) => name.endsWith('.json')).map((name) => readOne(join(folderOf(path), name))),
  )
  return read
    .filter((one) => one !== undefined)
    .filter(({ beatAtMs }) => nowMs - beatAtMs < forgottenAfterMs)
    .sort((a, b) => b.beatAtMs - a.beatAtMs)
}

async function readOne(file: string): Promise<Heartbeat | undefined> {
  try {
    return heartbeat.parse(JSON.parse(await readFile(file, 'utf8')))
  } catch {
    return undefined
  }
}
