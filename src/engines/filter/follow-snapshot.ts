// Follows the file of the snapshot: what was published last is served, and what is damaged is not.

import { unwatchFile, watchFile } from 'node:fs'
import { copyFile, rename } from 'node:fs/promises'
import { Refused } from '#/kernel/refusal.ts'
import { emptySlot } from './sealed-slot.ts'
import type { SignedIn } from './snapshot.ts'
import { type LoadedSnapshot, readSignedIn, readSnapshot, signedInPath } from './snapshot-file.ts'

/** The file beside it that holds the last snapshot which could be read, for a start on a bad day. */
const lastGood = (path: string): string => `${path}.last`
const lookMs = 250

/** Whole, or the one before it stays. */
async function keepLastGood(path: string): Promise<void> {
  await copyFile(path, `${lastGood(path)}.new`)
  await rename(`${lastGood(path)}.new`, lastGood(path))
}

/** The snapshot, or, said aloud, the one before. Refuses when neither can be read. */
export async function openSnapshot(
  path: string,
  onTrouble: (sentence: string) => void,
): Promise<LoadedSnapshot> {
  const signedIn = await signedInOr(path, undefined, onTrouble)
  try {
    const loaded = await readSnapshot(path)
    await keepLastGood(path)
    return { ...loaded, signedIn }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    const before = await readSnapshot(lastGood(path)).catch(() => undefined)
    if (before) {
      onTrouble(`${error.message} The snapshot before it serves. Publish the policy again.`)
      return { ...before, signedIn }
    }
    // Help has to be reached, and everything else to be filtered, also on the day on which this list is damaged.
    const without = await readSnapshot(path, undefined, emptySlot).catch(() => undefined)
    if (!without) throw error
    onTrouble(`${error.message} Illegal content is not blocked by it: load the sealed list again.`)
    return { ...without, signedIn }
  }
}

/** Who is signed in; where that cannot be read it is said aloud, and those of before stay until their time is over. */
async function signedInOr(
  path: string,
  before: SignedIn | undefined,
  onTrouble: (sentence: string) => void,
): Promise<SignedIn | undefined> {
  try {
    return await readSignedIn(path)
  } catch (error) {
    onTrouble(`${messageOf(error)} Those who signed in before count until their time is over.`)
    return before
  }
}

/**
 * Hands each new snapshot to `swap`, and each change of who is signed in; one that is refused is said aloud, and the one
 * before goes on. Returns the end.
 */
export function followSnapshot(
  path: string,
  first: LoadedSnapshot,
  swap: (loaded: LoadedSnapshot) => Promise<void>,
  onTrouble: (sentence: string) => void,
): () => void {
  let current = first
  let work = Promise.resolve()
  const take = async (read: () => Promise<LoadedSnapshot>): Promise<boolean> => {
    try {
      const loaded = await read()
      await swap(loaded)
      if (current.snapshot.sealed && !loaded.snapshot.sealed)
        onTrouble('The sealed list is gone from the snapshot: illegal content is not blocked by it any more.')
      current = loaded
      return true
    } catch (error) {
      onTrouble(`${messageOf(error)} The snapshot before it goes on serving. Publish the policy again.`)
      return false
    }
  }
  const takeSnapshot = async (): Promise<void> => {
    const { signedIn, sealed } = current
    if (await take(async () => ({ ...(await readSnapshot(path, current)), signedIn })))
      await keepLastGood(path).catch((error: unknown) =>
        onTrouble(
          `${messageOf(error)} The new snapshot serves, but it was not kept for a start on a bad day.`,
        ),
      )
    if (current.snapshot.sealed && current.sealed === sealed)
      onTrouble('The sealed list cannot be read: what was read of it last counts. Load it again.')
  }
  const takeSignedIn = async (): Promise<void> => {
    const signedIn = await signedInOr(path, current.signedIn, onTrouble)
    if (signedIn !== current.signedIn) await take(async () => ({ ...current, signedIn }))
  }
  watchFile(path, { interval: lookMs }, () => {
    work = work.then(takeSnapshot)
  })
  watchFile(signedInPath(path), { interval: lookMs }, () => {
    work = work.then(takeSignedIn)
  })
  return () => {
    unwatchFile(path)
    unwatchFile(signedInPath(path))
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
