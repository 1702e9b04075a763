// Follows the file of the snapshot: what was published last is served, and what is damaged is not.

import { randomUUID } from 'node:crypto'
import { unwatchFile, watchFile } from 'node:fs'
import { copyFile, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { Refused } from '#/kernel/refusal.ts'
import { readIndex } from './index-file.ts'
import { emptySlot } from './sealed-slot.ts'
import type { SignedIn } from './snapshot.ts'
import {
  type Instead,
  type LoadedSnapshot,
  readAgreed,
  readSignedIn,
  readSnapshot,
  signedInPath,
} from './snapshot-file.ts'

/** The files beside it that hold the last snapshot which could be read and its index, for a start on a bad day. */
const lastGood = (path: string): string => `${path}.last`
const lastGoodIndex = (path: string): string => `${path}.last.index`
const lookMs = 250

/** The snapshot, or, said aloud, what of it and of the one before can be read. Refuses when that is not enough to filter by. */
export async function openSnapshot(
  path: string,
  onTrouble: (sentence: string) => void,
): Promise<LoadedSnapshot> {
  const signedIn = await signedInOr(path, undefined, onTrouble)
  try {
    const loaded = await readSnapshot(path)
    await keepLastGood(path, loaded.snapshot.indexFile, onTrouble)
    return { ...loaded, signedIn }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    const index = await keptIndex(path)
    for (const { from, instead, says } of waysOut(path, index)) {
      const loaded = await readSnapshot(from, undefined, instead).catch(() => undefined)
      if (!loaded) continue
      onTrouble(`${error.message} ${says}`)
      return { ...loaded, signedIn }
    }
    throw error
  }
}

type WayOut = { from: string; instead: Instead; says: string }

/** The newest that can be read comes first; illegal content is what is given up last. */
function waysOut(path: string, index: Instead['index']): readonly WayOut[] {
  const withIndex = index ? { index } : {}
  const open = 'Illegal content is not blocked by it: load the sealed list again.'
  return [
    { from: path, instead: withIndex, says: 'The copy that was kept of the index serves.' },
    {
      from: lastGood(path),
      instead: withIndex,
      says: 'The snapshot before it serves. Publish the policy again.',
    },
    // Help has to be reached, and everything else to be filtered, also on the day on which this list is damaged.
    { from: path, instead: { ...withIndex, sealed: emptySlot }, says: open },
  ]
}

async function keptIndex(path: string): Promise<Instead['index']> {
  const file = lastGoodIndex(path)
  const index = await readIndex(file).catch(() => undefined)
  return index && { file: basename(file), index }
}

/** A start needs them on a bad day alone: what cannot be kept now is said, and keeps nothing from being served. */
async function keepLastGood(
  path: string,
  newIndex: string | null,
  onTrouble: (sentence: string) => void,
): Promise<void> {
  try {
    if (newIndex !== null) await copyWhole(join(dirname(path), newIndex), lastGoodIndex(path))
    await copyWhole(path, lastGood(path))
  } catch (error) {
    onTrouble(`${messageOf(error)} The snapshot serves, but it was not kept for a start on a bad day.`)
  }
}

/** Whole, or what was there stays. Each engine copies for itself, so each has a name of its own for what is half. */
async function copyWhole(from: string, to: string): Promise<void> {
  const aside = `${to}.${randomUUID()}.new`
  try {
    await copyFile(from, aside)
    await rename(aside, to)
  } finally {
    await rm(aside, { force: true })
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
    const { signedIn, sealed, index } = current
    if (!(await take(async () => ({ ...(await readSnapshot(path, current)), signedIn })))) return
    const { indexFile } = current.snapshot
    const wanted = await readAgreed(path).catch(() => current.snapshot)
    if (wanted.indexFile === indexFile)
      await keepLastGood(path, current.index === index ? null : indexFile, onTrouble)
    else onTrouble('The new index cannot be read: the one before it serves. Publish the policy again.')
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
