// The list in the sealed slot: hashes of illegal addresses that a licence brings, beside the engines' files. No setting, role or page turns it
// off; the operator loads the next one, or takes it away for all to see.

import { createHash } from 'node:crypto'
import { mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { readSealedFeed, writeWhole } from '#/engines/filter/index.ts'
import { enginesFolder } from './state-files.ts'

/** A name that only tests ask for, and that every loaded list holds: so anybody can see from outside that the list works. */
export const sealedTestName = 'sealed-list-test.schoolkeeper.example'

/** What the licence says. */
export type Licence = { name: string; issuer: string; reference: string; until: string }
export type SealedList = {
  licence: Licence
  entries: number
  hash: string
  loadedAt: string
  feedFile: string
}

const particulars = (folder: string): string => join(folder, 'sealed.json')
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** The list that was loaded last, whatever its file is like by now; null where none is, `broken` where its particulars are. */
export async function sealedLoaded(folder: string): Promise<SealedList | 'broken' | null> {
  const text = await readFile(particulars(folder), 'utf8').catch(() => null)
  return text === null ? null : (readParticulars(text) ?? 'broken')
}

/** The list as it lies there; null where none is loaded, `broken` where its file is not what was loaded. */
export async function sealedHere(folder: string): Promise<SealedList | 'broken' | null> {
  const list = await sealedLoaded(folder)
  if (list === null || list === 'broken') return list
  const feed = await readFile(join(enginesFolder(folder), list.feedFile), 'utf8').catch(() => null)
  return feed !== null && sha256(feed) === list.hash ? list : 'broken'
}

function readParticulars(text: string): SealedList | null {
  try {
    return JSON.parse(text) as SealedList
  } catch {
    return null
  }
}

/** Keeps a feed: whole, before anything points to it. Refuses, in words, what is no feed of hashes. */
export async function keepSealed(
  folder: string,
  feedText: string,
  licence: Licence,
  loadedAt: Date,
): Promise<SealedList> {
  const { hashes } = readSealedFeed(feedText, licence.name)
  const feed = `${[...new Set([...hashes, sha256(sealedTestName)])].sort().join('\n')}\n`
  const hash = sha256(feed)
  const feedFile = `sealed-${hash.slice(0, 16)}.feed`
  const list = { licence, entries: hashes.size, hash, loadedAt: loadedAt.toISOString(), feedFile }
  await mkdir(enginesFolder(folder), { recursive: true })
  await writeWhole(join(enginesFolder(folder), feedFile), feed)
  await writeWhole(particulars(folder), JSON.stringify(list))
  return list
}

/** Takes the list away. Its feed stays until the engines have left it, so that none of them starts without it halfway. */
export const dropSealed = (folder: string): Promise<void> => rm(particulars(folder))

/** What the snapshot says of it. */
export const sealedForEngines = (list: SealedList | null): { licence: string; feedFile: string } | null =>
  list === null ? null : { licence: list.licence.name, feedFile: list.feedFile }
