// Follows the file of the snapshot: what was published last is served, and what is damaged is not.

import { unwatchFile, watchFile } from 'node:fs'
import { copyFile } from 'node:fs/promises'
import { Refused } from '#/kernel/refusal.ts'
import { type LoadedSnapshot, readSnapshot } from './snapshot-file.ts'

/** The file beside it that holds the last snapshot which could be read, for a start on a bad day. */
const lastGood = (path: string): string => `${path}.last`
const lookMs = 250

/** The snapshot, or, said aloud, the one before. Refuses when neither can be read. */
export async function openSnapshot(
  path: string,
  onTrouble: (sentence: string) => void,
): Promise<LoadedSnapshot> {
  try {
    const loaded = await readSnapshot(path)
    await copyFile(path, lastGood(path))
    return loaded
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    const before = await readSnapshot(lastGood(path)).catch(() => undefined)
    if (!before) throw error
    onTrouble(`${error.message} The snapshot before it serves. Publish the policy again.`)
    return before
  }
}

/** Hands each new snapshot to `swap`; one that is refused is said aloud, and the one before goes on. Returns the end. */
export function followSnapshot(
  path: string,
  first: LoadedSnapshot,
  swap: (loaded: LoadedSnapshot) => Promise<void>,
  onTrouble: (sentence: string) => void,
): () => void {
  let current = first
  let work = Promise.resolve()
  const take = async (): Promise<void> => {
    try {
      const loaded = await readSnapshot(path, current)
      await swap(loaded)
      if (current.snapshot.sealed && !loaded.snapshot.sealed)
        onTrouble('The sealed list is gone from the snapshot: illegal content is not blocked by it any more.')
      current = loaded
      await copyFile(path, lastGood(path))
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      onTrouble(`${why} The snapshot before it goes on serving. Publish the policy again.`)
    }
  }
  watchFile(path, { interval: lookMs }, () => {
    work = work.then(take)
  })
  return () => unwatchFile(path)
}
