// Anchors: what the chain was, written outside the database. They show what a chain alone cannot: that its tail was
// cut off, or that all of it was sealed anew.

import { mkdir, open, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import { isId } from '#/kernel/id.ts'

/** The chain of one school as it was at a moment: how many entries, the hash of the last, and its time. */
export type Anchor = { schoolId: string; at: Date; entries: number; hash: Buffer; lastEntryAt: Date | null }

/** `damaged`: the numbers of lines that are no anchors, or are another school's. */
export type AnchorsRead = { anchors: readonly Anchor[]; damaged: readonly number[] }

const ending = '.anchors.jsonl'
const lineSchema = z.object({
  school: z.string(),
  at: z.iso.datetime(),
  entries: z.int().min(0),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  lastEntryAt: z.iso.datetime().nullable(),
})

/** Appends an anchor to the school's file, durably. The folder should lie on another disk, or be shipped away. */
export async function writeAnchor(folder: string, anchor: Anchor): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const file = await open(anchorFile(folder, anchor.schoolId), 'a+', 0o600)
  try {
    // A line that a power cut broke off is closed first, so that it spoils no other.
    const { size } = await file.stat()
    const { buffer } = await file.read(Buffer.alloc(1), 0, 1, Math.max(0, size - 1))
    const start = size === 0 || buffer.toString() === '\n' ? '' : '\n'
    await file.appendFile(`${start}${lineOf(anchor)}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** The anchors of a school, oldest first. Lines that do not read are named, because somebody may have spoilt them. */
export async function readAnchors(folder: string, schoolId: string): Promise<AnchorsRead> {
  const text = await readFile(anchorFile(folder, schoolId), 'utf8').catch(nothingIfMissing)
  const anchors: Anchor[] = []
  const damaged: number[] = []
  for (const [index, line] of text.split('\n').entries()) {
    if (line === '') continue
    const anchor = anchorOf(line)
    if (anchor?.schoolId === schoolId) anchors.push(anchor)
    else damaged.push(index + 1)
  }
  return { anchors, damaged }
}

/** The schools that have anchors in the folder, whether or not the database still knows of them. */
export async function schoolsAnchored(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  return names
    .map((name) => name.slice(0, -ending.length))
    .filter((id, i) => isId(id) && names[i]?.endsWith(ending))
}

/** Where a school's anchors lie. Refuses a name that is not an id, so that no path can be slipped in. */
export function anchorFile(folder: string, schoolId: string): string {
  if (!isId(schoolId)) throw new TypeError('A school is named by its id')
  return join(folder, `${schoolId}${ending}`)
}

/** One line of the file, in an order that never changes: lines are compared as text. */
function lineOf({ schoolId, at, entries, hash, lastEntryAt }: Anchor): string {
  const times = { at: at.toISOString(), lastEntryAt: lastEntryAt?.toISOString() ?? null }
  return JSON.stringify({
    school: schoolId,
    at: times.at,
    entries,
    hash: hash.toString('hex'),
    lastEntryAt: times.lastEntryAt,
  })
}

function anchorOf(line: string): Anchor | undefined {
  const read = lineSchema.safeParse(asJson(line))
  if (!read.success) return undefined
  const { school, at, entries, hash, lastEntryAt } = read.data
  return {
    schoolId: school,
    at: new Date(at),
    entries,
    hash: Buffer.from(hash, 'hex'),
    lastEntryAt: lastEntryAt === null ? null : new Date(lastEntryAt),
  }
}

function asJson(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

function nothingIfMissing(error: NodeJS.ErrnoException): string {
  if (error.code === 'ENOENT') return ''
  throw error
}
