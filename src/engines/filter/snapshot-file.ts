// A snapshot as a file: one line with its checksum, then JSON. What it names lies beside it.

import { hash } from 'node:crypto'
import { mkdir, readFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'
import { Refused } from '#/kernel/refusal.ts'
import { readIndex } from './index-file.ts'
import { emptySlot, readSealedFeed, type SealedSlot } from './sealed-slot.ts'
import type { SiteIndex } from './site-index.ts'
import type { SignedIn, Snapshot } from './snapshot.ts'
import { writeWhole } from './write-whole.ts'

const magic = 'SKSNAPSHOT1'
const signedInMagic = 'SKSIGNEDIN1'
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
      searchTerms: z.array(z.object({ term: z.string(), category: z.string() })).optional(),
    }),
  ),
  alwaysOpen: z.array(z.string()),
  rules: z.array(z.object({ site: z.string(), does: z.enum(['allow', 'block']), profiles })),
  exceptions: z.array(z.object({ site: z.string(), profiles, untilMs: z.number() })),
  closedToExceptions: z.array(z.string()),
  helpFor: z.array(z.string()).optional(),
  concerns: z.array(z.string()).optional(),
  categoryWords: z.record(z.string(), z.string()).optional(),
})
const device = z.object({
  address: z.string(),
  profile: z.string(),
  stopped: z.object({ untilMs: z.number().nullable() }).nullable(),
  who: z.string().nullable(),
  untilMs: z.number(),
})
const proxyKey = device
  .omit({ address: true })
  .extend({ name: z.string(), secretHash: z.string().regex(/^[0-9a-f]{64}$/), who: z.string() })
const signedIn = z.object({
  madeAtMs: z.number(),
  schools: z.array(
    z.object({
      school: z.string(),
      devices: z.array(device),
      proxyKeys: z.array(proxyKey).optional(),
    }),
  ),
})
const school = z.object({
  school: z.string(),
  version: z.int().optional(),
  policy,
  schoolDays: z.array(z.string()),
  workingDaysAfter: z.string().optional(),
  manners: z.array(
    z.object({
      profile: z.string(),
      blockedAs: z.enum(['page', 'noName', 'nothing']),
      safeSearch: z.boolean(),
      youTube: z.enum(['open', 'moderate', 'strict']),
    }),
  ),
  networks: z.array(
    z.object({
      range: z.string(),
      profile: z.string(),
      signInFirst: z.boolean().optional(),
      ownDevices: z.boolean().optional(),
    }),
  ),
  devices: z.array(device),
  testAddresses: z.array(z.object({ address: z.string(), profile: z.string() })).optional(),
  blockPage: z.object({ ipv4: z.ipv4().nullable(), ipv6: z.ipv6().nullable() }),
  localNames: z.array(z.object({ name: z.string(), addresses: z.array(z.union([z.ipv4(), z.ipv6()])) })),
  forwards: z.array(z.object({ name: z.string(), servers: z.array(z.string()).min(1) })),
  inspection: z
    .object({
      profiles: z.array(z.string()),
      never: z.object({ categories: z.array(z.string()), names: z.array(z.string()) }),
      certificate: z.string(),
      sealedKey: z.string(),
    })
    .optional(),
})
const fileName = z.string().refine((name) => name !== '' && basename(name) === name)
const snapshot = z.object({
  madeAtMs: z.number(),
  indexFile: fileName,
  sealed: z.object({ licence: z.string(), feedFile: fileName }).nullable(),
  schools: z.array(school),
})

/** A snapshot with what it names, and who is signed in; without the latter everybody gets what their network says. */
export type LoadedSnapshot = {
  snapshot: Snapshot
  index: SiteIndex
  sealed: SealedSlot
  signedIn?: SignedIn | undefined
}

/** The file beside a snapshot that says who is signed in. */
export const signedInPath = (path: string): string => `${path}.signed-in`

/** Writes the whole file or none of it. */
export function writeSnapshot(path: string, content: Snapshot): Promise<void> {
  return writeChecked(path, magic, content)
}

/** The same of who is signed in, beside the snapshot at `path`. */
export function writeSignedIn(path: string, content: SignedIn): Promise<void> {
  return writeChecked(signedInPath(path), signedInMagic, content)
}

async function writeChecked(path: string, mark: string, content: object): Promise<void> {
  const text = JSON.stringify(content)
  // Who signs in before the first policy is published is written down too.
  await mkdir(dirname(path), { recursive: true })
  // Who sits where is for nobody else on this machine.
  await writeWhole(path, `${mark} ${hash('sha256', text)}\n${text}`, 0o600)
}

/** What serves where the file that a snapshot names cannot be read. */
export type Instead = { index?: Pick<LoadedSnapshot, 'index'> & { file: string }; sealed?: SealedSlot }

/**
 * Reads a snapshot with its index and sealed list; those of `before` are kept where they are the same file, and where the new ones
 * cannot be read: neither what is agreed nor what is illegal waits for a file to be mended. Refuses, in words, what is damaged or
 * missing and has nothing `instead`.
 */
export async function readSnapshot(
  path: string,
  before?: LoadedSnapshot,
  instead: Instead = {},
): Promise<LoadedSnapshot> {
  const read = await readAgreed(path)
  const folder = dirname(path)
  const earlier = before ? { file: before.snapshot.indexFile, index: before.index } : instead.index
  const { file, index } = await readIndexOr(folder, read.indexFile, earlier)
  const { sealed } = read
  const slot = sealed
    ? await readSlot(folder, sealed, before?.snapshot.sealed ? before.sealed : instead.sealed)
    : emptySlot
  return { snapshot: { ...read, indexFile: file }, index, sealed: slot }
}

async function readIndexOr(folder: string, file: string, earlier: Instead['index']) {
  if (earlier?.file === file) return earlier
  try {
    return { file, index: await named(folder, file, readIndex) }
  } catch (error) {
    if (earlier && error instanceof Refused) return earlier
    throw error
  }
}

async function readSlot(
  folder: string,
  { licence, feedFile }: NonNullable<Snapshot['sealed']>,
  instead: SealedSlot | undefined,
): Promise<SealedSlot> {
  try {
    const text = await named(folder, feedFile, textOf)
    // The file is named by its content, so that one that was cut off between two lines is not taken for the list.
    const [, mark = ''] = /^sealed-([0-9a-f]{16})\.feed$/.exec(feedFile) ?? []
    if (!hash('sha256', text).startsWith(mark))
      throw new Refused('The sealed list is damaged: its content does not fit its name.')
    return readSealedFeed(text, licence)
  } catch (error) {
    if (instead && error instanceof Refused) return instead
    throw error
  }
}

/** A snapshot without what it names. Refuses, in words, what is damaged or missing. */
export const readAgreed = async (path: string): Promise<Snapshot> => snapshotFromText(await textOf(path))

/** Who is signed in, beside the snapshot at `path`; undefined where nobody wrote it yet. Refuses, in words, what is damaged. */
export async function readSignedIn(path: string): Promise<SignedIn | undefined> {
  const text = await readFile(signedInPath(path), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (text === undefined) return undefined
  return checked(text, { mark: signedInMagic, schema: signedIn, what: 'list of who is signed in' })
}

const snapshotFromText = (text: string): Snapshot =>
  checked(text, { mark: magic, schema: snapshot, what: 'snapshot' })

function checked<T>(text: string, wanted: { mark: string; schema: z.ZodType<T>; what: string }): T {
  const { mark, schema, what } = wanted
  const lineEnd = text.indexOf('\n')
  const [first, checksum] = text.slice(0, Math.max(0, lineEnd)).split(' ')
  if (first !== mark) throw new Refused(`This file is no ${what} of Schoolkeeper’s filter.`)
  const json = text.slice(lineEnd + 1)
  if (hash('sha256', json) !== checksum)
    throw new Refused(`The ${what} is damaged: its content does not fit its checksum.`)
  const read = schema.safeParse(JSON.parse(json))
  if (!read.success)
    throw new Refused(`The ${what} was made by another release: ${z.prettifyError(read.error)}`)
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
