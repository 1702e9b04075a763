// A snapshot as a file: one line with its checksum, then JSON. What it names lies beside it.

import { hash } from 'node:crypto'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'
import { Refused } from '#/kernel/refusal.ts'
import { readIndex } from './index-file.ts'
import { emptySlot, readSealedFeed, type SealedSlot } from './sealed-slot.ts'
import type { SiteIndex } from './site-index.ts'
import type { Snapshot } from './snapshot.ts'

const magic = 'SKSNAPSHOT1'
const profiles = z.union([z.literal('all'), z.array(z.string())])
const band = z.object({
  name: z.string(),
  days: z.array(z.int().min(1).max(7)),
  fromMinute: z.int(),
  untilMinute: z.int(),
  schoolDaysOnly: z.boolean(),
  blocks: z.array(z.string()),
  allows: z.array(z.string()),
})
const policy = z.object({
  profiles: z.array(
    z.object({
      name: z.string(),
      blocks: z.array(z.string()),
      otherwise: z.enum(['allow', 'block']),
      bands: z.array(band),
    }),
  ),
  alwaysOpen: z.array(z.string()),
  rules: z.array(z.object({ site: z.string(), does: z.enum(['allow', 'block']), profiles })),
  exceptions: z.array(z.object({ site: z.string(), profiles, untilMs: z.number() })),
  closedToExceptions: z.array(z.string()),
})
const school = z.object({
  school: z.string(),
  policy,
  schoolDays: z.array(z.string()),
  manners: z.array(
    z.object({
      profile: z.string(),
      blockedAs: z.enum(['page', 'noName', 'nothing']),
      safeSearch: z.boolean(),
      youTube: z.enum(['open', 'moderate', 'strict']),
    }),
  ),
  networks: z.array(z.object({ range: z.string(), profile: z.string() })),
  devices: z.array(
    z.object({
      address: z.string(),
      profile: z.string(),
      suspended: z.boolean(),
      who: z.string().nullable(),
      untilMs: z.number(),
    }),
  ),
  blockPage: z.object({ ipv4: z.ipv4().nullable(), ipv6: z.ipv6().nullable() }),
  localNames: z.array(z.object({ name: z.string(), addresses: z.array(z.union([z.ipv4(), z.ipv6()])) })),
  forwards: z.array(z.object({ name: z.string(), servers: z.array(z.string()).min(1) })),
})
const fileName = z.string().refine((name) => name !== '' && basename(name) === name)
const snapshot = z.object({
  madeAtMs: z.number(),
  indexFile: fileName,
  sealed: z.object({ licence: z.string(), feedFile: fileName }).nullable(),
  schools: z.array(school),
})

/** A snapshot with what it names. */
export type LoadedSnapshot = { snapshot: Snapshot; index: SiteIndex; sealed: SealedSlot }

/** Writes the whole file or none of it. */
export async function writeSnapshot(path: string, content: Snapshot): Promise<void> {
  const text = JSON.stringify(content)
  await writeFile(`${path}.new`, `${magic} ${hash('sha256', text)}\n${text}`, { flush: true })
  await rename(`${path}.new`, path)
}

/**
 * Reads a snapshot with its index and sealed list; the index of `before` is kept where it is the same file. Refuses, in
 * words, what is damaged or missing.
 */
export async function readSnapshot(path: string, before?: LoadedSnapshot): Promise<LoadedSnapshot> {
  const read = snapshotFromText(await textOf(path))
  const folder = dirname(path)
  const sameIndex = before?.snapshot.indexFile === read.indexFile
  const index = sameIndex ? before.index : await named(folder, read.indexFile, readIndex)
  const { sealed } = read
  const slot = sealed
    ? readSealedFeed(await named(folder, sealed.feedFile, textOf), sealed.licence)
    : emptySlot
  return { snapshot: read, index, sealed: slot }
}

function snapshotFromText(text: string): Snapshot {
  const lineEnd = text.indexOf('\n')
  const [mark, checksum] = text.slice(0, Math.max(0, lineEnd)).split(' ')
  if (mark !== magic) throw new Refused('This file is no snapshot of Schoolkeeper’s filter.')
  const json = text.slice(lineEnd + 1)
  if (hash('sha256', json) !== checksum)
    throw new Refused('The snapshot is damaged: its content does not fit its checksum.')
  const read = snapshot.safeParse(JSON.parse(json))
  if (!read.success)
    throw new Refused(`The snapshot was made by another release: ${z.prettifyError(read.error)}`)
  return read.data
}

const textOf = (path: string): Promise<string> =>
  named(dirname(path), basename(path), (file) => readFile(file, 'utf8'))

async function named<T>(folder: string, file: string, read: (path: string) => Promise<T>): Promise<T> {
  try {
    return await read(join(folder, file))
  } catch (error) {
    if (error instanceof Refused) throw error
    throw new Refused(`The file ${file} cannot be read.`, { cause: error })
  }
}
